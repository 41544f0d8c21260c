// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/ts/tr101290table.h"

using namespace tr101290;
using tswriter::Buffer;

namespace {

constexpr std::uint16_t nitPid = 0x10;
constexpr std::uint16_t sdtPid = 0x11;
constexpr std::uint16_t eitPid = 0x12;
constexpr std::uint16_t rstPid = 0x13;
constexpr std::uint16_t tdtPid = 0x14;

Buffer sdt(std::uint8_t tableId = 0x42) {
    return tswriter::sdtSection(1, tswriter::bytesOf("House"), tswriter::bytesOf("One"), 0,
                                tableId);
}
Buffer bat() {
    return tswriter::longSection(0x4a, 7, {0xf0, 0x00, 0xf0, 0x00});
}
Buffer rst() {
    return tswriter::shortSection(0x71, {0, 1, 0, 1, 0, 1, 0, 9, 0xfc});
}
/// Present and following of one service of another stream.
std::vector<Buffer> otherPair() {
    return {tswriter::eitSection(5, 0, 0x4f, 0, 1, 2), tswriter::eitSection(5, 1, 0x4f, 0, 1, 2)};
}
/// A schedule section, of this stream or another.
Buffer schedule(std::uint8_t tableId) {
    return tswriter::eitSection(1, 8, tableId, 0, 16);
}

/// Present (0) or following (1) of service 1 goes on alone.
void onlyEit(Bench& bench, unsigned number, base::Nanoseconds duration) {
    bench.hasEit = false;
    repeat(bench, eitPid, {tswriter::eitSection(1, number)}, 1s, duration);
}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {Check::NitActualError,
         "absent",
         [](Bench& b) { // The last came at 30 s.
             b.hasNit = false;
             b.run(9s + 40ms);
         },
         [](Bench& b) {
             b.hasNit = false;
             b.run(9s);
             b.hasNit = true; // At 40 s.
             b.run(1s);
         },
         {Check::SiRepetitionError}},
        {Check::NitActualError,
         "never there",
         [](Bench& b) {
             b.hasNit = false;
             b.run(10s + 40ms);
         },
         [](Bench& b) {
             b.hasNit = false;
             b.run(10s);
             b.hasNit = true;
             b.run(1s);
         },
         {},
         {},
         true},
        {Check::NitActualError, "foreign table", [](Bench& b) { feedSection(b, nitPid, sdt()); },
         [](Bench& b) {
             feedSection(b, nitPid, tswriter::shortSection(0x72, Buffer(9, 0xff)));
             feedSection(b, nitPid, tswriter::nitSection(9, 0x41));
         }},
        {Check::NitActualError,
         "too soon",
         [](Bench& b) { twice(b, nitPid, tswriter::nitSection(1), 24ms); },
         [](Bench& b) { twice(b, nitPid, tswriter::nitSection(1), 25ms); },
         {Check::SiRepetitionError}},

        {Check::NitOtherError,
         "slow",
         [](Bench& b) {
             repeat(b, nitPid, {tswriter::nitSection(9, 0x41)}, 10s + 20ms, 10s + 40ms);
         },
         [](Bench& b) { repeat(b, nitPid, {tswriter::nitSection(9, 0x41)}, 10s, 25s); },
         {Check::SiRepetitionError}},
        {Check::NitOtherError,
         "one of two networks slow",
         [](Bench& b) {
             b.feed(b.writer.section(nitPid, tswriter::nitSection(8, 0x41)));
             repeat(b, nitPid, {tswriter::nitSection(9, 0x41)}, 5s, 10s + 40ms);
         },
         [](Bench& b) {
             repeat(b, nitPid, {tswriter::nitSection(8, 0x41), tswriter::nitSection(9, 0x41)}, 10s,
                    25s);
         },
         {Check::SiRepetitionError}},
        {Check::NitOtherError,
         "one of two sections slow",
         [](Bench& b) {
             b.feed(b.writer.section(nitPid, tswriter::nitSection(9, 0x41, 0, 1, 1)));
             repeat(b, nitPid, {tswriter::nitSection(9, 0x41, 0, 0, 1)}, 5s, 10s + 40ms);
         },
         [](Bench& b) { // A new version without it: withdrawn, not late.
             b.feed(b.writer.section(nitPid, tswriter::nitSection(9, 0x41, 0, 1, 1)));
             repeat(b, nitPid, {tswriter::nitSection(9, 0x41, 1, 0, 0)}, 5s, 12s);
         },
         {Check::SiRepetitionError}},

        {Check::SiRepetitionError, "BAT slow",
         [](Bench& b) { repeat(b, sdtPid, {bat()}, 10s + 20ms, 10s + 40ms); },
         [](Bench& b) { repeat(b, sdtPid, {bat()}, 10s, 25s); }},
        {Check::SiRepetitionError, "BAT too soon", [](Bench& b) { twice(b, sdtPid, bat(), 24ms); },
         [](Bench& b) { twice(b, sdtPid, bat(), 25ms); }},
        {Check::SiRepetitionError, "TOT slow",
         [](Bench& b) { repeat(b, tdtPid, {tswriter::totSection()}, 30s + 20ms, 30s + 40ms); },
         [](Bench& b) { repeat(b, tdtPid, {tswriter::totSection()}, 30s, 65s); }},
        {Check::SiRepetitionError, "second section of SDT slow",
         [](Bench& b) { // The first comes each second: 3.5.a sees nothing.
             b.feed(
                 b.writer.section(sdtPid, tswriter::longSection(0x42, 1, {0, 1, 0xff}, 0, 1, 1)));
             b.run(2s + 40ms);
         },
         [](Bench& b) {
             repeat(b, sdtPid, {tswriter::longSection(0x42, 1, {0, 1, 0xff}, 0, 1, 1)}, 2s, 5s);
         }},
        {Check::SiRepetitionError, "schedule slow",
         [](Bench& b) { repeat(b, eitPid, {schedule(0x51)}, 10s + 20ms, 10s + 40ms); },
         [](Bench& b) { repeat(b, eitPid, {schedule(0x51)}, 10s, 25s); }},
        {Check::SiRepetitionError, "schedule of later days slow",
         [](Bench& b) { repeat(b, eitPid, {schedule(0x52)}, 30s + 20ms, 30s + 40ms); },
         [](Bench& b) { repeat(b, eitPid, {schedule(0x52)}, 30s, 65s); }},
        {Check::SiRepetitionError, "schedule of another stream slow",
         [](Bench& b) { repeat(b, eitPid, {schedule(0x61)}, 60s + 20ms, 60s + 40ms); },
         [](Bench& b) { repeat(b, eitPid, {schedule(0x61)}, 60s, 125s); }},
        {Check::SiRepetitionError, "its later days slow",
         [](Bench& b) { repeat(b, eitPid, {schedule(0x62)}, 300s + 20ms, 300s + 40ms); },
         [](Bench& b) { repeat(b, eitPid, {schedule(0x62)}, 300s, 605s); }},

        {Check::UnreferencedPid, "no table names it",
         [](Bench& b) {
             b.spoil = [&b](Buffer& out) {
                 tswriter::append(out, b.writer.packet(0x300, Buffer(184, 1)));
             };
             b.run(620ms);
         },
         [](Bench& b) {
             b.spoil = [&b](Buffer& out) {
                 tswriter::append(out, b.writer.packet(0x300, Buffer(184, 1)));
                 tswriter::append(out, b.writer.packet(0x1e, Buffer(184, 1)));
             };
             b.run(400ms); // Then the PMT names it.
             b.streams.push_back({0x06, 0x300, {}});
             b.run(2s);
         }},

        {Check::SdtActualError,
         "absent",
         [](Bench& b) { // The last came at 30 s.
             b.hasSdt = false;
             b.run(1s + 40ms);
         },
         [](Bench& b) {
             b.hasSdt = false;
             b.run(1s);
             b.hasSdt = true; // At 32 s.
             b.run(1s);
         },
         {Check::SiRepetitionError}},
        {Check::SdtActualError, "foreign table",
         [](Bench& b) { feedSection(b, sdtPid, tswriter::eitSection(1, 0)); },
         [](Bench& b) {
             feedSection(b, sdtPid, sdt(0x46));
             feedSection(b, sdtPid, bat());
             feedSection(b, sdtPid, tswriter::shortSection(0x72, Buffer(9, 0xff)));
         }},
        {Check::SdtActualError,
         "too soon",
         [](Bench& b) { twice(b, sdtPid, sdt(), 24ms); },
         [](Bench& b) { twice(b, sdtPid, sdt(), 25ms); },
         {Check::SiRepetitionError}},

        {Check::SdtOtherError,
         "slow",
         [](Bench& b) { repeat(b, sdtPid, {sdt(0x46)}, 10s + 20ms, 10s + 40ms); },
         [](Bench& b) { repeat(b, sdtPid, {sdt(0x46)}, 10s, 25s); },
         {Check::SiRepetitionError}},

        {Check::EitActualError,
         "absent",
         [](Bench& b) { // The last came at 30 s.
             b.hasEit = false;
             b.run(1s + 40ms);
         },
         [](Bench& b) {
             b.hasEit = false;
             b.run(1s);
             b.hasEit = true;
             b.run(1s);
         },
         {Check::SiRepetitionError}},
        {Check::EitActualError,
         "present absent",
         [](Bench& b) { onlyEit(b, 1, 2s + 40ms); },
         [](Bench& b) {
             onlyEit(b, 1, 1s);
             b.hasEit = true;
             b.run(1s);
         },
         {Check::SiRepetitionError, Check::EitPfError}},
        {Check::EitActualError,
         "following absent",
         [](Bench& b) { onlyEit(b, 0, 2s + 40ms); },
         [](Bench& b) {
             onlyEit(b, 0, 1s);
             b.hasEit = true;
             b.run(1s);
         },
         {Check::SiRepetitionError, Check::EitPfError}},
        {Check::EitActualError, "foreign table", [](Bench& b) { feedSection(b, eitPid, sdt()); },
         [](Bench& b) {
             feedSection(b, eitPid, schedule(0x6f));
             feedSection(b, eitPid, tswriter::shortSection(0x72, Buffer(9, 0xff)));
         }},
        {Check::EitActualError,
         "too soon",
         [](Bench& b) { twice(b, eitPid, tswriter::eitSection(1, 0), 24ms); },
         [](Bench& b) { twice(b, eitPid, tswriter::eitSection(1, 0), 25ms); },
         {Check::SiRepetitionError}},

        {Check::EitOtherError,
         "slow",
         [](Bench& b) { repeat(b, eitPid, otherPair(), 10s + 20ms, 10s + 40ms); },
         [](Bench& b) { repeat(b, eitPid, otherPair(), 10s, 25s); },
         {Check::SiRepetitionError}},

        {Check::EitPfError, "only present",
         [](Bench& b) { // Of a second service; the first has both.
             repeat(b, eitPid, {tswriter::eitSection(2, 0)}, 500ms, 2s + 520ms);
         },
         [](Bench& b) {
             repeat(b, eitPid, {tswriter::eitSection(2, 0)}, 500ms, 2s);
             repeat(b, eitPid, {tswriter::eitSection(2, 1), tswriter::eitSection(2, 0)}, 1s, 3s);
         }},
        {Check::EitPfError, "only following of another stream",
         [](Bench& b) { repeat(b, eitPid, {otherPair()[1]}, 5s, 15s + 20ms); },
         [](Bench& b) { repeat(b, eitPid, otherPair(), 5s, 15s + 20ms); }},

        {Check::RstError, "foreign table",
         [](Bench& b) { feedSection(b, rstPid, tswriter::tdtSection()); },
         [](Bench& b) {
             feedSection(b, rstPid, rst());
             feedSection(b, rstPid, tswriter::shortSection(0x72, Buffer(9, 0xff)));
         }},
        {Check::RstError,
         "too soon",
         [](Bench& b) { twice(b, rstPid, rst(), 24ms); },
         [](Bench& b) { twice(b, rstPid, rst(), 25ms); },
         {Check::SiRepetitionError}},

        {Check::TdtError,
         "absent",
         [](Bench& b) { // The last came at 30 s.
             b.hasTdt = false;
             b.run(29s + 40ms);
         },
         [](Bench& b) {
             b.hasTdt = false;
             b.run(29s);
             b.hasTdt = true; // At 60 s.
             b.run(1s);
         },
         {Check::SiRepetitionError}},
        {Check::TdtError, "foreign table", [](Bench& b) { feedSection(b, tdtPid, rst()); },
         [](Bench& b) {
             feedSection(b, tdtPid, tswriter::totSection());
             feedSection(b, tdtPid, tswriter::shortSection(0x72, Buffer(9, 0xff)));
         }},
        {Check::TdtError,
         "too soon",
         [](Bench& b) { twice(b, tdtPid, tswriter::tdtSection(), 24ms); },
         [](Bench& b) { twice(b, tdtPid, tswriter::tdtSection(), 25ms); },
         {Check::SiRepetitionError}},
    };
    return all;
}

} // namespace

/// The table of TR 101 290 for service information and what else priority 3 asks of tables.
class TestTr101290Si : public QObject {
    Q_OBJECT
private slots:
    void covers() {
        // The buffers of the T-STD are raised in tst_tstd.cpp.
        verifyCovers(cases(), Check::NitActualError, Check::TdtError, {Check::BufferError});
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
    void crcMakesAbsent();
    void gapByBytes();
    void gapOfAnySection();
    void statusEnds();
    void outageIsNoWithdrawal();
    void scheduleMayShrink();
    void slowPairsAreComplete();
};

/// A section whose CRC is wrong is none.
void TestTr101290Si::crcMakesAbsent() {
    Bench bench;
    bench.run(31s);
    bench.hasSdt = false;
    Buffer bad = sdt();
    bad.back() ^= 1;
    repeat(bench, sdtPid, {bad}, 1s, 1s + 40ms);
    QCOMPARE(numbers(raisedIn(bench)), QString("2.2 3.2 3.5.a"));
}

/// What a network held back and hands on at once was not sent at once.
void TestTr101290Si::gapByBytes() {
    for (const bool isHeldBack : {false, true}) {
        Bench bench;
        bench.run(31s);
        bench.feed(bench.writer.section(sdtPid, sdt()));
        const double rate = bench.analyzer.totals().pcrBitrate.value();
        const auto packets = static_cast<int>(0.03 * rate / 1504);
        Buffer between;
        for (int i = 0; i < (isHeldBack ? packets : packets / 2); ++i) {
            tswriter::append(between, tswriter::Writer::null());
        }
        bench.feed(between);
        bench.feed(bench.writer.section(sdtPid, sdt()));
        QCOMPARE(bench.errors(Check::SdtActualError), std::uint64_t{isHeldBack ? 0u : 1u});
    }
}

void TestTr101290Si::gapOfAnySection() {
    for (const bool isStrict : {false, true}) {
        ts::Profile profile = ts::Profile::dvb();
        profile.isGapOfAnySection = isStrict;
        Bench bench(profile); // It sends both sections of its EIT at once.
        bench.run(3s);
        QCOMPARE(bench.errors(Check::EitActualError), std::uint64_t{isStrict ? 3u : 0u});
    }
}

/// Each status ends, and the check is well again.
void TestTr101290Si::statusEnds() {
    Bench bench;
    bench.run(31s);
    bench.hasNit = bench.hasSdt = bench.hasEit = bench.hasTdt = false;
    bench.run(40s);
    const Checks absent{Check::NitActualError, Check::SiRepetitionError, Check::SdtActualError,
                        Check::EitActualError, Check::TdtError};
    QCOMPARE(numbers(raisedIn(bench)), numbers(absent));
    bench.hasNit = bench.hasSdt = bench.hasEit = bench.hasTdt = true;
    bench.run(11s);
    for (const Check check : absent) {
        QVERIFY2(bench.state(check) == ts::CheckState::Ok, std::string(checkNumber(check)).c_str());
        QCOMPARE(bench.recorder.count(check, ts::Occurrence::Phase::Begin),
                 bench.recorder.count(check, ts::Occurrence::Phase::End));
    }
    // One subject of 3.2 for each table; of 3.6.a present and following.
    QCOMPARE(bench.errors(Check::SiRepetitionError), std::uint64_t{4});
    QCOMPARE(bench.errors(Check::EitActualError), std::uint64_t{2});
}

/// A table that stays away while its PID goes on was withdrawn in the end; while nothing comes at
/// all, nothing is.
void TestTr101290Si::outageIsNoWithdrawal() {
    Bench bench;
    bench.run(31s);
    bench.feed(bench.writer.section(sdtPid, sdt(0x46)));
    bench.run(49s);
    QCOMPARE(bench.state(Check::SdtOtherError), ts::CheckState::Error);
    bench.run(3s);
    QCOMPARE(bench.recorder.count(Check::SdtOtherError, ts::Occurrence::Phase::End), 1);
    QCOMPARE(bench.errors(Check::SdtOtherError), std::uint64_t{1});
    bench.run(10s);
    QCOMPARE(bench.state(Check::SdtOtherError), ts::CheckState::Unknown);

    Bench dark;
    dark.run(31s);
    dark.feed(dark.writer.section(sdtPid, sdt(0x46)));
    dark.run(1s);
    dark.idle(120s);
    QCOMPARE(dark.state(Check::SdtOtherError), ts::CheckState::Error);
    QCOMPARE(dark.state(Check::SiRepetitionError), ts::CheckState::Error);
}

/// Segments of a schedule that a new version leaves out are not missed.
void TestTr101290Si::scheduleMayShrink() {
    Bench bench;
    bench.run(1s);
    repeat(bench, eitPid,
           {tswriter::eitSection(1, 0, 0x50, 0, 16), tswriter::eitSection(1, 8, 0x50, 0, 16),
            tswriter::eitSection(1, 16, 0x50, 0, 16)},
           5s, 5s);
    repeat(bench, eitPid,
           {tswriter::eitSection(1, 8, 0x50, 1, 16), tswriter::eitSection(1, 16, 0x50, 1, 16)}, 5s,
           20s);
    QCOMPARE(numbers(raisedIn(bench)), QString());
}

/// Present and following that alternate slowly are slow, not incomplete.
void TestTr101290Si::slowPairsAreComplete() {
    Bench bench;
    bench.run(1s);
    repeat(bench, eitPid, {tswriter::eitSection(2, 0), tswriter::eitSection(2, 1)}, 5s, 30s);
    QCOMPARE(numbers(raisedIn(bench)), QString("3.2"));
}

QTEST_APPLESS_MAIN(TestTr101290Si)
#include "tst_tr101290si.moc"
