// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <string>

#include "core/health/judge.h"

using namespace vigie;
using health::SecondCounters;
using health::SecondJudge;
using health::SecondVerdict;
using health::Verdict;

namespace {

/// Writes down what is settled: "G", "E", "U" per second, and checks that none is left out.
struct Log {
    std::string text;
    std::int64_t last = 0;
    SecondJudge::Settled sink() {
        return [this](std::int64_t at, SecondVerdict verdict, std::int64_t repeat) {
            QVERIFY(repeat > 0);
            if (last != 0) {
                QCOMPARE(at, last + repeat);
            }
            last = at;
            const char letter = verdict.verdict == Verdict::Good      ? 'G'
                                : verdict.verdict == Verdict::Errored ? 'E'
                                                                      : 'U';
            text.append(static_cast<std::size_t>(repeat), letter);
        };
    }
};

SecondCounters counters(std::int64_t judged, std::int64_t errored, std::int64_t noData = 0,
                        std::int64_t loss = 0) {
    return {judged, errored, {noData, 0, loss, 0, 0, 0}};
}

} // namespace

class TestJudge : public QObject {
    Q_OBJECT
private slots:
    void growthByOneIsTheSecondBefore() {
        SecondJudge judge;
        Log log;
        judge.observe(100, counters(50, 5), log.sink());
        QVERIFY(log.text.empty());
        QVERIFY(!judge.verdict(100));
        judge.observe(101, counters(51, 5), log.sink());
        judge.observe(102, counters(52, 6, 1, 1), log.sink());
        judge.observe(102, counters(52, 6, 1, 1), log.sink()); // the next tick of that second
        judge.observe(103, counters(53, 6, 1, 1), log.sink());
        QCOMPARE(log.text, std::string("GEG"));
        QCOMPARE(judge.verdict(101)->verdict, Verdict::Errored);
        QCOMPARE(judge.verdict(101)->causes, health::CauseNoData | health::CauseLoss);
        QCOMPARE(judge.verdict(102)->verdict, Verdict::Good);
        QVERIFY(!judge.verdict(103));
        QCOMPARE(judge.verdict(50)->verdict, Verdict::Unknown);
    }

    void conflatedTicksLoseNothing() {
        SecondJudge judge;
        Log log;
        judge.observe(100, counters(0, 0), log.sink());
        judge.observe(107, counters(7, 2), log.sink());
        QCOMPARE(log.text, std::string("GGGGGEE"));
    }

    void secondsWithoutAVerdictAreUnknown() {
        SecondJudge judge;
        Log log;
        judge.observe(100, counters(0, 0), log.sink());
        judge.observe(110, counters(3, 1), log.sink()); // judged 3 of 10
        QCOMPARE(log.text, std::string("UUUUUUUGGE"));
        judge.settleUnknown(114, log.sink());
        judge.settleUnknown(112, log.sink());
        QCOMPARE(log.text, std::string("UUUUUUUGGEUUUUU"));
        // A verdict that comes after that does not count a second twice.
        judge.observe(116, counters(9, 7), log.sink());
        QCOMPARE(log.text, std::string("UUUUUUUGGEUUUUUE"));
    }

    void interruptionAndRestartBeginANewBaseline() {
        SecondJudge judge;
        Log log;
        judge.observe(100, counters(40, 4), log.sink());
        judge.observe(101, counters(41, 4), log.sink());
        judge.interrupt();
        judge.observe(106, counters(46, 9), log.sink()); // what it did meanwhile is not known
        judge.observe(107, counters(47, 9), log.sink());
        QCOMPARE(log.text, std::string("GUUUUUG"));
        judge.observe(108, counters(1, 1), log.sink()); // smaller: started anew
        judge.observe(109, counters(2, 2), log.sink());
        QCOMPARE(log.text, std::string("GUUUUUGUE"));
        judge.observe(110, {}, log.sink()); // absent
        judge.observe(111, counters(4, 2), log.sink());
        judge.observe(112, counters(5, 2), log.sink());
        QCOMPARE(log.text, std::string("GUUUUUGUEUUG"));
    }

    void aClockThatGoesBackGoesOn() {
        SecondJudge judge;
        Log log;
        judge.observe(1000, counters(0, 0), log.sink());
        judge.observe(1001, counters(1, 0), log.sink());
        log.last = 0;
        judge.observe(500, counters(2, 0), log.sink());
        judge.observe(501, counters(3, 1), log.sink());
        QCOMPARE(log.text, std::string("GE"));
        QCOMPARE(*judge.lastSettled(), std::int64_t{500});
        QCOMPARE(judge.verdict(499)->verdict, Verdict::Unknown);
    }

    void aLongGapIsOneCall() {
        SecondJudge judge;
        int calls = 0;
        std::int64_t seconds = 0;
        const auto sink = [&](std::int64_t, SecondVerdict verdict, std::int64_t repeat) {
            QCOMPARE(verdict.verdict, Verdict::Unknown);
            ++calls;
            seconds += repeat;
        };
        judge.observe(100, counters(0, 0), sink);
        judge.settleUnknown(1'000'000'099, sink);
        QCOMPARE(calls, 1);
        QCOMPARE(seconds, std::int64_t{1'000'000'000});
    }
};

QTEST_APPLESS_MAIN(TestJudge)
#include "tst_judge.moc"
