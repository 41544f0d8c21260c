// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QTest>

#include "core/tsl/codec.h"
#include "core/tsl/text.h"

using namespace vigie::tsl;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes hex(const char* text) {
    const QByteArray raw = QByteArray::fromHex(text);
    return {raw.begin(), raw.end()};
}

Bytes bytesOf(const std::string& text) {
    return {text.begin(), text.end()};
}

QByteArray hexOf(const std::string& text) {
    return QByteArray::fromStdString(text).toHex(' ').toUpper();
}

Display display(std::uint16_t index, std::string label, Lamp left = Lamp::Off,
                Lamp text = Lamp::Off, Lamp right = Lamp::Off) {
    Display made;
    made.index = index;
    made.label = std::move(label);
    made.left = left;
    made.text = text;
    made.right = right;
    return made;
}

std::vector<Display> readAll(Reader& reader, const Bytes& bytes) {
    std::vector<Display> displays;
    reader.take(bytes, displays);
    return displays;
}

} // namespace

/// TSL UMD by the bytes of its published texts.
class TestCodec : public QObject {
    Q_OBJECT
private slots:
    void vectorOf5() {
        const Display camera = display(1, "CAM 1", Lamp::Green, Lamp::Off, Lamp::Red);
        const auto packets = packV5(0, std::vector{camera}, false);
        QCOMPARE(packets.size(), std::size_t{1});
        QCOMPARE(hexOf(packets[0]),
                 QByteArray("0F 00 00 00 00 00 01 00 E1 00 05 00 43 41 4D 20 31"));
        Reader reader(Version::V50, Transport::Udp);
        const auto displays = readAll(reader, hex("0F00000000000100E100050043414D2031"));
        QCOMPARE(displays.size(), std::size_t{1});
        QVERIFY(displays[0] == camera);
        QCOMPARE(reader.counts().packets, 1U);
        QCOMPARE(reader.counts().allRefused(), 0U);
    }

    void vectorOf31() {
        QCOMPARE(hexOf(packV31(display(1, "CAM 1", Lamp::Red), usualMeanings)),
                 QByteArray("81 31 43 41 4D 20 31 20 20 20 20 20 20 20 20 20 20 20"));
        Reader reader(Version::V31, Transport::Udp);
        const auto displays = readAll(reader, hex("8131 43414D2031 2020202020202020202020"));
        QCOMPARE(displays.size(), std::size_t{1});
        QVERIFY(displays[0] == display(1, "CAM 1", Lamp::Red));
        // NULs in the place of spaces; tallies 2 and 4, brightness 1.
        const auto padded = readAll(reader, hex("FE1A 43414D 00000000000000000000000000"));
        QCOMPARE(padded.size(), std::size_t{1});
        QCOMPARE(padded[0].index, 126);
        QCOMPARE(padded[0].brightness, 1);
        QCOMPARE(padded[0].label, std::string("CAM"));
        QCOMPARE(padded[0].right, Lamp::Green);
        QCOMPARE(padded[0].text, Lamp::Amber);
        QCOMPARE(padded[0].left, Lamp::Off);
    }

    void vectorOf40() {
        const Display four = display(4, "TSL4", Lamp::Red, Lamp::Red, Lamp::Green);
        const Bytes vector = hex("840054534C3400000000000000000000000055021626");
        for (const Transport transport : {Transport::Udp, Transport::Tcp}) {
            Reader reader(Version::V40, transport);
            const auto displays = readAll(reader, vector);
            QCOMPARE(displays.size(), std::size_t{1});
            Display expected = four;
            expected.brightness = 0;
            QVERIFY(displays[0] == expected);
        }
        const std::string packed = packV40(four, usualMeanings);
        QCOMPARE(packed.size(), std::size_t{22});
        unsigned sum = 0;
        for (const char c : packed.substr(0, 19)) {
            sum += static_cast<unsigned char>(c);
        }
        QCOMPARE(sum % 128, 0U);
        QCOMPARE(hexOf(packed.substr(19)), QByteArray("02 16 16"));
        Bytes broken = vector;
        broken[2] = 'X';
        Reader reader(Version::V40, Transport::Udp);
        QVERIFY(readAll(reader, broken).empty());
        QCOMPARE(reader.counts().of(Refusal::Checksum), 1U);
    }

    void utf16() {
        const std::string words = "Zürich \xe2\x82\xac \xf0\x9f\x8e\xa5"; // a euro, a camera
        const auto packets = packV5(7, std::vector{display(300, words)}, true);
        QCOMPARE(packets.size(), std::size_t{1});
        // 11 units: 22 bytes of text, 32 behind the count.
        QCOMPARE(hexOf(packets[0].substr(0, 16)),
                 QByteArray("20 00 00 01 07 00 2C 01 C0 00 16 00 5A 00 FC 00"));
        // U+1F3A5 is D83C DFA5, little endian.
        QVERIFY(hexOf(packets[0]).endsWith("AC 20 20 00 3C D8 A5 DF"));
        Reader reader(Version::V50, Transport::Udp);
        const auto displays = readAll(reader, bytesOf(packets[0]));
        QCOMPARE(displays.size(), std::size_t{1});
        QCOMPARE(displays[0].label, words);
        QCOMPARE(displays[0].screen, 7);
        // A lone half, an odd count, a NUL behind the text.
        QCOMPARE(labelFromUtf16Le(hex("4100 00D8 4200 0000 4300")), std::string("A\xef\xbf\xbd"
                                                                                "B"));
        QVERIFY(readAll(reader, hex("0C0000010000010000000300410042")).empty());
        QCOMPARE(reader.counts().of(Refusal::Display), 1U);
        QVERIFY(readAll(reader, hex("0D0000010000010000000300410042")).empty());
        QCOMPARE(reader.counts().of(Refusal::Text), 1U);
    }

    void asciiForThoseThatKnowNoOther() {
        QCOMPARE(asciiOf("Zürich · 1", 100), std::string("Z?rich ? 1"));
        QCOMPARE(asciiOf("broken \xff\xc3", 100), std::string("broken ??"));
        QCOMPARE(asciiOf("12345678901234567", 16), std::string("1234567890123456"));
        QCOMPARE(labelFromBytes(hex("5AFC72696368")), std::string("Zürich"));
        QCOMPARE(labelFromBytes(hex("410A42 20 20")), std::string("A B"));
    }

    void labelsAreBounded() {
        const std::string longLabel(5000, 'x');
        for (const bool isUtf16 : {false, true}) {
            const auto packets = packV5(0, std::vector{display(1, longLabel)}, isUtf16);
            QVERIFY(packets[0].size() <= mostPacketBytes);
            Reader reader(Version::V50, Transport::Udp);
            const auto displays = readAll(reader, bytesOf(packets[0]));
            QCOMPARE(displays.size(), std::size_t{1});
            QCOMPARE(displays[0].label.size(), mostLabelBytes);
        }
    }

    void splitAt2048() {
        std::vector<Display> many;
        for (std::uint16_t i = 0; i < 400; ++i) {
            many.push_back(display(i, "FEED " + std::to_string(i), Lamp::Amber));
        }
        const auto packets = packV5(3, many, false);
        QVERIFY(packets.size() >= 3);
        Reader reader(Version::V50, Transport::Udp);
        std::vector<Display> back;
        for (const std::string& packet : packets) {
            QVERIFY(packet.size() <= mostPacketBytes);
            reader.take(bytesOf(packet), back);
        }
        QCOMPARE(back.size(), many.size());
        for (std::size_t i = 0; i < many.size(); ++i) {
            many[i].screen = 3;
            QVERIFY(back[i] == many[i]);
        }
    }

    void broadcastAndControl() {
        Reader reader(Version::V50, Transport::Udp);
        // Screen and index for all; then control data of 2 bytes; then a display.
        const auto displays =
            readAll(reader, hex("1A000000FFFF FFFFC100010041 0200008002000102 0300C000010042"));
        QCOMPARE(displays.size(), std::size_t{2});
        QCOMPARE(displays[0].screen, broadcast);
        QCOMPARE(displays[0].index, broadcast);
        QCOMPARE(displays[0].right, Lamp::Red);
        QCOMPARE(displays[1].index, 3);
        QCOMPARE(displays[1].label, std::string("B"));
        QCOMPARE(reader.counts().skipped, 1U);
        // A packet of control data.
        QVERIFY(readAll(reader, hex("0600000200000102")).empty());
        QCOMPARE(reader.counts().skipped, 2U);
        QCOMPARE(reader.counts().allRefused(), 0U);
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("why");
        QTest::addColumn<int>("displays");
        const auto row = [](const char* name, const char* bytes, Refusal why, int displays = 0) {
            QTest::newRow(name) << QByteArray(bytes) << static_cast<int>(why) << displays;
        };
        row("nothing", "", Refusal::Short);
        row("no head", "0400000000", Refusal::Short);
        row("counts more than came", "2000000000000100C1000100", Refusal::Length);
        row("counts less than a head", "030000000000", Refusal::Length);
        row("more than it counts", "0B00000000000100C10001004142", Refusal::Length, 1);
        row("version", "0B00010000000100C100010041", Refusal::Version);
        row("text beyond the packet", "0B00000000000100C100FFFF41", Refusal::Display);
        row("half a display", "0700000000000100C1", Refusal::Display);
        row("the first one holds", "0E00000000000100C1000100410200C1", Refusal::Display, 1);
    }
    void refusals() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, why);
        QFETCH(int, displays);
        Reader reader(Version::V50, Transport::Udp);
        QCOMPARE(static_cast<int>(readAll(reader, hex(bytes)).size()), displays);
        QCOMPARE(reader.counts().of(static_cast<Refusal>(why)), 1U);
        QCOMPARE(reader.counts().allRefused(), 1U);
        QVERIFY(!wordsOf(static_cast<Refusal>(why)).empty());
    }

    void framing() {
        // Index 0x00FE and a label of FE: both doubled; the count is of what they stand for.
        const auto packets = packV5(0, std::vector{display(0x00fe, "A")}, false);
        QCOMPARE(hexOf(framedV5(packets[0])),
                 QByteArray("FE 02 0B 00 00 00 00 00 FE FE 00 C0 00 01 00 41"));
        Reader reader(Version::V50, Transport::Tcp);
        const Bytes frame = hex("FE020B0000000000FEFE00C000010041");
        for (const std::uint8_t& byte : frame) { // one by one
            std::vector<Display> displays;
            reader.take(std::span(&byte, 1), displays);
            QCOMPARE(displays.empty(), &byte != &frame.back());
        }
        QCOMPARE(readAll(reader, frame).front().index, 0x00fe);
        QCOMPARE(reader.counts().allRefused(), 0U);
    }

    void framingFindsItsWayBack() {
        const Bytes frame = hex("FE020B00000000000100C000010041");
        const struct {
            const char* before;
            Refusal why;
        } cases[]{{"0102FEFE03", Refusal::Framing},
                  {"FE020B000000", Refusal::Short},
                  {"FE020B00FE07", Refusal::Framing},
                  {"FE02FFFF", Refusal::Length},
                  {"FE0201000000", Refusal::Length}};
        for (const auto& wrong : cases) {
            Reader reader(Version::V50, Transport::Tcp);
            Bytes bytes = hex(wrong.before);
            bytes.insert(bytes.end(), frame.begin(), frame.end());
            QCOMPARE(readAll(reader, bytes).size(), std::size_t{1});
            QCOMPARE(reader.counts().of(wrong.why), 1U);
            QCOMPARE(reader.counts().allRefused(), 1U);
        }
    }

    void shortMessagesFindTheirWayBack() {
        const std::string good = packV31(display(5, "FIVE"), usualMeanings);
        for (const Transport transport : {Transport::Udp, Transport::Tcp}) {
            Reader reader(Version::V31, transport);
            const auto displays =
                readAll(reader, bytesOf(good.substr(3) + good.substr(0, 7) + good));
            QCOMPARE(displays.size(), std::size_t{1});
            QCOMPARE(displays[0].label, std::string("FIVE"));
            QCOMPARE(reader.counts().of(Refusal::Framing), 1U);
            QCOMPARE(reader.counts().of(Refusal::Short), 1U);
            // Two in one datagram.
            QCOMPARE(readAll(reader, bytesOf(good + good)).size(), std::size_t{2});
        }
        Reader reader(Version::V31, Transport::Udp);
        QVERIFY(readAll(reader, bytesOf(good.substr(0, 17))).empty());
        QCOMPARE(reader.counts().of(Refusal::Short), 1U);
        std::string wrong = good;
        wrong[0] = '\xff';
        QVERIFY(readAll(reader, bytesOf(wrong)).empty());
        QCOMPARE(reader.counts().of(Refusal::Address), 1U);
        std::string command = good;
        command[1] = '\x71';
        QVERIFY(readAll(reader, bytesOf(command)).empty());
        QCOMPARE(reader.counts().skipped, 1U);
    }

    void meaningsOfTallies() {
        TallyMeanings meanings;
        meanings[2] = TallyMeaning{Side::Left, Lamp::Amber};
        QCOMPARE(packV31(display(1, "", Lamp::Amber, Lamp::Red, Lamp::Red), meanings)[1], '\x34');
        Reader reader(Version::V31, Transport::Udp, meanings);
        std::string all = packV31(display(1, "A"), meanings);
        all[1] = '\x3f';
        const auto displays = readAll(reader, bytesOf(all));
        QVERIFY(displays.at(0) == display(1, "A", Lamp::Amber));
    }

    void roundTrips() {
        std::mt19937 random(1);
        const auto upTo = [&random](unsigned most) {
            return static_cast<std::uint16_t>(random() % (most + 1));
        };
        for (int round = 0; round < 300; ++round) {
            std::vector<Display> displays(upTo(60) + 1U);
            const std::uint16_t screen = upTo(0xffff);
            for (Display& one : displays) {
                one = display(upTo(0xffff), "", Lamp(upTo(3)), Lamp(upTo(3)), Lamp(upTo(3)));
                one.brightness = static_cast<std::uint8_t>(upTo(3));
                one.screen = screen;
                for (unsigned i = upTo(40); i > 0; --i) {
                    one.label += static_cast<char>('A' + upTo(25));
                }
            }
            Reader stream(Version::V50, Transport::Tcp);
            Reader datagrams(Version::V50, Transport::Udp);
            std::vector<Display> fromStream;
            std::vector<Display> fromDatagrams;
            for (const std::string& packet : packV5(screen, displays, round % 2 == 0)) {
                stream.take(bytesOf(framedV5(packet)), fromStream);
                datagrams.take(bytesOf(packet), fromDatagrams);
            }
            QVERIFY(fromStream == displays);
            QVERIFY(fromDatagrams == displays);
        }
    }
};

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
