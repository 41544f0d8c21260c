// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/ts/tsbench.h"

using namespace tsbench;
using ts::Check;
using ts::CheckState;
using Phase = ts::Occurrence::Phase;

/// How states of checks come and go, and the checks beyond priority 2, each raised and just not.
class TestChecks : public QObject {
    Q_OBJECT
private slots:
    void faultlessStreamBecomesOk();
    void unknownBeforeItsInterval();
    void ottDisables();
    void unreferencedPid();
    void esStopped();
    void ptsStopped();
    void eventsPersistTwoSeconds();
    void absenceWithoutAnyPacket();
    void staleIsUnknown();
    void restartBeginsAnew();
};

void TestChecks::faultlessStreamBecomesOk() {
    Bench bench;
    bench.run(31s);
    for (const Check check : {Check::TsSyncLoss,         Check::SyncByteError,
                              Check::PatError2,          Check::ContinuityCountError,
                              Check::PmtError2,          Check::PidError,
                              Check::TransportError,     Check::CrcError,
                              Check::PcrRepetitionError, Check::PcrDiscontinuityError,
                              Check::PtsError,           Check::CatError,
                              Check::NitActualError,     Check::SiRepetitionError,
                              Check::UnreferencedPid,    Check::SdtActualError,
                              Check::EitActualError,     Check::EitPfError,
                              Check::TdtError,           Check::EsStopped,
                              Check::PtsStopped}) {
        QVERIFY2(bench.state(check) == CheckState::Ok, std::string(checkNumber(check)).c_str());
        QCOMPARE(bench.errors(check), std::uint64_t{0});
    }
    // Tables that a stream need not have: nothing came that could be judged.
    for (const Check check :
         {Check::NitOtherError, Check::SdtOtherError, Check::EitOtherError, Check::RstError}) {
        QCOMPARE(bench.state(check), CheckState::Unknown);
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
