// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the PID table says each stream is, and the changes of tables that are told.
#include <QtTest>

#include "tests/unit/ts/tsbench.h"

using namespace vigie;
using namespace tsbench;
using ts::StreamClass;
using tswriter::descriptor;

namespace {

Buffer registration(const char* name) {
    return descriptor(0x05, tswriter::bytesOf(name));
}

Buffer join(Buffer a, const Buffer& b) {
    tswriter::append(a, b);
    return a;
}

/// The changes that were told, as "pmt 1: 0 -> 1".
QStringList changesOf(const Recorder& recorder) {
    QStringList all;
    for (const ts::PsiChange& change : recorder.changes) {
        QString text = QString::fromStdString(change.what);
        if (change.serviceId != 0) {
            text += QString(" %1").arg(change.serviceId);
        }
        if (change.fromVersion >= 0 || change.toVersion >= 0) {
            text += QString(": %1 -> %2").arg(change.fromVersion).arg(change.toVersion);
        }
        all << text;
    }
    return all;
}

} // namespace

class TestInventory : public QObject {
    Q_OBJECT
private slots:
    void namesStreams_data();
    void namesStreams();
    void tellsChanges();
    void repeatsAreNoChanges();
};

void TestInventory::namesStreams_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("descriptors");
    QTest::addColumn<QByteArray>("program");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("streamClass");
    const auto add = [](const char* row, int type, const Buffer& descriptors, const char* name,
                        const char* language, StreamClass which, const Buffer& program = {}) {
        const auto bytes = [](const Buffer& buffer) {
            return QByteArray(reinterpret_cast<const char*>(buffer.data()),
                              static_cast<qsizetype>(buffer.size()));
        };
        QTest::newRow(row) << type << bytes(descriptors) << bytes(program) << QString(name)
                           << QString(language) << static_cast<int>(which);
    };
    const Buffer german = descriptor(0x0a, {'d', 'e', 'u', 0});
    add("AC-3, ATSC", 0x81, german, "AC-3", "deu", StreamClass::Audio);
    add("AC-3, DVB", 0x06, join(descriptor(0x6a, {0}), german), "AC-3", "deu", StreamClass::Audio);
    add("AC-3, registered", 0x06, registration("AC-3"), "AC-3", "", StreamClass::Audio);
    add("E-AC-3, ATSC", 0x87, {}, "E-AC-3", "", StreamClass::Audio);
    add("E-AC-3, DVB", 0x06, join(german, descriptor(0x7a, {0})), "E-AC-3", "deu",
        StreamClass::Audio);
    add("AAC LATM", 0x11, join(german, descriptor(0x7c, {0x58, 0})), "AAC LATM", "deu",
        StreamClass::Audio);
    add("AAC in private data", 0x06, descriptor(0x7c, {0x58}), "AAC", "", StreamClass::Audio);
    add("DTS, DVB", 0x06, descriptor(0x7b, {0, 0, 0, 0, 0}), "DTS", "", StreamClass::Audio);
    add("DTS, registered", 0x06, registration("DTS2"), "DTS", "", StreamClass::Audio);
    add("DTS-HD, DVB", 0x06, descriptor(0x7f, {0x0e, 0}), "DTS-HD", "", StreamClass::Audio);
    add("DTS-HD, Blu-ray", 0x86, {}, "DTS-HD", "", StreamClass::Audio, registration("HDMV"));
    add("AC-4", 0x06, descriptor(0x7f, {0x15, 0}), "AC-4", "", StreamClass::Audio);
    add("supplementary audio", 0x06,
        join(descriptor(0x6a, {0}), descriptor(0x7f, {0x06, 0x05, 'f', 'r', 'a'})), "AC-3", "fra",
        StreamClass::Audio);
    add("teletext", 0x06, descriptor(0x56, {'s', 'v', 'e', 0x09, 0x00}), "Teletext", "sve",
        StreamClass::Data);
    add("subtitles", 0x06, descriptor(0x59, {'n', 'o', 'r', 0x10, 0, 1, 0, 2}), "Subtitles", "nor",
        StreamClass::Data);
    add("SCTE-35", 0x86, {}, "SCTE-35", "", StreamClass::Data, registration("CUEI"));
    add("SCTE-35, not registered", 0x86, {}, "SCTE-35", "", StreamClass::Data);
    add("ID3, registered", 0x15, registration("ID3 "), "ID3 metadata", "", StreamClass::Data);
    add("ID3, described", 0x15,
        descriptor(0x26, {0xff, 0xff, 'I', 'D', '3', ' ', 0xff, 'I', 'D', '3', ' ', 0, 0x0f}),
        "ID3 metadata", "", StreamClass::Data);
    add("KLV, registered", 0x06, registration("KLVA"), "KLV metadata", "", StreamClass::Data);
    add("KLV, described", 0x15, descriptor(0x26, {0x01, 0x00, 0xff, 'K', 'L', 'V', 'A', 0, 0x0f}),
        "KLV metadata", "", StreamClass::Data);
    add("metadata of some kind", 0x15, descriptor(0x26, {0xff, 0xff, 'X'}), "Timed metadata", "",
        StreamClass::Data);
    add("private data", 0x06, {}, "", "", StreamClass::Data);
}

void TestInventory::namesStreams() {
    QFETCH(int, type);
    QFETCH(QByteArray, descriptors);
    QFETCH(QByteArray, program);
    QFETCH(QString, name);
    QFETCH(QString, language);
    QFETCH(int, streamClass);
    constexpr std::uint16_t pid = 0x123;
    Bench bench;
    bench.feed(bench.writer.section(0, tswriter::patSection({{1, Bench::pmtPid}})));
    bench.feed(bench.writer.section(
        Bench::pmtPid, tswriter::pmtSection(1, Bench::videoPid,
                                            {{static_cast<std::uint8_t>(type), pid,
                                              Buffer(descriptors.begin(), descriptors.end())}},
                                            0, Buffer(program.begin(), program.end()))));
    for (int i = 0; i < 8; ++i) {
        bench.feed(tswriter::Writer::null());
    }
    bool isFound = false;
    for (const ts::PidFigures& figures : bench.analyzer.pids()) {
        if (figures.pid == pid) {
            isFound = true;
            QCOMPARE(QString::fromStdString(figures.content), name);
            QCOMPARE(QString::fromStdString(figures.language), language);
            QCOMPARE(static_cast<int>(figures.streamClass), streamClass);
            QCOMPARE(int(figures.streamType), type);
            QCOMPARE(figures.serviceId, std::uint16_t{1});
        }
    }
    QVERIFY(isFound);
}

void TestInventory::tellsChanges() {
    Bench bench;
    const auto pat = [&bench](const std::vector<std::pair<std::uint16_t, std::uint16_t>>& programs,
                              unsigned version) {
        bench.feed(bench.writer.section(0, tswriter::patSection(programs, version)));
    };
    const auto pmt = [&bench](std::uint16_t program, std::uint16_t pid, unsigned version) {
        bench.feed(bench.writer.section(
            pid, tswriter::pmtSection(program, 0x101, {{0x1b, 0x101, {}}}, version)));
    };
    const auto sdt = [&bench](unsigned version) {
        bench.feed(
            bench.writer.section(0x11, tswriter::sdtSection(1, tswriter::bytesOf("House"),
                                                            tswriter::bytesOf("One"), version)));
    };
    const auto nit = [&bench](unsigned version, std::uint8_t tableId = 0x40) {
        bench.feed(bench.writer.section(
            0x10, tswriter::longSection(tableId, 1, {0xf0, 0, 0xf0, 0}, version)));
    };
    for (int i = 0; i < 8; ++i) {
        bench.feed(tswriter::Writer::null()); // in sync
    }
    pat({{1, 0x100}}, 3);
    pmt(1, 0x100, 0);
    sdt(5);
    nit(30);
    QCOMPARE(changesOf(bench.recorder),
             (QStringList{"pat: -1 -> 3", "service_added 1", "pmt 1: -1 -> 0", "sdt: -1 -> 5",
                          "nit: -1 -> 30"}));
    bench.recorder.changes.clear();
    pmt(1, 0x100, 1);
    sdt(6);
    nit(31);
    nit(7, 0x41); // of another network
    pat({{1, 0x100}, {2, 0x200}}, 4);
    pmt(2, 0x200, 9);
    pat({{2, 0x200}}, 5);
    QCOMPARE(
        changesOf(bench.recorder),
        (QStringList{"pmt 1: 0 -> 1", "sdt: 5 -> 6", "nit: 30 -> 31", "pat: 3 -> 4",
                     "service_added 2", "pmt 2: -1 -> 9", "pat: 4 -> 5", "service_removed 1"}));
}

void TestInventory::repeatsAreNoChanges() {
    Bench bench;
    bench.run(5s);
    QCOMPARE(changesOf(bench.recorder),
             (QStringList{"pat: -1 -> 0", "service_added 1", "pmt 1: -1 -> 0", "sdt: -1 -> 0",
                          "nit: -1 -> 0"}));
    // The same version, other words: still a change, and told.
    bench.recorder.changes.clear();
    bench.streams.pop_back();
    bench.run(1s);
    QCOMPARE(changesOf(bench.recorder), (QStringList{"pmt 1: 0 -> 0"}));
}

QTEST_APPLESS_MAIN(TestInventory)
#include "tst_inventory.moc"
