// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ts/tr101290table.h"

using namespace tr101290;
using tswriter::Buffer;

namespace {

void feedScrambled(Bench& bench, std::uint16_t pid, const Buffer& payload) {
    tswriter::PacketOptions scrambled;
    scrambled.scrambling = 2;
    bench.run(50ms);
    bench.feed(bench.writer.packet(pid, payload, scrambled));
    bench.run(1s);
}

void feedBadSync(Bench& bench, int packets) {
    Buffer bad = tswriter::Writer::null();
    bad[0] = 0x46;
    for (int i = 0; i < packets; ++i) {
        bench.feed(bad);
    }
    bench.run(1s);
}

/// The audio is scrambled, with or without a CAT.
void scramble(Bench& bench, bool hasCat, base::Nanoseconds duration) {
    bench.hasAudio = false;
    bench.spoil = [&bench, hasCat](Buffer& out) {
        tswriter::PacketOptions scrambled;
        scrambled.scrambling = 2;
        tswriter::append(out, bench.writer.packet(Bench::audioPid, Buffer(184, 3), scrambled));
        if (hasCat && bench.now % 1s == 0ns) {
            tswriter::append(out, bench.writer.section(1, tswriter::longSection(1, 0xffff, {})));
        }
    };
    bench.run(duration);
}

/// One audio packet of its own, its counter set by hand.
Buffer audio(Bench& bench, unsigned counter, bool hasPayload = true, bool isDiscontinuity = false) {
    tswriter::PacketOptions options;
    options.continuity = counter;
    options.isDiscontinuity = isDiscontinuity;
    return bench.writer.packet(Bench::audioPid, hasPayload ? Buffer(100, 7) : Buffer{}, options);
}
/// The counter that the audio has reached.
unsigned counterOf(Bench& bench) {
    return bench.writer.packet(Bench::audioPid, {})[3] & 15u;
}

/// Pictures go on, but without time stamps.
void withoutPts(Bench& bench, base::Nanoseconds duration) {
    bench.hasVideo = false;
    bench.spoil = [&bench](Buffer& out) {
        if (bench.now % 40ms == 0ns) {
            tswriter::append(out, bench.writer.unit(Bench::videoPid,
                                                    tswriter::pesPacket(0xe0, std::nullopt,
                                                                        Buffer(300, 0x55), false)));
        }
    };
    bench.run(duration);
    bench.spoil = nullptr;
    bench.hasVideo = true;
    bench.run(1s);
}

/// A table with a wrong CRC, beside the good ones.
template <std::uint16_t pid, std::uint8_t tableId> void badCrc(Bench& bench) {
    Buffer bad = tableId == 0x73 ? tswriter::totSection()
                                 : tswriter::longSection(tableId, 1, Buffer(20, 0x42));
    bad.back() ^= 0x20;
    feedSection(bench, pid, bad);
}
void noCrc(Bench& bench) {
    feedSection(bench, 0x14, tswriter::shortSection(0x70, Buffer(5, 0x11)));
    feedSection(bench, 0x13, tswriter::shortSection(0x71, Buffer(9, 0x11)));
    feedSection(bench, 0x11, tswriter::shortSection(0x72, Buffer(9, 0x11)));
    feedSection(bench, Bench::pmtPid, tswriter::shortSection(0xfc, Buffer(20, 0x11)));
}

void jumpPcr(Bench& bench, std::int64_t ticks) {
    bench.pcrStart += static_cast<std::uint64_t>(ticks);
    bench.run(1s);
}
void jumpPcrAnnounced(Bench& bench) {
    bench.pcrStart += 27'000'000ull * 600;
    tswriter::PacketOptions options;
    options.isDiscontinuity = true;
    options.pcr = bench.pcrStart + 27'000'000ull * 31;
    bench.feed(bench.writer.packet(Bench::videoPid, {}, options));
    bench.run(1s);
}

/// At a constant rate one PCR tells another time than its place in the stream.
void shiftPcr(Bench& bench, std::int64_t ticks) {
    bench.isConstantRate = true;
    bench.run(30s);
    bench.pcrStart += static_cast<std::uint64_t>(ticks);
    bench.step();
    bench.pcrStart -= static_cast<std::uint64_t>(ticks);
    bench.run(8s);
    QVERIFY(bench.state(Check::PcrAccuracyError) != ts::CheckState::Unknown);
    QVERIFY(bench.state(Check::PcrAccuracyError) != ts::CheckState::NotMeasurable);
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {Check::TsSyncLoss,
         "two wrong sync bytes",
         [](Bench& b) { feedBadSync(b, 2); },
         [](Bench& b) { feedBadSync(b, 1); },
         {Check::SyncByteError},
         {Check::SyncByteError}},

        {Check::SyncByteError, "one wrong sync byte", [](Bench& b) { feedBadSync(b, 1); },
         [](Bench& b) { // Sync bytes where none belong.
             b.feed(b.writer.packet(Bench::audioPid, Buffer(184, 0x47)));
             b.run(1s);
         }},

        {Check::PatError2, "absent",
         [](Bench& b) { // The last came at 30.9 s.
             b.hasPat = false;
             b.run(440ms);
         },
         [](Bench& b) {
             b.hasPat = false;
             b.run(400ms);
             b.hasPat = true; // At 31.4 s.
             b.run(1s);
         }},
        {Check::PatError2,
         "never there",
         [](Bench& b) {
             b.hasPat = false;
             b.run(540ms);
         },
         [](Bench& b) {
             b.hasPat = false;
             b.run(500ms);
             b.hasPat = true;
             b.run(1s);
         },
         {},
         {},
         true},
        {Check::PatError2, "packets without a PAT",
         [](Bench& b) { // What 1.3 does not see: the PID is there.
             b.hasPat = false;
             repeat(b, 0, {Buffer(20, 0xff)}, 100ms, 440ms);
         },
         [](Bench& b) { repeat(b, 0, {Buffer(20, 0xff)}, 100ms, 1s); }},
        {Check::PatError2, "foreign table",
         [](Bench& b) { feedSection(b, 0, tswriter::pmtSection(1, 0x101, {})); },
         [](Bench& b) {
             feedSection(b, 0, tswriter::patSection({{1, Bench::pmtPid}}));
         }},
        {Check::PatError2, "scrambled", [](Bench& b) { feedScrambled(b, 0, Buffer(184, 0)); },
         [](Bench& b) {
             feedSection(b, 0, tswriter::patSection({{1, Bench::pmtPid}}));
         }},

        {Check::ContinuityCountError, "a packet is lost",
         [](Bench& b) {
             b.writer.packet(Bench::audioPid, Buffer(100, 1));
             b.run(1s);
         },
         [](Bench& b) { // One repeat of a packet is legal.
             const Buffer packet = audio(b, counterOf(b) + 1);
             b.feed(packet);
             b.feed(packet);
             b.run(1s);
         }},
        {Check::ContinuityCountError, "a third copy",
         [](Bench& b) {
             const Buffer packet = audio(b, counterOf(b) + 1);
             b.feed(packet);
             b.feed(packet);
             b.feed(packet);
             b.run(1s);
         },
         [](Bench& b) { // Two copies of each of two packets.
             for (int i = 0; i < 2; ++i) {
                 const Buffer packet = audio(b, counterOf(b) + 1);
                 b.feed(packet);
                 b.feed(packet);
             }
             b.run(1s);
         }},
        {Check::ContinuityCountError, "a copy with other bytes",
         [](Bench& b) {
             Buffer packet = audio(b, counterOf(b) + 1);
             b.feed(packet);
             packet.back() ^= 1;
             b.feed(packet);
             b.run(1s);
         },
         [](Bench& b) { // But for a PCR written anew. The PID is no PCR PID.
             tswriter::PacketOptions options;
             options.pcr = 1000;
             options.continuity = counterOf(b) + 1;
             b.feed(b.writer.packet(Bench::audioPid, Buffer(100, 3), options));
             options.pcr = 2000;
             b.feed(b.writer.packet(Bench::audioPid, Buffer(100, 3), options));
             b.run(1s);
         }},
        {Check::ContinuityCountError, "order changed",
         [](Bench& b) {
             const unsigned counter = counterOf(b);
             b.feed(audio(b, counter + 2));
             b.feed(audio(b, counter + 1));
             b.run(1s);
         },
         [](Bench& b) { // Announced by discontinuity_indicator.
             b.feed(audio(b, counterOf(b) + 7, true, true));
             b.run(1s);
         }},
        {Check::ContinuityCountError, "counter of a packet without payload",
         [](Bench& b) {
             b.feed(audio(b, counterOf(b) + 1, false));
             b.run(1s);
         },
         [](Bench& b) { // It stands; control 00 is discarded, whatever its counter.
             b.feed(audio(b, counterOf(b), false));
             Buffer reserved = audio(b, counterOf(b), true);
             reserved[3] = static_cast<std::uint8_t>((reserved[3] + 5) & 0x0f);
             b.feed(reserved);
             b.run(1s);
         }},

        {Check::PmtError2, "absent",
         [](Bench& b) { // The last came at 30.9 s.
             b.hasPmt = false;
             b.run(440ms);
         },
         [](Bench& b) {
             b.hasPmt = false;
             b.run(400ms);
             b.hasPmt = true;
             b.run(1s);
         }},
        {Check::PmtError2, "of one service of two",
         [](Bench& b) {
             b.hasPat = false;
             repeat(b, 0, {tswriter::patSection({{1, Bench::pmtPid}, {2, 0x110}}, 1)}, 100ms,
                    540ms);
         },
         [](Bench& b) { // The PID of program 0 is no PMT PID.
             b.hasPat = false;
             repeat(b, 0, {tswriter::patSection({{0, 0x20}, {1, Bench::pmtPid}}, 1)}, 100ms, 2s);
         }},
        {Check::PmtError2, "scrambled",
         [](Bench& b) { feedScrambled(b, Bench::pmtPid, Buffer(184, 0)); },
         [](Bench& b) { // The PMT PID may carry other tables too.
             feedSection(b, Bench::pmtPid, tswriter::shortSection(0xfc, Buffer(20, 0x11)));
         }},

        {Check::PidError, "referred to, never there",
         [](Bench& b) {
             b.streams.push_back({0x0f, 0x103, {}});
             b.run(5s + 40ms);
         },
         [](Bench& b) { // A data stream need not be there; an audio stream after 4.9 s is.
             b.streams.push_back({0x86, 0x104, {}});
             b.streams.push_back({0x0f, 0x103, {}});
             b.run(4s + 900ms);
             b.spoil = [&b](Buffer& out) {
                 tswriter::append(out, b.writer.packet(0x103, Buffer(184, 1)));
             };
             b.run(3s);
         }},
        {Check::PidError,
         "gone",
         [](Bench& b) { // The last came at 30.96 s.
             b.hasAudio = false;
             b.run(5s);
         },
         [](Bench& b) { // Its packets go on, its payload does not: 1.6 looks at packets.
             b.hasAudio = false;
             b.spoil = [&b](Buffer& out) {
                 tswriter::append(out, b.writer.packet(Bench::audioPid, {}));
             };
             b.run(5s);
         },
         {Check::PtsError, Check::EsStopped},
         {Check::PtsError, Check::EsStopped}},

        {Check::TransportError, "indicator set",
         [](Bench& b) { // With a wrong counter too: used for nothing else.
             Buffer bad = tswriter::Writer().packet(Bench::audioPid, Buffer(184, 1));
             bad[1] |= 0x80;
             b.feed(bad);
             b.run(1s);
         },
         [](Bench& b) {
             Buffer priority = b.writer.packet(Bench::audioPid, Buffer(184, 1));
             priority[1] |= 0x20;
             b.feed(priority);
             b.run(1s);
         }},

        {Check::CrcError, "PAT", badCrc<0x00, 0x00>, noCrc},
        {Check::CrcError, "CAT", badCrc<0x01, 0x01>, noCrc},
        {Check::CrcError, "PMT", badCrc<Bench::pmtPid, 0x02>, noCrc},
        {Check::CrcError, "NIT", badCrc<0x10, 0x40>, noCrc},
        {Check::CrcError, "NIT other", badCrc<0x10, 0x41>, noCrc},
        {Check::CrcError, "SDT", badCrc<0x11, 0x42>, noCrc},
        {Check::CrcError, "SDT other", badCrc<0x11, 0x46>, noCrc},
        {Check::CrcError, "BAT", badCrc<0x11, 0x4a>, noCrc},
        {Check::CrcError, "EIT", badCrc<0x12, 0x4e>, noCrc},
        {Check::CrcError, "EIT schedule", badCrc<0x12, 0x6f>, noCrc},
        {Check::CrcError, "TOT", badCrc<0x14, 0x73>, noCrc},

        {Check::PcrRepetitionError,
         "slow",
         [](Bench& b) {
             b.pcrEvery = 120ms;
             b.run(1s);
         },
         [](Bench& b) {
             b.pcrEvery = 100ms;
             b.run(2s);
         },
         {Check::PcrDiscontinuityError}},
        {Check::PcrRepetitionError, "gone",
         [](Bench& b) { // By the clock: no value comes that could be compared.
             b.hasPcr = false;
             b.run(520ms);
         },
         [](Bench& b) {
             b.hasPcr = false;
             b.run(80ms);
             b.hasPcr = true;
             b.run(1s);
         }},

        {Check::PcrDiscontinuityError, "back", [](Bench& b) { jumpPcr(b, -27'000'000); },
         jumpPcrAnnounced},
        {Check::PcrDiscontinuityError, "forward", [](Bench& b) { jumpPcr(b, 27'000'000ll * 600); },
         jumpPcrAnnounced},
        {Check::PcrDiscontinuityError,
         "by more than 100 ms",
         [](Bench& b) { jumpPcr(b, 27'000 * 81); },
         [](Bench& b) { jumpPcr(b, 27'000 * 80); },
         {Check::PcrRepetitionError}},

        {Check::PcrAccuracyError,
         "one PCR off by 741 ns",
         [](Bench& b) { shiftPcr(b, 20); },
         [](Bench& b) { shiftPcr(b, 12); }, // 444 ns
         {},
         {},
         true},
        {Check::PcrAccuracyError,
         "one PCR off the other way",
         [](Bench& b) { shiftPcr(b, -20); },
         [](Bench& b) { shiftPcr(b, -12); },
         {},
         {},
         true},

        {Check::PtsError, "no time stamp for longer", [](Bench& b) { withoutPts(b, 680ms); },
         [](Bench& b) { withoutPts(b, 640ms); }},
        {Check::PtsError,
         "gone",
         [](Bench& b) { // By the clock, as 2.3.a; the stream has stopped too.
             b.hasAudio = false;
             b.run(1s + 100ms);
         },
         [](Bench& b) {
             b.hasAudio = false;
             b.run(640ms);
             b.hasAudio = true;
             b.run(1s);
         },
         {Check::EsStopped}},

        {Check::CatError, "scrambled without CAT", [](Bench& b) { scramble(b, false, 2s + 40ms); },
         [](Bench& b) { scramble(b, true, 5s); }},
        {Check::CatError, "foreign table",
         [](Bench& b) {
             feedSection(b, 1, tswriter::patSection({{1, Bench::pmtPid}}));
         },
         [](Bench& b) { feedSection(b, 1, tswriter::longSection(0x01, 0xffff, {})); }},

        {Check::EsStopped, "no payload",
         [](Bench& b) { // The last came at 30.96 s; the PCRs go on in packets of their own.
             b.hasVideo = false;
             b.run(1s + 20ms);
         },
         [](Bench& b) {
             b.hasVideo = false;
             b.run(980ms);
         }},
        {Check::PtsStopped, "time stamps stand still",
         [](Bench& b) {
             b.audioPts = 5'000'000;
             b.run(2s + 100ms);
         },
         [](Bench& b) {
             b.audioPts = 5'000'000;
             b.run(2s);
         }},
    };
    return all;
}

} // namespace

/// The table of TR 101 290 for priorities 1 and 2, and the checks of our own. Priority 3: service
/// information in tst_tr101290si.cpp, the buffers of the T-STD in tst_tstd.cpp.
class TestTr101290 : public QObject {
    Q_OBJECT
private slots:
    void covers() {
        verifyCovers(cases(), Check::TsSyncLoss, Check::CatError);
        verifyCovers(cases(), Check::EsStopped, Check::PtsStopped);
    }
    void outside_data() { addRows(cases()); }
    void outside() {
        QFETCH(int, index);
        judgeOutside(cases()[static_cast<std::size_t>(index)]);
    }
    void inside_data() { addRows(cases()); }
    void inside() {
        QFETCH(int, index);
        judgeInside(cases()[static_cast<std::size_t>(index)]);
    }
};

QTEST_APPLESS_MAIN(TestTr101290)
#include "tst_tr101290.moc"
