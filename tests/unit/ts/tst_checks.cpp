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

/// Each check by a stream made to raise it, and by one just inside its limit.
class TestChecks : public QObject {
    Q_OBJECT
private slots:
    void faultlessStreamBecomesOk();
    void unknownBeforeItsInterval();
    void notImplementedIsNotMeasurable();
    void ottDisables();

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
    void transportError();
    void crcError();
    void pcrRepetition();
    void pcrGone();
    void pcrJump();
    void pcrJumpAnnounced();
    void pcrWraps();
    void ptsDistance();
    void ptsGone();
    void ptsScrambled();
    void catMissing();
    void catWrong();
    void unreferencedPid();
    void sdt();
    void esStopped();
    void ptsStopped();
    void eventsPersistTwoSeconds();
    void absenceWithoutAnyPacket();
    void staleIsUnknown();
    void restartBeginsAnew();
};

void TestChecks::faultlessStreamBecomesOk() {
    Bench bench;
    bench.run(8s);
    for (const Check check :
         {Check::TsSyncLoss, Check::SyncByteError, Check::PatError2, Check::ContinuityCountError,
          Check::PmtError2, Check::PidError, Check::TransportError, Check::CrcError,
          Check::PcrRepetitionError, Check::PcrDiscontinuityError, Check::PtsError, Check::CatError,
          Check::UnreferencedPid, Check::SdtActualError, Check::EsStopped, Check::PtsStopped}) {
        QVERIFY2(bench.state(check) == CheckState::Ok, std::string(checkNumber(check)).c_str());
        QCOMPARE(bench.errors(check), std::uint64_t{0});
    }
    QVERIFY(bench.recorder.occurrences.empty());
}

void TestChecks::unknownBeforeItsInterval() {
    Bench bench;
    for (std::size_t i = 0; i < ts::checkCount; ++i) {
        const CheckState state = bench.state(static_cast<Check>(i));
        QVERIFY(state == CheckState::Unknown || state == CheckState::NotMeasurable);
    }
    bench.run(480ms);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Ok);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Unknown);
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Unknown);
    bench.run(100ms);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Ok);
    QCOMPARE(bench.state(Check::PidError), CheckState::Unknown);
    bench.run(2s);
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Ok);
    QCOMPARE(bench.state(Check::PidError), CheckState::Unknown);
}

void TestChecks::notImplementedIsNotMeasurable() {
    Bench bench;
    bench.run(3s);
    for (const Check check :
         {Check::PcrAccuracyError, Check::NitActualError, Check::NitOtherError,
          Check::SiRepetitionError, Check::BufferError, Check::SdtOtherError, Check::EitActualError,
          Check::EitOtherError, Check::EitPfError, Check::RstError, Check::TdtError,
          Check::EmptyBufferError, Check::DataDelayError}) {
        QCOMPARE(bench.state(check), CheckState::NotMeasurable);
    }
}

void TestChecks::ottDisables() {
    Bench bench(ts::Profile::ott());
    bench.hasSdt = false;
    bench.pcrEvery = 500ms;
    bench.run(4s);
    QCOMPARE(bench.state(Check::SdtActualError), CheckState::Disabled);
    QCOMPARE(bench.state(Check::PcrRepetitionError), CheckState::Disabled);
    QVERIFY(bench.recorder.occurrences.empty());
    QVERIFY(!ts::Profile::named("atsc").has_value());
    QCOMPARE(ts::Profile::named("ott")->name, std::string("ott"));
    QCOMPARE(ts::Profile::named("dvb")->name, std::string("dvb"));
}

void TestChecks::syncLoss() {
    Bench bench;
    QVERIFY(!bench.analyzer.totals().isInSync.has_value());
    bench.run(1s);
    QCOMPARE(bench.analyzer.totals().isInSync, std::optional(true));
    Buffer bad = tswriter::Writer::null();
    bad[0] = 0x00;
    bench.feed(bad);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Ok);
    bench.feed(bad);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Error);
    QCOMPARE(bench.analyzer.totals().isInSync, std::optional(false));
    QCOMPARE(bench.errors(Check::SyncByteError), std::uint64_t{2});
    bench.run(100ms);
    QCOMPARE(bench.state(Check::TsSyncLoss), CheckState::Ok);
    QCOMPARE(bench.errors(Check::TsSyncLoss), std::uint64_t{1});
    QCOMPARE(bench.recorder.count(Check::TsSyncLoss, Phase::Begin), 1);
    QCOMPARE(bench.recorder.count(Check::TsSyncLoss, Phase::End), 1);
}

void TestChecks::syncLossSuspends() {
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

void TestChecks::notATransportStream() {
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

void TestChecks::syncByte() {
    Bench bench;
    bench.run(1s);
    Buffer bad = tswriter::Writer::null();
    bad[0] = 0x46;
    bench.feed(bad);
    QCOMPARE(bench.errors(Check::SyncByteError), std::uint64_t{1});
    QCOMPARE(bench.errors(Check::TsSyncLoss), std::uint64_t{0});
    QCOMPARE(bench.state(Check::SyncByteError), CheckState::Error);
}

void TestChecks::patAbsent() {
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

void TestChecks::patWrong() {
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

void TestChecks::continuityLost() {
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

void TestChecks::continuityDuplicates() {
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

void TestChecks::continuityWithoutPayload() {
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

void TestChecks::continuityExempt() {
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

void TestChecks::pmtAbsent() {
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

void TestChecks::pmtOfEachService() {
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

void TestChecks::pmtScrambled() {
    Bench bench;
    bench.run(1s);
    tswriter::PacketOptions scrambled;
    scrambled.scrambling = 3;
    bench.feed(bench.writer.packet(Bench::pmtPid, Buffer(184, 0), scrambled));
    QCOMPARE(bench.errors(Check::PmtError2), std::uint64_t{1});
}

void TestChecks::pidAbsent() {
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

void TestChecks::transportError() {
    Bench bench;
    bench.run(1s);
    // A bad packet of the audio PID with another counter: 2.1, and neither 1.4 nor a packet of it.
    const auto packetsOf = [&bench] {
        for (const auto& pid : bench.analyzer.pids()) {
            if (pid.pid == Bench::audioPid) {
                return pid.packets;
            }
        }
        return std::uint64_t{0};
    };
    const auto before = packetsOf();
    Buffer bad = tswriter::Writer().packet(Bench::audioPid, Buffer(184, 1));
    bad[1] |= 0x80;
    bad[3] = 0x1f;
    bench.feed(bad);
    QCOMPARE(bench.errors(Check::TransportError), std::uint64_t{1});
    QVERIFY(!bench.recorder.occurrences.back().pid.has_value());
    QCOMPARE(packetsOf(), before);
    bench.run(1s);
    QCOMPARE(bench.errors(Check::ContinuityCountError), std::uint64_t{0});
    QCOMPARE(bench.state(Check::TransportError), CheckState::Error);
}

void TestChecks::crcError() {
    Bench bench;
    bench.run(1s);
    Buffer section = tswriter::pmtSection(1, Bench::videoPid, bench.streams, 1);
    section.back() ^= 1;
    bench.feed(bench.writer.section(Bench::pmtPid, section));
    QCOMPARE(bench.errors(Check::CrcError), std::uint64_t{1});
    QCOMPARE(bench.recorder.occurrences.back().pid, std::optional<std::uint16_t>(Bench::pmtPid));
    // What it said was not used, and tables without CRC are none of its business.
    bench.feed(bench.writer.section(0x14, tswriter::shortSection(0x70, Buffer(5, 0x11))));
    bench.feed(bench.writer.section(0x11, tswriter::shortSection(0x72, Buffer(9, 0x11))));
    QCOMPARE(bench.errors(Check::CrcError), std::uint64_t{1});
    for (const auto& change : bench.recorder.changes) {
        QVERIFY(change.toVersion != 1);
    }
    // Each of the other tables that are watched.
    for (const auto& [pid, table] :
         std::vector<std::pair<std::uint16_t, std::uint8_t>>{{0x10, 0x40},
                                                             {0x10, 0x41},
                                                             {0x11, 0x42},
                                                             {0x11, 0x46},
                                                             {0x11, 0x4a},
                                                             {0x12, 0x4e},
                                                             {0x12, 0x6f},
                                                             {0x14, 0x73},
                                                             {0x01, 0x01},
                                                             {0x00, 0x00}}) {
        const auto before = bench.errors(Check::CrcError);
        Buffer bad = tswriter::longSection(table, 1, Buffer(20, 0x42));
        bench.feed(bench.writer.section(pid, bad));
        QCOMPARE(bench.errors(Check::CrcError), before);
        bad[10] ^= 0x20;
        bench.feed(bench.writer.section(pid, bad));
        QCOMPARE(bench.errors(Check::CrcError), before + 1);
    }
}

void TestChecks::pcrRepetition() {
    Bench inside;
    inside.pcrEvery = 100ms;
    inside.run(3s);
    QCOMPARE(inside.errors(Check::PcrRepetitionError), std::uint64_t{0});
    QCOMPARE(inside.state(Check::PcrRepetitionError), CheckState::Ok);
    Bench outside;
    outside.run(1s);
    outside.pcrEvery = 120ms; // The last at 0.98 s, then 1.08 s, 1.2 s, 1.32 s: two too long.
    outside.run(400ms);
    QCOMPARE(outside.errors(Check::PcrRepetitionError), std::uint64_t{2});
    QCOMPARE(outside.errors(Check::PcrDiscontinuityError), std::uint64_t{2});
    QCOMPARE(outside.recorder.occurrences[0].pid, std::optional<std::uint16_t>(Bench::videoPid));
}

void TestChecks::pcrGone() {
    Bench bench;
    bench.run(1s); // The last PCR came at 0.98 s.
    bench.hasPcr = false;
    bench.run(500ms); // Up to 1.48 s: limit and tolerance.
    QCOMPARE(bench.errors(Check::PcrRepetitionError), std::uint64_t{0});
    bench.step();
    QCOMPARE(bench.state(Check::PcrRepetitionError), CheckState::Error);
    bench.run(1s);
    bench.hasPcr = true;
    bench.step();
    QCOMPARE(bench.errors(Check::PcrRepetitionError), std::uint64_t{1}); // Not counted twice.
    QCOMPARE(bench.recorder.count(Check::PcrRepetitionError, Phase::End), 1);
}

void TestChecks::pcrJump() {
    for (const std::int64_t ticks : {-27'000'000ll, 27'000'000ll * 600}) {
        Bench bench;
        bench.run(1s);
        bench.pcrStart += static_cast<std::uint64_t>(ticks);
        bench.step();
        QCOMPARE(bench.errors(Check::PcrDiscontinuityError), std::uint64_t{1});
        QCOMPARE(bench.errors(Check::PcrRepetitionError), std::uint64_t{0});
        bench.run(1s);
        QCOMPARE(bench.errors(Check::PcrDiscontinuityError), std::uint64_t{1});
    }
}

void TestChecks::pcrJumpAnnounced() {
    Bench bench;
    bench.run(1s);
    bench.pcrStart += 27'000'000ull * 600;
    tswriter::PacketOptions options;
    options.isDiscontinuity = true;
    options.pcr = bench.pcrStart + 27'000'000;
    bench.feed(bench.writer.packet(Bench::videoPid, {}, options));
    bench.run(2s);
    QCOMPARE(bench.errors(Check::PcrDiscontinuityError), std::uint64_t{0});
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{0});
    QVERIFY(bench.recorder.occurrences.empty());
}

void TestChecks::pcrWraps() {
    Bench bench;
    bench.pcrStart = 2'576'980'377'600ull - 27'000'000;
    bench.run(3s);
    QVERIFY(bench.recorder.occurrences.empty());
}

void TestChecks::ptsDistance() {
    Bench bench;
    bench.hasVideo = false;
    bench.run(200ms);
    const auto show = [&bench](std::uint64_t pts) {
        bench.feed(bench.writer.unit(Bench::videoPid,
                                     tswriter::pesPacket(0xe0, pts, Buffer(20, 1), false)));
    };
    show(1'000'000);
    show(1'063'000); // 700 ms
    show(1'059'400); // Coded out of order.
    show(1'126'000);
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{0});
    show(1'189'001);
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{1});
    QCOMPARE(bench.recorder.occurrences.back().pid, std::optional<std::uint16_t>(Bench::videoPid));
    show((1ull << 33) - 1); // A jump back by half of everything: another moment, not a gap.
    show(1000);             // Over the wrap.
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{1});
}

void TestChecks::ptsGone() {
    Bench bench;
    bench.run(1s); // The last PTS at 0.96 s.
    bench.hasAudio = false;
    bench.run(1080ms); // Up to 2.06 s: limit and tolerance.
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{0});
    bench.step();
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{1});
    bench.hasAudio = true;
    bench.run(40ms);
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{1}); // Not counted twice.
    QCOMPARE(bench.recorder.count(Check::PtsError, Phase::End), 1);

    Bench still;
    still.streams[0].type = 0x02;
    still.streams[0].descriptors = tswriter::descriptor(0x02, {0x01, 0, 0});
    still.run(1s);
    still.hasVideo = false;
    still.run(3s);
    QCOMPARE(still.errors(Check::PtsError), std::uint64_t{0});
}

void TestChecks::ptsScrambled() {
    Bench bench;
    bench.run(1s);
    bench.hasAudio = false;
    tswriter::PacketOptions scrambled;
    scrambled.scrambling = 2;
    bench.spoil = [&](Buffer& out) {
        tswriter::append(out, bench.writer.packet(Bench::audioPid, Buffer(184, 3), scrambled));
    };
    bench.run(3s);
    QCOMPARE(bench.errors(Check::PtsError), std::uint64_t{0});
    QCOMPARE(bench.errors(Check::PtsStopped), std::uint64_t{0});
    QCOMPARE(bench.errors(Check::EsStopped), std::uint64_t{0});
    QCOMPARE(bench.errors(Check::ContinuityCountError), std::uint64_t{0});
    for (const auto& pid : bench.analyzer.pids()) {
        QCOMPARE(pid.scrambled, pid.pid == Bench::audioPid ? std::uint64_t{150} : std::uint64_t{0});
    }
}

void TestChecks::catMissing() {
    for (const bool hasCat : {false, true}) {
        Bench bench;
        bench.run(1s);
        tswriter::PacketOptions scrambled;
        scrambled.scrambling = 2;
        bench.hasAudio = false;
        bench.spoil = [&](Buffer& out) {
            tswriter::append(out, bench.writer.packet(Bench::audioPid, Buffer(184, 3), scrambled));
            if (hasCat && bench.now % 1s == 0ns) {
                tswriter::append(out,
                                 bench.writer.section(1, tswriter::longSection(0x01, 0xffff, {})));
            }
        };
        bench.run(2s + 20ms); // The first at 1 s, this one at 3 s.
        QCOMPARE(bench.errors(Check::CatError), std::uint64_t{0});
        bench.step();
        QCOMPARE(bench.errors(Check::CatError), hasCat ? std::uint64_t{0} : std::uint64_t{1});
        QCOMPARE(bench.state(Check::CatError), hasCat ? CheckState::Ok : CheckState::Error);
        if (!hasCat) {
            bench.feed(bench.writer.section(1, tswriter::longSection(0x01, 0xffff, {})));
            QCOMPARE(bench.recorder.count(Check::CatError, Phase::End), 1);
        }
    }
}

void TestChecks::catWrong() {
    Bench bench;
    bench.run(1s);
    bench.feed(bench.writer.section(1, tswriter::longSection(0x01, 0xffff, {})));
    QCOMPARE(bench.errors(Check::CatError), std::uint64_t{0});
    bench.feed(bench.writer.section(1, tswriter::patSection({{1, 0x100}})));
    QCOMPARE(bench.errors(Check::CatError), std::uint64_t{1});
}

void TestChecks::unreferencedPid() {
    Bench bench;
    bench.run(2s);
    bench.spoil = [&bench](Buffer& out) {
        tswriter::append(out, bench.writer.packet(0x300, Buffer(184, 1)));
        tswriter::append(out, bench.writer.packet(0x1e, Buffer(184, 1))); // Reserved: exempt.
    };
    bench.run(520ms); // First at 2 s, now at 2.5 s.
    QCOMPARE(bench.errors(Check::UnreferencedPid), std::uint64_t{0});
    bench.run(100ms);
    QCOMPARE(bench.errors(Check::UnreferencedPid), std::uint64_t{1});
    QCOMPARE(bench.recorder.occurrences.back().pid, std::optional<std::uint16_t>(0x300));
    bench.streams.push_back({0x06, 0x300, {}});
    bench.run(200ms);
    QCOMPARE(bench.recorder.count(Check::UnreferencedPid, Phase::End), 1);
    QCOMPARE(bench.state(Check::UnreferencedPid), CheckState::Ok);
    // A PMT that no longer names it.
    bench.streams.pop_back();
    bench.run(400ms);
    QCOMPARE(bench.errors(Check::UnreferencedPid), std::uint64_t{1});
    bench.run(400ms);
    QCOMPARE(bench.errors(Check::UnreferencedPid), std::uint64_t{2});

    // The CAT and CA descriptors refer too.
    Bench scrambling;
    scrambling.streams[0].descriptors = tswriter::descriptor(0x09, {0x01, 0x00, 0xe4, 0x00});
    scrambling.spoil = [&scrambling](Buffer& out) {
        tswriter::append(out, scrambling.writer.packet(0x400, Buffer(184, 1)));
        tswriter::append(out, scrambling.writer.packet(0x401, Buffer(184, 1)));
        tswriter::append(
            out, scrambling.writer.section(
                     1, tswriter::longSection(
                            0x01, 0xffff, tswriter::descriptor(0x09, {0x01, 0x00, 0xe4, 0x01}))));
    };
    scrambling.run(3s);
    QCOMPARE(scrambling.errors(Check::UnreferencedPid), std::uint64_t{0});
}

void TestChecks::sdt() {
    Bench bench;
    bench.run(1s); // The SDT came at 0 s.
    bench.hasSdt = false;
    bench.run(1s + 20ms);
    QCOMPARE(bench.errors(Check::SdtActualError), std::uint64_t{0});
    bench.step();
    QCOMPARE(bench.errors(Check::SdtActualError), std::uint64_t{1});

    Bench wrong;
    wrong.run(1s + 100ms);
    const auto sdt = [&wrong](std::uint8_t tableId) {
        wrong.feed(
            wrong.writer.section(0x11, tswriter::sdtSection(1, tswriter::bytesOf("P"),
                                                            tswriter::bytesOf("N"), 0, tableId)));
    };
    sdt(0x46);
    sdt(0x4a);
    QCOMPARE(wrong.errors(Check::SdtActualError), std::uint64_t{0});
    sdt(0x4e);
    QCOMPARE(wrong.errors(Check::SdtActualError), std::uint64_t{1});
    sdt(0x42);
    wrong.now += 25ms;
    sdt(0x42);
    QCOMPARE(wrong.errors(Check::SdtActualError), std::uint64_t{1});
    wrong.now += 24ms;
    sdt(0x42);
    QCOMPARE(wrong.errors(Check::SdtActualError), std::uint64_t{2});
}

void TestChecks::esStopped() {
    Bench bench;
    bench.run(1s); // The last picture came at 0.96 s; the PCR goes on in packets without payload.
    bench.hasVideo = false;
    bench.run(980ms); // Up to 1.96 s.
    QCOMPARE(bench.errors(Check::EsStopped), std::uint64_t{0});
    bench.step();
    QCOMPARE(bench.errors(Check::EsStopped), std::uint64_t{1});
    QCOMPARE(bench.state(Check::EsStopped), CheckState::Error);
    bench.run(6s);
    QCOMPARE(bench.errors(Check::PidError), std::uint64_t{0}); // By 1.6 all is well.
    QCOMPARE(bench.errors(Check::PtsStopped), std::uint64_t{0});
    bench.hasVideo = true;
    bench.run(40ms);
    QCOMPARE(bench.recorder.count(Check::EsStopped, Phase::End), 1);
}

void TestChecks::ptsStopped() {
    Bench bench;
    bench.run(1s);
    bench.audioPts = 5'000'000; // A last change at 1 s.
    bench.run(2s + 20ms);
    QCOMPARE(bench.errors(Check::PtsStopped), std::uint64_t{0});
    bench.run(60ms);
    QCOMPARE(bench.errors(Check::PtsStopped), std::uint64_t{1});
    QCOMPARE(bench.state(Check::PtsStopped), CheckState::Error);
    QCOMPARE(bench.errors(Check::EsStopped), std::uint64_t{0});
    bench.audioPts.reset();
    bench.run(100ms);
    QCOMPARE(bench.recorder.count(Check::PtsStopped, Phase::End), 1);
}

void TestChecks::eventsPersistTwoSeconds() {
    Bench bench;
    bench.run(3s);
    Buffer bad = tswriter::Writer::null();
    bad[1] |= 0x80;
    bench.feed(bad);
    bench.run(2s);
    QCOMPARE(bench.state(Check::TransportError), CheckState::Error);
    bench.step();
    QCOMPARE(bench.state(Check::TransportError), CheckState::Ok);
    QCOMPARE(bench.errors(Check::TransportError), std::uint64_t{1});
}

void TestChecks::absenceWithoutAnyPacket() {
    Bench bench;
    bench.run(1s);
    bench.idle(400ms);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Ok);
    bench.idle(1s);
    for (const Check check : {Check::PatError2, Check::PmtError2, Check::PcrRepetitionError,
                              Check::PtsError, Check::EsStopped}) {
        QVERIFY2(bench.state(check) == CheckState::Error, std::string(checkNumber(check)).c_str());
    }
    // No bytes is no loss of sync.
    QCOMPARE(bench.errors(Check::TsSyncLoss), std::uint64_t{0});

    // A gap that nobody polled is found when the next one comes.
    Bench late;
    late.run(1s);
    late.now += 600ms;
    late.run(200ms);
    QCOMPARE(late.recorder.count(Check::PatError2, Phase::Begin), 1);
    QCOMPARE(late.recorder.count(Check::PatError2, Phase::End), 1);
}

void TestChecks::staleIsUnknown() {
    Bench bench;
    bench.run(3s);
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Ok);
    bench.idle(4s);
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Ok);
    bench.idle(2s);
    QCOMPARE(bench.state(Check::ContinuityCountError), CheckState::Unknown);
    QCOMPARE(bench.state(Check::TransportError), CheckState::Unknown);
}

void TestChecks::restartBeginsAnew() {
    Bench bench;
    bench.run(1s);
    bench.hasPat = false;
    bench.run(1s);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Error);
    bench.analyzer.restart(timeAt(bench.now));
    QCOMPARE(bench.state(Check::PatError2), CheckState::Unknown);
    QCOMPARE(bench.recorder.count(Check::PatError2, Phase::End), 1);
    QCOMPARE(bench.errors(Check::PatError2), std::uint64_t{1});
    const auto events = bench.recorder.occurrences.size();
    // The file begins again: counters, clock and time stamps jump, and nothing is wrong with that.
    bench.writer = {};
    bench.pcrStart = 27'000'000;
    bench.hasPat = true;
    bench.now = (bench.now / 1s + 1) * 1s;
    bench.run(3s);
    QCOMPARE(bench.recorder.occurrences.size(), events);
    QCOMPARE(bench.state(Check::PatError2), CheckState::Ok);
}

QTEST_APPLESS_MAIN(TestChecks)
#include "tst_checks.moc"
