// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;
using Phase = ts::Occurrence::Phase;

/// TR 101 290 priority 2: each check by a stream made to raise it, and by one just inside its
/// limit.
class TestPriority2 : public QObject {
    Q_OBJECT
private slots:
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
};

void TestPriority2::transportError() {
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

void TestPriority2::crcError() {
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

void TestPriority2::pcrRepetition() {
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

void TestPriority2::pcrGone() {
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

void TestPriority2::pcrJump() {
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

void TestPriority2::pcrJumpAnnounced() {
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

void TestPriority2::pcrWraps() {
    Bench bench;
    bench.pcrStart = 2'576'980'377'600ull - 27'000'000;
    bench.run(3s);
    QVERIFY(bench.recorder.occurrences.empty());
}

void TestPriority2::ptsDistance() {
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

void TestPriority2::ptsGone() {
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

void TestPriority2::ptsScrambled() {
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

void TestPriority2::catMissing() {
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

void TestPriority2::catWrong() {
    Bench bench;
    bench.run(1s);
    bench.feed(bench.writer.section(1, tswriter::longSection(0x01, 0xffff, {})));
    QCOMPARE(bench.errors(Check::CatError), std::uint64_t{0});
    bench.feed(bench.writer.section(1, tswriter::patSection({{1, 0x100}})));
    QCOMPARE(bench.errors(Check::CatError), std::uint64_t{1});
}

QTEST_APPLESS_MAIN(TestPriority2)
#include "tst_priority2.moc"
