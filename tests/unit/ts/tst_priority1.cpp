// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;
using Phase = ts::Occurrence::Phase;

namespace {

/// A stream packet with its counter set by hand.
Buffer audioPacket(Bench& bench, unsigned counter, std::uint8_t fill,
                   bool isDiscontinuity = false) {
    tswriter::PacketOptions options;
    options.continuity = counter;
    options.isDiscontinuity = isDiscontinuity;
    return bench.writer.packet(Bench::audioPid, Buffer(100, fill), options);
}

} // namespace

/// TR 101 290 priority 1: each check by a stream made to raise it, and by one just inside its
/// limit.
class TestPriority1 : public QObject {
    Q_OBJECT
private slots:
    void syncLoss();
    void syncLossSuspends();
    void notATransportStream();
    void syncByte();
    void patAbsent();
    void patWrong();
    void continuityLost();
    void continuityDuplicates();
    void continuityWithoutPayload();
    void continuityExempt();
    void pmtAbsent();
    void pmtOfEachService();
    void pmtScrambled();
    void pidAbsent();
};

void TestPriority1::syncLoss() {
    Bench bench;
    QVERIFY(!bench.analyzer.totals().isInSync.has_value());
    bench.run(1s);
    QCOMPARE(bench.analyzer.totals().isInSync, std::optional(true));
    Buffer bad = tswriter::Writer::null();
    bad[0] = 0x00;
    const auto packets = bench.analyzer.totals().packets;
    bench.feed(bad);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Ok);
    bench.feed(bad);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Error);
    QCOMPARE(bench.analyzer.totals().isInSync, std::optional(false));
    QCOMPARE(bench.errors(Check::SyncByteError), std::uint64_t{2});
    QCOMPARE(bench.analyzer.totals().packets, packets); // It did not: these were none.
    bench.run(100ms);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Ok);
    QCOMPARE(bench.errors(Check::TsSyncLoss), std::uint64_t{1});
    QCOMPARE(bench.recorder.count(Check::TsSyncLoss, Phase::Begin), 1);
    QCOMPARE(bench.recorder.count(Check::TsSyncLoss, Phase::End), 1);
}

void TestPriority1::syncLossSuspends() {
    Bench bench;
    bench.run(3s);
    const Buffer garbage(3000, 0x00);
    bench.feed(garbage);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Unknown);
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Unknown);
    // Two seconds without sync: neither a PAT nor a PCR is missed.
    for (int i = 0; i < 100; ++i) {
        bench.now += 20ms;
        bench.feed(garbage);
    }
    for (int i = 0; i < 5; ++i) {
        bench.writer.packet(Bench::videoPid, Buffer(184, 1)); // Lost with the sync.
    }
    bench.now = (bench.now / 100ms + 1) * 100ms;
    bench.run(3s);
    for (const Check check : {Check::PatError2, Check::PmtError2, Check::ContinuityCountError,
                              Check::PcrRepetitionError, Check::PcrDiscontinuityError,
                              Check::PtsError, Check::EsStopped, Check::UnreferencedPid}) {
        QVERIFY2(bench.errors(check) == 0, std::string(checkNumber(check)).c_str());
        QCOMPARE(bench.state(check), CheckState::Ok);
    }
}

void TestPriority1::notATransportStream() {
    Bench bench;
    bench.feed(Buffer(4000, 0x20));
    QVERIFY(!bench.analyzer.totals().isInSync.has_value());
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Unknown);
    bench.feed(Buffer(200, 0x20));
    QCOMPARE(bench.analyzer.totals().isInSync, std::optional(false));
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Error);
    QCOMPARE(bench.analyzer.totals().packets, std::uint64_t{0});
    QCOMPARE(bench.analyzer.totals().packetSize, 0);
}

void TestPriority1::syncByte() {
    Bench bench;
    bench.run(1s);
    Buffer bad = tswriter::Writer::null();
    bad[0] = 0x46;
    bench.feed(bad);
    QCOMPARE(bench.errors(Check::SyncByteError), std::uint64_t{1});
    QCOMPARE(bench.errors(Check::TsSyncLoss), std::uint64_t{0});
    const auto packets = bench.analyzer.totals().packets;
    bench.feed(tswriter::Writer::null());
    QCOMPARE(bench.analyzer.totals().packets, packets + 2); // The step held: it was a packet.
    QCOMPARE(bench.state(Check::SyncByteError), CheckState::Error);
}

void TestPriority1::patAbsent() {
    Bench bench;
    bench.run(1s); // The last PAT came at 0.9 s.
    bench.hasPat = false;
    bench.run(420ms); // Up to 1.4 s.
    QCOMPARE(bench.state(Check::PatError2), CheckState::Ok);
    bench.step();
    QCOMPARE(bench.state(Check::PatError2), CheckState::Error);
    QCOMPARE(bench.errors(Check::PatError2), std::uint64_t{1});
    bench.run(2s);
    QCOMPARE(bench.errors(Check::PatError2), std::uint64_t{1}); // One absence is one error.
    bench.hasPat = true;
    bench.run(100ms);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Ok);
    QCOMPARE(bench.recorder.occurrences.size(), std::size_t{2});
    QCOMPARE(bench.recorder.occurrences[0].phase, Phase::Begin);
    QCOMPARE(bench.recorder.occurrences[0].pid, std::optional<std::uint16_t>(0));
    QCOMPARE(bench.recorder.occurrences[1].phase, Phase::End);
    const auto& result = bench.analyzer.check(Check::PatError2);
    QVERIFY(result.first.has_value() && result.last.value() > result.first.value());
}

void TestPriority1::patWrong() {
    Bench bench;
    bench.run(1s);
    // Only stuffing on PID 0 is no PAT, and another table there is an error at once.
    bench.feed(bench.writer.section(0, tswriter::pmtSection(1, 0x101, {})));
    QCOMPARE(bench.errors(Check::PatError2), std::uint64_t{1});
    QCOMPARE(bench.recorder.count(Check::PatError2, Phase::Once), 1);
    tswriter::PacketOptions scrambled;
    scrambled.scrambling = 2;
    bench.feed(bench.writer.section(0, tswriter::patSection({{1, Bench::pmtPid}}), scrambled));
    QCOMPARE(bench.errors(Check::PatError2), std::uint64_t{2});
}

void TestPriority1::continuityLost() {
    Bench bench;
    bench.run(1s);
    bench.writer.packet(Bench::audioPid, Buffer(100, 1)); // Written, never sent.
    bench.run(1s);
    QCOMPARE(bench.errors(Check::ContinuityCountError), std::uint64_t{1});
    QCOMPARE(bench.recorder.occurrences.size(), std::size_t{1});
    QCOMPARE(bench.recorder.occurrences[0].pid, std::optional<std::uint16_t>(Bench::audioPid));
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Error);
    for (const auto& pid : bench.analyzer.pids()) {
        QCOMPARE(pid.ccErrors, pid.pid == Bench::audioPid ? std::uint64_t{1} : std::uint64_t{0});
    }
}

void TestPriority1::continuityDuplicates() {
    Bench bench;
    bench.run(100ms);
    const Buffer packet = audioPacket(bench, 4, 1);
    bench.feed(packet);
    const auto base = bench.errors(Check::ContinuityCountError);
    bench.feed(packet);
    QCOMPARE(bench.errors(Check::ContinuityCountError), base); // One repeat is legal.
    bench.feed(packet);
    bench.feed(packet);
    QCOMPARE(bench.errors(Check::ContinuityCountError), base + 2);
    bench.feed(audioPacket(bench, 5, 1));
    bench.feed(audioPacket(bench, 5, 2)); // Same counter, other bytes.
    QCOMPARE(bench.errors(Check::ContinuityCountError), base + 3);
    // All at once, where the repeat lies in the same bytes.
    Buffer together;
    for (const unsigned counter : {6u, 6u, 7u, 7u, 7u, 8u}) {
        tswriter::append(together, audioPacket(bench, counter, 9));
    }
    bench.feed(together);
    QCOMPARE(bench.errors(Check::ContinuityCountError), base + 4);
    // A PCR written anew does not make it another packet; other bytes do.
    tswriter::PacketOptions options;
    options.pcr = 1000;
    options.continuity = 9;
    const Buffer first = bench.writer.packet(Bench::audioPid, Buffer(100, 3), options);
    options.pcr = 2000;
    const Buffer again = bench.writer.packet(Bench::audioPid, Buffer(100, 3), options);
    QVERIFY(first != again);
    bench.feed(first);
    bench.feed(again);
    QCOMPARE(bench.errors(Check::ContinuityCountError), base + 4);
}

void TestPriority1::continuityWithoutPayload() {
    Bench bench;
    bench.run(100ms);
    bench.feed(audioPacket(bench, 4, 1));
    const auto base = bench.errors(Check::ContinuityCountError);
    tswriter::PacketOptions options;
    bench.feed(bench.writer.packet(Bench::audioPid, {}, options)); // Still 4: right.
    QCOMPARE(bench.errors(Check::ContinuityCountError), base);
    options.continuity = 5;
    bench.feed(bench.writer.packet(Bench::audioPid, {}, options));
    QCOMPARE(bench.errors(Check::ContinuityCountError), base + 1);
}

void TestPriority1::continuityExempt() {
    Bench bench;
    bench.run(100ms);
    bench.feed(audioPacket(bench, 4, 1));
    const auto base = bench.errors(Check::ContinuityCountError);
    bench.feed(audioPacket(bench, 11, 1, true)); // discontinuity_indicator
    bench.feed(audioPacket(bench, 12, 1));
    QCOMPARE(bench.errors(Check::ContinuityCountError), base);
    // Null packets have no counter; Bench sends each with 0. AFC 00 is discarded.
    Buffer reserved = audioPacket(bench, 3, 1);
    reserved[3] = 0x03;
    bench.feed(reserved);
    bench.feed(audioPacket(bench, 13, 1));
    QCOMPARE(bench.errors(Check::ContinuityCountError), base);
}

void TestPriority1::pmtAbsent() {
    Bench bench;
    bench.run(1s);
    bench.hasPmt = false;
    bench.run(420ms);
    QCOMPARE(bench.state(Check::PmtError2), CheckState::Ok);
    bench.step();
    QCOMPARE(bench.state(Check::PmtError2), CheckState::Error);
    QCOMPARE(bench.recorder.occurrences.back().pid, std::optional<std::uint16_t>(Bench::pmtPid));
    QCOMPARE(bench.errors(Check::PatError2), std::uint64_t{0});
}

void TestPriority1::pmtOfEachService() {
    Bench bench;
    bench.hasPat = false;
    bench.spoil = [&bench](Buffer& out) {
        // Program 0 names the network PID, which is no PMT PID.
        tswriter::append(out, bench.writer.section(
                                  0, tswriter::patSection({{0, 0x20}, {1, 0x100}, {2, 0x110}})));
    };
    bench.run(400ms);
    QCOMPARE(bench.errors(Check::PmtError2), std::uint64_t{0});
    bench.run(400ms);
    QCOMPARE(bench.errors(Check::PmtError2), std::uint64_t{1});
    QCOMPARE(bench.recorder.occurrences.back().pid, std::optional<std::uint16_t>(0x110));
    // A PAT without that service ends it.
    bench.spoil = nullptr;
    bench.hasPat = true;
    bench.run(200ms);
    QCOMPARE(bench.recorder.count(Check::PmtError2, Phase::End), 1);
    QCOMPARE(bench.state(Check::PmtError2), CheckState::Ok);
}

void TestPriority1::pmtScrambled() {
    Bench bench;
    bench.run(1s);
    tswriter::PacketOptions scrambled;
    scrambled.scrambling = 3;
    bench.feed(bench.writer.packet(Bench::pmtPid, Buffer(184, 0), scrambled));
    QCOMPARE(bench.errors(Check::PmtError2), std::uint64_t{1});
}

void TestPriority1::pidAbsent() {
    Bench bench;
    bench.run(1s); // The last audio came at 0.96 s.
    bench.hasAudio = false;
    bench.run(4980ms); // Up to 5.96 s.
    QCOMPARE(bench.errors(Check::PidError), std::uint64_t{0});
    bench.step();
    QCOMPARE(bench.errors(Check::PidError), std::uint64_t{1});
    QCOMPARE(bench.state(Check::PidError), CheckState::Error);
    bench.hasAudio = true;
    bench.run(40ms);
    QCOMPARE(bench.recorder.count(Check::PidError, Phase::End), 1);

    // Referred to, never there; data services are exempt, auxiliary audio too.
    Bench never;
    never.streams.push_back({0x0f, 0x103, {}});
    never.streams.push_back({0x86, 0x104, {}});
    never.streams.push_back({0x0f, 0x105, tswriter::descriptor(0x0a, {'f', 'r', 'a', 3})});
    never.run(6s);
    QCOMPARE(never.errors(Check::PidError), std::uint64_t{1});
    QCOMPARE(never.recorder.occurrences.back().pid, std::optional<std::uint16_t>(0x103));
    QCOMPARE(never.errors(Check::EsStopped), std::uint64_t{0}); // It never ran.
}

QTEST_APPLESS_MAIN(TestPriority1)
#include "tst_priority1.moc"
