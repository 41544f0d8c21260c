// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>

#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::StreamClass;

namespace {

std::optional<ts::PidFigures> pidOf(const Bench& bench, std::uint16_t pid) {
    for (const auto& figures : bench.analyzer.pids()) {
        if (figures.pid == pid) {
            return figures;
        }
    }
    return std::nullopt;
}

} // namespace

/// What the analyzer tells beside the checks and the units: inventory, clocks, rates, marks.
class TestAnalyzer : public QObject {
    Q_OBJECT
private slots:
    void inventory();
    void sharedPid();
    void psiChanges();
    void patOfTwoSections();
    void notYetCurrent();
    void totals();
    void pcrBitrate();
    void rateSkipsLoss();
    void pcrInterval();
    void pcrJitter();
    void timeMarks();
    void timeMarksAcrossWrap();
    void timeMarksOfEachService();
    void noMarkAfterAJump();
};

void TestAnalyzer::inventory() {
    Bench bench;
    bench.streams.push_back({0x06, 0x103, tswriter::descriptor(0x56, {'d', 'e', 'u', 9, 0})});
    bench.run(1s);
    QCOMPARE(pidOf(bench, 0)->content, std::string("PAT"));
    QCOMPARE(pidOf(bench, 0)->streamClass, StreamClass::Psi);
    QCOMPARE(pidOf(bench, Bench::pmtPid)->content, std::string("PMT"));
    QCOMPARE(pidOf(bench, Bench::pmtPid)->streamClass, StreamClass::Psi);
    const auto video = pidOf(bench, Bench::videoPid).value();
    QCOMPARE(video.content, std::string("H.264"));
    QCOMPARE(video.streamClass, StreamClass::Video);
    QCOMPARE(video.streamType, std::uint8_t{0x1b});
    QCOMPARE(video.serviceId, std::uint16_t{1});
    QVERIFY(video.language.empty());
    // 50 with a PCR and 25 pictures of two packets.
    QCOMPARE(video.packets, std::uint64_t{100});
    QCOMPARE(pidOf(bench, Bench::audioPid)->language, std::string("fra"));
    QCOMPARE(pidOf(bench, 0x1fff)->streamClass, StreamClass::Null);
    // Referred to, not seen.
    QCOMPARE(pidOf(bench, 0x103)->packets, std::uint64_t{0});
    QCOMPARE(pidOf(bench, 0x103)->content, std::string("Teletext"));
    QCOMPARE(pidOf(bench, 0x103)->language, std::string("deu"));
    QVERIFY(!pidOf(bench, 1).has_value());

    const auto services = bench.analyzer.services();
    QCOMPARE(services.size(), std::size_t{1});
    QCOMPARE(services[0].serviceId, std::uint16_t{1});
    QVERIFY(services[0].hasPmt);
    QCOMPARE(services[0].pcrPid, std::uint16_t{Bench::videoPid});
    QCOMPARE(services[0].name, std::string("One"));
    QCOMPARE(services[0].provider, std::string("House"));
    QCOMPARE(services[0].pids, (std::vector<std::uint16_t>{0x101, 0x102, 0x103}));
    QVERIFY(bench.recorder.inventoryChanges > 0);
    const int changes = bench.recorder.inventoryChanges;
    bench.run(2s);
    QCOMPARE(bench.recorder.inventoryChanges, changes); // Repetition changes nothing.
}

void TestAnalyzer::sharedPid() {
    Bench bench;
    bench.hasPat = false;
    bench.spoil = [&bench](Buffer& out) {
        tswriter::append(
            out, bench.writer.section(0, tswriter::patSection({{1, Bench::pmtPid}, {2, 0x110}})));
        tswriter::append(
            out, bench.writer.section(0x110, tswriter::pmtSection(2, Bench::videoPid,
                                                                  {{0x1b, Bench::videoPid, {}}})));
    };
    bench.run(300ms);
    QCOMPARE(pidOf(bench, Bench::videoPid)->serviceId, std::uint16_t{0});
    QCOMPARE(pidOf(bench, Bench::audioPid)->serviceId, std::uint16_t{1});
}

void TestAnalyzer::psiChanges() {
    Bench bench;
    bench.run(1s);
    const auto& changes = bench.recorder.changes;
    QCOMPARE(changes.size(), std::size_t{5});
    QCOMPARE(changes[0].what, std::string("pat"));
    QCOMPARE(changes[0].fromVersion, -1);
    QCOMPARE(changes[0].toVersion, 0);
    QCOMPARE(changes[1].what, std::string("service_added"));
    QCOMPARE(changes[1].serviceId, std::uint16_t{1});
    QCOMPARE(changes[2].what, std::string("pmt"));
    QCOMPARE(changes[3].what, std::string("sdt"));
    QCOMPARE(changes[4].what, std::string("nit"));
    bench.feed(bench.writer.section(
        Bench::pmtPid, tswriter::pmtSection(1, Bench::videoPid, {{0x24, 0x101, {}}}, 1)));
    QCOMPARE(changes.size(), std::size_t{6});
    QCOMPARE(changes[5].fromVersion, 0);
    QCOMPARE(changes[5].toVersion, 1);
    QCOMPARE(pidOf(bench, 0x101)->content, std::string("H.265"));
    QVERIFY(pidOf(bench, 0x102)->content.empty());
    bench.feed(bench.writer.section(0, tswriter::patSection({{2, 0x200}}, 1)));
    QCOMPARE(changes.size(), std::size_t{9});
    QCOMPARE(changes[7].what, std::string("service_removed"));
    QCOMPARE(changes[8].what, std::string("service_added"));
    QCOMPARE(changes[8].serviceId, std::uint16_t{2});
    QVERIFY(!bench.analyzer.services()[0].hasPmt);
}

void TestAnalyzer::patOfTwoSections() {
    Bench bench;
    bench.hasPat = false;
    bench.run(200ms);
    bench.feed(bench.writer.section(0, tswriter::patSection({{1, 0x100}}, 3, 77, 0, 1)));
    QVERIFY(bench.analyzer.services().empty());
    bench.feed(bench.writer.section(0, tswriter::patSection({{2, 0x200}}, 3, 77, 1, 1)));
    QCOMPARE(bench.analyzer.services().size(), std::size_t{2});
    QCOMPARE(bench.analyzer.totals().transportStreamId, std::optional<std::uint16_t>(77));
}

void TestAnalyzer::notYetCurrent() {
    Bench bench;
    bench.run(200ms);
    Buffer body;
    tswriter::put16(body, 9);
    tswriter::put16(body, 0xe300);
    bench.feed(bench.writer.section(0, tswriter::longSection(0, 1, body, 5, 0, 0, false)));
    QCOMPARE(bench.analyzer.services()[0].serviceId, std::uint16_t{1});
}

void TestAnalyzer::totals() {
    Bench bench;
    bench.run(1s);
    const ts::Totals& totals = bench.analyzer.totals();
    QCOMPARE(totals.packetSize, 188);
    QCOMPARE(totals.bytes, totals.packets * 188);
    QCOMPARE(totals.nullPackets, std::uint64_t{200});
    std::uint64_t sum = 0;
    for (const auto& pid : bench.analyzer.pids()) {
        sum += pid.packets;
    }
    QCOMPARE(sum, totals.packets);
    QCOMPARE(totals.transportStreamId, std::optional<std::uint16_t>(1));
}

void TestAnalyzer::pcrBitrate() {
    // One packet with a PCR, then 49 null packets, each 20 ms: 50 * 188 * 8 / 0.02 bit/s.
    Bench bench;
    bench.hasPat = bench.hasPmt = bench.hasSdt = bench.hasVideo = bench.hasAudio = false;
    bench.hasNit = bench.hasEit = bench.hasTdt = false;
    bench.spoil = [](Buffer& out) {
        for (int i = 0; i < 45; ++i) {
            tswriter::append(out, tswriter::Writer::null());
        }
    };
    bench.run(980ms);
    QVERIFY(!bench.analyzer.totals().pcrBitrate.has_value());
    bench.run(60ms);
    QCOMPARE(bench.analyzer.totals().pcrBitrate.value(), 3'760'000.0);
    QCOMPARE(bench.analyzer.totals().pcrBitrateMean.value(), 3'760'000.0);
}

void TestAnalyzer::rateSkipsLoss() {
    Bench bench;
    bench.hasPat = bench.hasPmt = bench.hasSdt = bench.hasAudio = false;
    bench.run(1s);
    const double before = bench.analyzer.totals().pcrBitrateMean.value();
    bench.writer.packet(Bench::videoPid, Buffer(184, 1)); // Lost, and with it who knows how many.
    bench.now += 80ms;
    bench.run(1s);
    QVERIFY(std::abs(bench.analyzer.totals().pcrBitrateMean.value() - before) < before * 0.02);
}

void TestAnalyzer::pcrInterval() {
    Bench bench;
    bench.step();
    QVERIFY(!bench.analyzer.services()[0].pcrIntervalMax.has_value());
    QVERIFY(!bench.analyzer.services()[0].pcrJitter.has_value());
    bench.run(1s);
    QCOMPARE(bench.analyzer.services()[0].pcrIntervalMax.value(), base::Nanoseconds(20ms));
    bench.pcrEvery = 60ms;
    bench.run(200ms);
    QCOMPARE(bench.analyzer.services()[0].pcrIntervalMax.value(), base::Nanoseconds(60ms));
    bench.analyzer.resetInterval();
    QVERIFY(!bench.analyzer.services()[0].pcrIntervalMax.has_value());
    bench.pcrEvery = 20ms;
    bench.run(400ms);
    bench.analyzer.resetInterval();
    bench.run(100ms);
    QCOMPARE(bench.analyzer.services()[0].pcrIntervalMax.value(), base::Nanoseconds(20ms));
}

void TestAnalyzer::pcrJitter() {
    Bench bench;
    bench.run(1s);
    // The generator's own rounding of the clock is below a tick.
    QVERIFY(bench.analyzer.services()[0].pcrJitter.value() < 1us);
    bench.analyzer.resetInterval();
    // The same programme clock, arriving 3 ms late now and then.
    for (int i = 0; i < 20; ++i) {
        tswriter::PacketOptions options;
        options.pcr = bench.pcrStart + static_cast<std::uint64_t>(bench.now.count()) * 27 / 1000;
        const Buffer packet = bench.writer.packet(Bench::videoPid, {}, options);
        const base::Nanoseconds late = i % 4 == 0 ? 3ms : 0ms;
        bench.analyzer.feed(std::as_bytes(std::span(packet)), timeAt(bench.now + late));
        bench.now += 20ms;
    }
    const auto jitter = bench.analyzer.services()[0].pcrJitter.value();
    QVERIFY(jitter > 3ms - 1us && jitter < 3ms + 1us);
}

void TestAnalyzer::timeMarks() {
    Bench bench;
    bench.pcrStart = 27'000'000ull * 500; // The very first PCR begins a second.
    bench.run(3s + 20ms);
    const auto& marks = bench.recorder.marks;
    // Not that one: whether an earlier PCR of its second was missed is not known.
    QCOMPARE(marks.size(), std::size_t{3});
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto second = static_cast<std::int64_t>(i) + 1;
        QCOMPARE(marks[i].serviceId, std::uint16_t{1});
        QCOMPARE(marks[i].pcr, 27'000'000ull * (501 + i));
        QCOMPARE(marks[i].arrival, timeAt(std::chrono::seconds(second)).utc);
    }
}

void TestAnalyzer::timeMarksAcrossWrap() {
    // The clock wraps inside a second: 2^33/90000 = 95443.7 s.
    Bench bench;
    const std::uint64_t wrap = 2'576'980'377'600ull;
    bench.pcrStart = wrap - 27'000'000 / 2;
    bench.run(2s);
    const auto& marks = bench.recorder.marks;
    QCOMPARE(marks.size(), std::size_t{2});
    QVERIFY(marks[0].pcr < 540'000); // The first after the wrap begins second 0.
    QCOMPARE(marks[1].pcr / 27'000'000, std::uint64_t{1});
}

void TestAnalyzer::timeMarksOfEachService() {
    Bench bench;
    bench.hasPat = false;
    bench.spoil = [&bench](Buffer& out) {
        tswriter::append(
            out, bench.writer.section(0, tswriter::patSection({{1, Bench::pmtPid}, {2, 0x110}})));
        tswriter::append(out,
                         bench.writer.section(0x110, tswriter::pmtSection(2, Bench::videoPid, {})));
    };
    bench.run(1200ms);
    QCOMPARE(bench.recorder.marks.size(), std::size_t{2});
    QCOMPARE(bench.recorder.marks[0].pcr, bench.recorder.marks[1].pcr);
    QVERIFY(bench.recorder.marks[0].serviceId != bench.recorder.marks[1].serviceId);
}

void TestAnalyzer::noMarkAfterAJump() {
    Bench bench;
    bench.pcrStart = 27'000'000ull * 500;
    bench.run(500ms);
    QCOMPARE(bench.recorder.marks.size(), std::size_t{0});
    bench.pcrStart += 27'000'000ull * 50 + 13'500'000; // Lands on the start of a second.
    bench.run(500ms);
    QCOMPARE(bench.recorder.marks.size(), std::size_t{0});
    bench.run(520ms);
    QCOMPARE(bench.recorder.marks.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestAnalyzer)
#include "tst_analyzer.moc"
