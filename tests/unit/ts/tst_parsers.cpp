// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>
#include <vector>

#include "core/ts/content.h"
#include "core/ts/continuity.h"
#include "core/ts/crc32.h"
#include "core/ts/dvbtext.h"
#include "core/ts/packet.h"
#include "core/ts/pes.h"
#include "core/ts/psi.h"
#include "core/ts/sectionassembler.h"
#include "tests/unit/ts/tswriter.h"

using namespace vigie::ts;
using tswriter::Buffer;
using tswriter::bytesOf;
using tswriter::descriptor;

/// The parsers of foreign bytes, on vectors computed from the standards.
class TestParsers : public QObject {
    Q_OBJECT
private slots:
    void crc();
    void pcr();
    void wrap();
    void adaptationField();
    void pesStamps();
    void pesDamaged();
    void pat();
    void pmt();
    void everyCutOfAPmt();
    void sdt();
    void sectionsInAnySplit();
    void sectionPointers();
    void content_data();
    void content();
    void contentDetails();
    void dvbText();
    void continuity();
};

void TestParsers::crc() {
    const Buffer digits = bytesOf("123456789");
    QCOMPARE(crc32(digits), 0x0376e6e7u);
    Buffer withCrc = digits;
    tswriter::put32(withCrc, 0x0376e6e7u);
    QCOMPARE(crc32(withCrc), 0u);
    // The writer's CRC is another implementation.
    QCOMPARE(tswriter::crc32Mpeg2(digits), 0x0376e6e7u);
}

void TestParsers::pcr() {
    const std::uint8_t oneSecond[6] = {0x00, 0x00, 0xaf, 0xc8, 0x7e, 0x00};
    QCOMPARE(readPcr(oneSecond), std::uint64_t{27'000'000});
    const std::uint8_t highest[6] = {0xff, 0xff, 0xff, 0xff, 0xff, 0x2b};
    QCOMPARE(readPcr(highest), static_cast<std::uint64_t>(pcrWrap - 1));
    QCOMPARE(tswriter::pcrBytes(27'000'000), Buffer(oneSecond, oneSecond + 6));
    QCOMPARE(tswriter::pcrBytes(pcrWrap - 1), Buffer(highest, highest + 6));
}

void TestParsers::wrap() {
    QCOMPARE(wrappedDifference(100, 350, pcrWrap), std::int64_t{250});
    QCOMPARE(wrappedDifference(350, 100, pcrWrap), std::int64_t{-250});
    QCOMPARE(wrappedDifference(static_cast<std::uint64_t>(pcrWrap - 5), 7, pcrWrap),
             std::int64_t{12});
    QCOMPARE(wrappedDifference(7, static_cast<std::uint64_t>(ptsWrap - 5), ptsWrap),
             std::int64_t{-12});
}

void TestParsers::adaptationField() {
    tswriter::Writer writer;
    tswriter::PacketOptions options;
    options.pcr = 123'456'789;
    options.isDiscontinuity = true;
    options.isRandomAccess = true;
    const Buffer packet = writer.packet(0x123, Buffer(50, 9), options);
    QCOMPARE(packet.size(), std::size_t{188});
    const PacketHeader header(packet.data());
    QCOMPARE(header.pid(), std::uint16_t{0x123});
    QVERIFY(header.hasAdaptationField() && header.hasPayload() && !header.isScrambled());
    const AdaptationField field = readAdaptationField(packet.data());
    QVERIFY(field.hasPcr && field.isDiscontinuity && field.isRandomAccess);
    QCOMPARE(field.pcr, std::uint64_t{123'456'789});
    QCOMPARE(field.payloadOffset, std::size_t{138});

    Buffer broken = packet;
    broken[4] = 200;
    QCOMPARE(readAdaptationField(broken.data()).payloadOffset, std::size_t{188});
    QVERIFY(!readAdaptationField(broken.data()).hasPcr);
    broken[4] = 6; // Says PCR, has no room for it.
    QVERIFY(!readAdaptationField(broken.data()).hasPcr);
}

void TestParsers::pesStamps() {
    const Buffer vector{0x21, 0x00, 0x37, 0x77, 0x41};
    QCOMPARE(tswriter::stampBytes(2, 900'000), vector);
    const Buffer payload(10, 0x33);
    const Buffer bytes = tswriter::pesPacket(0xe0, 900'000, payload, true, 896'400);
    const auto header = readPesHeader(bytes);
    QVERIFY(header.has_value());
    QCOMPARE(header->pts.value(), std::uint64_t{900'000});
    QCOMPARE(header->dts.value(), std::uint64_t{896'400});
    QCOMPARE(header->headerSize, std::size_t{19});
    QCOMPARE(header->length, bytes.size() - 6);
    const std::uint64_t highest = (1ull << 33) - 1;
    QCOMPARE(readPesHeader(tswriter::pesPacket(0xc0, highest, payload))->pts.value(), highest);
    QVERIFY(!readPesHeader(tswriter::pesPacket(0xc0, {}, payload))->pts.has_value());
}

void TestParsers::pesDamaged() {
    const Buffer whole = tswriter::pesPacket(0xe0, 900'000, Buffer(4, 0), true);
    for (std::size_t size = 0; size < 14; ++size) {
        const Buffer cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
        QVERIFY(!readPesHeader(cut).has_value());
    }
    Buffer noMarker = whole;
    noMarker[9] &= 0xfe;
    QVERIFY(!readPesHeader(noMarker)->pts.has_value());
    Buffer padding = whole;
    padding[3] = 0xbe;
    QVERIFY(!readPesHeader(padding)->pts.has_value());
    Buffer noStart = whole;
    noStart[2] = 2;
    QVERIFY(!readPesHeader(noStart).has_value());
}

void TestParsers::pat() {
    const Buffer vector{0x00, 0xb0, 0x0d, 0x00, 0x01, 0xc1, 0x00, 0x00,
                        0x00, 0x01, 0xe1, 0x00, 0xe8, 0xf9, 0x5e, 0x7d};
    QCOMPARE(tswriter::patSection({{1, 0x100}}), vector);
    QCOMPARE(crc32(vector), 0u);
    const auto section = readLongSection(vector);
    QVERIFY(section.has_value());
    QCOMPARE(section->extension, std::uint16_t{1});
    QCOMPARE(section->crc, 0xe8f95e7du);
    QVERIFY(section->isCurrent);
    const auto entries = readPat(*section);
    QCOMPARE(entries.size(), std::size_t{1});
    QVERIFY((entries[0] == PatEntry{1, 0x100}));
}

void TestParsers::pmt() {
    const Buffer language = descriptor(0x0a, {'e', 'n', 'g', 0});
    const Buffer section =
        tswriter::pmtSection(7, 0x101, {{0x1b, 0x101, {}}, {0x0f, 0x102, language}}, 5,
                             descriptor(0x05, bytesOf("CUEI")));
    const auto table = readLongSection(section);
    QCOMPARE(table->version, std::uint8_t{5});
    const auto pmt = readPmt(*table);
    QVERIFY(pmt.has_value());
    QCOMPARE(pmt->serviceId, std::uint16_t{7});
    QCOMPARE(pmt->pcrPid, std::uint16_t{0x101});
    QCOMPARE(pmt->descriptors.size(), std::size_t{6});
    QCOMPARE(pmt->streams.size(), std::size_t{2});
    QCOMPARE(pmt->streams[1].pid, std::uint16_t{0x102});
    QCOMPARE(pmt->streams[1].descriptors.size(), language.size());
}

void TestParsers::everyCutOfAPmt() {
    const Buffer section = tswriter::pmtSection(
        7, 0x101, {{0x1b, 0x101, {}}, {0x0f, 0x102, {0x0a, 0x04, 1, 2, 3, 0}}});
    for (std::size_t size = 0; size < section.size(); ++size) {
        const Buffer cut(section.begin(), section.begin() + static_cast<std::ptrdiff_t>(size));
        const auto table = readLongSection(cut);
        if (!table) {
            QVERIFY(size < 12);
            continue;
        }
        const auto pmt = readPmt(*table);
        // Never more than what was there whole.
        QVERIFY(!pmt || pmt->streams.size() <= 1 + (size >= section.size() ? 1u : 0u));
    }
}

void TestParsers::sdt() {
    const Buffer section = tswriter::sdtSection(9, bytesOf("House"), bytesOf("Track 1"));
    const auto entries = readSdt(readLongSection(section).value());
    QCOMPARE(entries.size(), std::size_t{1});
    QCOMPARE(entries[0].serviceId, std::uint16_t{9});
    QCOMPARE(entries[0].name, std::string("Track 1"));
    QCOMPARE(entries[0].provider, std::string("House"));
}

void TestParsers::sectionsInAnySplit() {
    // Three sections, one across several packets, one beginning where another ends.
    const std::vector<Buffer> sections{tswriter::patSection({{1, 0x100}}),
                                       tswriter::longSection(0x42, 1, Buffer(700, 0x5a)),
                                       tswriter::patSection({{2, 0x200}}, 1)};
    tswriter::Writer writer;
    const Buffer packets = writer.sections(0x11, sections);
    SectionAssembler assembler;
    std::vector<Buffer> got;
    for (std::size_t at = 0; at < packets.size(); at += 188) {
        const Bytes payload(&packets[at + 4], 184);
        assembler.take(payload, (packets[at + 1] & 0x40) != 0,
                       [&got](Bytes s) { got.emplace_back(s.begin(), s.end()); });
    }
    QCOMPARE(got, sections);
}

void TestParsers::sectionPointers() {
    const Buffer section = tswriter::patSection({{1, 0x100}});
    std::vector<Buffer> got;
    const auto keep = [&got](Bytes s) { got.emplace_back(s.begin(), s.end()); };
    SectionAssembler assembler;

    // The end of a section before the pointer, and a new one after it.
    assembler.take(Buffer{0x00, section[0], section[1]}, true, keep);
    Buffer rest{static_cast<std::uint8_t>(section.size() - 2)};
    rest.insert(rest.end(), section.begin() + 2, section.end());
    tswriter::append(rest, section);
    assembler.take(rest, true, keep);
    QCOMPARE(got, (std::vector<Buffer>{section, section}));

    // Pointers past the payload, an empty payload and a continuation of nothing give nothing.
    got.clear();
    assembler.take(Buffer{0x10, 1, 2}, true, keep);
    assembler.take(Buffer{}, true, keep);
    assembler.take(section, false, keep);
    QVERIFY(got.empty());

    // A gap drops what was begun.
    Buffer first{0x00};
    first.insert(first.end(), section.begin(), section.begin() + 8);
    assembler.take(first, true, keep);
    assembler.reset();
    assembler.take(Buffer(section.begin() + 8, section.end()), false, keep);
    QVERIFY(got.empty());

    // A section cut by the next start is lost, the next one is not.
    assembler.take(first, true, keep);
    Buffer next{0x00};
    tswriter::append(next, section);
    assembler.take(next, true, keep);
    QCOMPARE(got, (std::vector<Buffer>{section}));
}

void TestParsers::content_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("descriptors");
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("streamClass");
    const int video = static_cast<int>(StreamClass::Video);
    const int audio = static_cast<int>(StreamClass::Audio);
    const int data = static_cast<int>(StreamClass::Data);
    const QByteArray none;
    QTest::newRow("H.264") << 0x1b << none << "H.264" << video;
    QTest::newRow("H.265") << 0x24 << none << "H.265" << video;
    QTest::newRow("MPEG-2") << 0x02 << none << "MPEG-2 video" << video;
    QTest::newRow("MPEG-1 audio") << 0x03 << none << "MPEG audio" << audio;
    QTest::newRow("MPEG-2 audio") << 0x04 << none << "MPEG audio" << audio;
    QTest::newRow("AAC") << 0x0f << none << "AAC" << audio;
    QTest::newRow("LATM") << 0x11 << none << "AAC LATM" << audio;
    QTest::newRow("AC-3 ATSC") << 0x81 << none << "AC-3" << audio;
    QTest::newRow("E-AC-3 ATSC") << 0x87 << none << "E-AC-3" << audio;
    QTest::newRow("SCTE-35") << 0x86 << none << "SCTE-35" << data;
    QTest::newRow("DTS-HD") << 0x86 << QByteArray("\x05\x04HDMV", 6) << "DTS-HD" << audio;
    QTest::newRow("AC-3 DVB") << 0x06 << QByteArray("\x6a\x01\x00", 3) << "AC-3" << audio;
    QTest::newRow("E-AC-3 DVB") << 0x06 << QByteArray("\x7a\x01\x00", 3) << "E-AC-3" << audio;
    QTest::newRow("AAC DVB") << 0x06 << QByteArray("\x7c\x01\x00", 3) << "AAC" << audio;
    QTest::newRow("DTS DVB") << 0x06 << QByteArray("\x7b\x01\x00", 3) << "DTS" << audio;
    QTest::newRow("teletext") << 0x06
                              << QByteArray("\x56\x05"
                                            "fra\x09\x00",
                                            7)
                              << "Teletext" << data;
    QTest::newRow("subtitles") << 0x06
                               << QByteArray("\x59\x08"
                                             "eng\x10\x00\x01\x00\x01",
                                             10)
                               << "Subtitles" << data;
    QTest::newRow("registered AC-3") << 0x06
                                     << QByteArray("\x05\x04"
                                                   "AC-3",
                                                   6)
                                     << "AC-3" << audio;
    QTest::newRow("registered Opus") << 0x06 << QByteArray("\x05\x04Opus", 6) << "Opus" << audio;
    QTest::newRow("registered 302M") << 0x06
                                     << QByteArray("\x05\x04"
                                                   "BSSD",
                                                   6)
                                     << "SMPTE 302M" << audio;
    QTest::newRow("nothing tells") << 0x06 << none << "" << data;
    QTest::newRow("cut descriptor") << 0x06 << QByteArray("\x6a\x09\x00", 3) << "" << data;
}

void TestParsers::content() {
    QFETCH(int, type);
    QFETCH(QByteArray, descriptors);
    QFETCH(QString, name);
    QFETCH(int, streamClass);
    const Content found =
        contentOf(static_cast<std::uint8_t>(type),
                  Bytes(reinterpret_cast<const std::uint8_t*>(descriptors.constData()),
                        static_cast<std::size_t>(descriptors.size())),
                  {});
    QCOMPARE(QString::fromStdString(found.name), name);
    QCOMPARE(static_cast<int>(found.streamClass), streamClass);
}

void TestParsers::contentDetails() {
    QCOMPARE(contentOf(0x0f, descriptor(0x0a, {'d', 'e', 'u', 0}), {}).language,
             std::string("deu"));
    QVERIFY(!contentOf(0x0f, descriptor(0x0a, {'d', 'e', 'u', 0}), {}).isAuxiliaryAudio);
    QVERIFY(contentOf(0x0f, descriptor(0x0a, {'d', 'e', 'u', 3}), {}).isAuxiliaryAudio);
    QVERIFY(contentOf(0x02, descriptor(0x02, {0x01, 0, 0}), {}).mayBeStill);
    QVERIFY(!contentOf(0x02, descriptor(0x02, {0x1a, 0, 0}), {}).mayBeStill);
    QVERIFY(contentOf(0x1b, descriptor(0x28, {77, 0, 30, 0x80}), {}).mayBeStill);
    QCOMPARE(contentOf(0x86, {}, descriptor(0x05, bytesOf("HDMV"))).name, std::string("DTS-HD"));
    QCOMPARE(contentOf(0x86, {}, descriptor(0x05, bytesOf("CUEI"))).name, std::string("SCTE-35"));
    QCOMPARE(reservedPidName(0), std::string_view("PAT"));
    QCOMPARE(reservedPidName(0x1fff), std::string_view("null"));
    QVERIFY(reservedPidName(0x100).empty());
}

void TestParsers::dvbText() {
    const auto decode = [](const Buffer& text) {
        return QString::fromStdString(decodeDvbText(text));
    };
    QCOMPARE(decode(bytesOf("Track 1")), QStringLiteral("Track 1"));
    QCOMPARE(decode({}), QString());
    // ISO 6937: the accent comes first.
    QCOMPARE(decode({'t', 0xc2, 'e', 'l', 0xc2, 'e'}), QString::fromUtf8("télé"));
    QCOMPARE(decode({0xfb}), QString::fromUtf8("ß"));
    QCOMPARE(decode({0xcb, 'g'}), QString::fromUtf8("ģ"));
    QCOMPARE(decode({0x86, 'B', 0x87}), QStringLiteral("B"));
    QCOMPARE(decode({0x01, 0xbc}), QString::fromUtf8("М"));
    QCOMPARE(decode({0x05, 0xdd}), QString::fromUtf8("İ"));
    QCOMPARE(decode({0x0b, 0xa4}), QString::fromUtf8("€"));
    QCOMPARE(decode({0x10, 0x00, 0x01, 0xe9}), QString::fromUtf8("é"));
    QCOMPARE(decode({0x11, 0x4e, 0x2d}), QString::fromUtf8("中"));
    QCOMPARE(decode({0x15, 0xe4, 0xb8, 0xad, 0xff}), QString::fromUtf8("中\uFFFD"));
    QCOMPARE(decode({0x15, 0xc0, 0x80}), QString::fromUtf8("\uFFFD\uFFFD"));
    // A table that is not read gives no wrong letter.
    QCOMPARE(decode({0x06, 'a', 0xe1}), QString::fromUtf8("a\uFFFD"));
    QCOMPARE(decode({0x10, 0x00}), QString());
}

void TestParsers::continuity() {
    using Verdict = ContinuityCounter::Verdict;
    const auto same = [] { return true; };
    const auto other = [] { return false; };
    ContinuityCounter counter;
    QCOMPARE(counter.take(14, true, false, other), Verdict::Fresh);
    QCOMPARE(counter.take(15, true, false, other), Verdict::Next);
    QCOMPARE(counter.take(0, true, false, other), Verdict::Next);
    // Without payload the counter stands.
    QCOMPARE(counter.take(0, false, false, other), Verdict::Next);
    QCOMPARE(counter.take(1, true, false, other), Verdict::Next);
    // One repeat is legal, each later one counts.
    QCOMPARE(counter.take(1, true, false, same), Verdict::Duplicate);
    QCOMPARE(counter.take(1, true, false, same), Verdict::Repeated);
    QCOMPARE(counter.take(1, true, false, same), Verdict::Repeated);
    QCOMPARE(counter.take(2, true, false, other), Verdict::Next);
    QCOMPARE(counter.take(2, true, false, same), Verdict::Duplicate);
    // A packet without payload between does not make a third copy legal.
    QCOMPARE(counter.take(2, false, false, other), Verdict::Next);
    // The same counter on other bytes is an error at once.
    QCOMPARE(counter.take(3, true, false, other), Verdict::Next);
    QCOMPARE(counter.take(3, true, false, other), Verdict::Broken);
    QCOMPARE(counter.take(7, true, false, other), Verdict::Broken);
    // Counted up without payload.
    QCOMPARE(counter.take(8, false, false, other), Verdict::Broken);
    QCOMPARE(counter.take(9, true, false, other), Verdict::Next);
    QCOMPARE(counter.take(2, true, true, other), Verdict::Fresh);
    counter.reset();
    QCOMPARE(counter.take(9, true, false, other), Verdict::Fresh);
}

QTEST_APPLESS_MAIN(TestParsers)
#include "tst_parsers.moc"
