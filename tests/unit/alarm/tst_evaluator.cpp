// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/alarm/fixture.h"

using namespace alarmlab;
using alarm::Change;
using alarm::Measure;
using alarm::Severity;
using Verdict = alarm::Explanation::Verdict;

/// One rule at a time: limits, delays, measures, what is not known.
class TestEvaluator : public QObject {
    Q_OBJECT

private slots:
    void raisesBeyondTheLimitAndClearsBeyondTheDeadband();
    void deadbandOfBelow();
    void limitsHoldForRawIntegersAsForNumbers();
    void delaysRunOnTickTime();
    void offDelayStartsAgainWhenTheConditionReturns();
    void worstStepCountsAndGoesDownAgain();
    void statesAndTheUnknownState();
    void rateIsTheLargerOfTwoSeconds();
    void counterThatGoesBackBeginsAnew();
    void sumOverAWindow();
    void sumBelowWaitsForItsWindow();
    void percentOfKnownSeconds();
    void windowsOutliveAnInterruption();
    void missingOnlyWhatWasKnown();
    void unknownHoldsAndThenClears();
    void columnThatIsNoLongerGiven();
    void contactAloneKeepsEverything();
    void explainsEachVerdict();
    void clockSetBackDoesNotHoldADelay();
};

void TestEvaluator::raisesBeyondTheLimitAndClearsBeyondTheDeadband() {
    auto margin = rule("hot", "heat", {above(Severity::Major, 10)});
    margin.steps[0].clear = 8;
    Lab lab({margin});
    auto& heat = lab.column("heat");
    Lab::put(heat[0], 10);
    QVERIFY(lab.tick().empty());
    Lab::put(heat[0], 11);
    const auto raised = lab.tick();
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(raised[0].what, Change::What::Raised);
    QCOMPARE(raised[0].subject, lab.paths[0]);
    QCOMPARE(raised[0].severity, Severity::Major);
    QCOMPARE(raised[0].since, lab.now);
    QCOMPARE(*raised[0].value, 11.0);
    QCOMPARE(*raised[0].limit, 10.0);
    Lab::put(heat[0], 9);
    QVERIFY(lab.tick().empty());
    QCOMPARE(lab.evaluator.faults(lab.paths[0]).size(), std::size_t{1});
    QCOMPARE(*lab.evaluator.faults(lab.paths[0])[0].value, 9.0);
    Lab::put(heat[0], 8);
    const auto cleared = lab.tick();
    QCOMPARE(cleared.size(), std::size_t{1});
    QCOMPARE(cleared[0].what, Change::What::Cleared);
    QCOMPARE(cleared[0].because, Change::Because::Condition);
    QCOMPARE(cleared[0].severity, Severity::None);
    QVERIFY(lab.evaluator.faults(lab.paths[0]).empty());
    QCOMPARE(lab.evaluator.worst(lab.paths[0]), Severity::None);
    Lab::put(heat[0], 9); // within the deadband, from below
    QVERIFY(lab.tick().empty());
}

void TestEvaluator::deadbandOfBelow() {
    auto margin = rule("rf", "margin", {below(Severity::Minor, 3)});
    margin.steps[0].clear = 3.5;
    Lab lab({margin});
    auto& cells = lab.column("margin", model::MetricKind::Gauge, 0.1);
    Lab::put(cells[1], 30);
    QVERIFY(lab.tick().empty());
    Lab::put(cells[1], 29);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    Lab::put(cells[1], 34);
    QVERIFY(lab.tick().empty());
    Lab::put(cells[1], 35);
    QCOMPARE(lab.tick().size(), std::size_t{1});
}

void TestEvaluator::limitsHoldForRawIntegersAsForNumbers() {
    // 0.1 and its multiples are no binary numbers: what counts is the comparison of the numbers.
    for (const double limit : {0.3, 0.7, 2.9, -0.3, 1e15, -1e300, 0.0}) {
        for (const double step : {0.1, 0.001, 1.0, 1e-12}) {
            for (const bool isAbove : {true, false}) {
                Lab lab({rule(
                    "r", "x",
                    {isAbove ? above(Severity::Minor, limit) : below(Severity::Minor, limit)})});
                auto& cells = lab.column("x", model::MetricKind::Gauge, step);
                const auto near = static_cast<std::int64_t>(std::clamp(limit / step, -4e18, 4e18));
                for (std::int64_t raw = near - 3; raw <= near + 3; ++raw) {
                    Lab::put(cells[0], raw);
                    lab.tick();
                    const double value = static_cast<double>(raw) * step;
                    const bool isTrue = isAbove ? value > limit : value < limit;
                    QCOMPARE(!lab.evaluator.faults(lab.paths[0]).empty(), isTrue);
                }
            }
        }
    }
}

void TestEvaluator::delaysRunOnTickTime() {
    auto slow = rule("slow", "x", {above(Severity::Minor, 0)});
    slow.steps[0].onDelay = 2500ms;
    slow.steps[0].offDelay = 1500ms;
    Lab lab({slow});
    auto& cells = lab.column("x");
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick().empty());
    const base::Utc began = lab.now;
    auto told = lab.evaluator.explain(lab.paths[0], "slow", lab.now + 500ms);
    QCOMPARE(told.verdict, Verdict::Pending);
    QCOMPARE(told.left, 2000ms);
    QVERIFY(lab.tick(2499ms).empty());
    const auto raised = lab.tick(1ms);
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(raised[0].since, began);
    Lab::put(cells[0], 0);
    QVERIFY(lab.tick().empty());
    const base::Utc ended = lab.now;
    told = lab.evaluator.explain(lab.paths[0], "slow", lab.now);
    QCOMPARE(told.verdict, Verdict::Clearing);
    QCOMPARE(told.left, 1500ms);
    const auto cleared = lab.tick(1500ms);
    QCOMPARE(cleared.size(), std::size_t{1});
    QCOMPARE(cleared[0].since, ended);
    // A blip shorter than the delay leaves nothing behind.
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick().empty());
    Lab::put(cells[0], 0);
    QVERIFY(lab.tick().empty());
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick(2s).empty());
    QVERIFY(lab.tick(1s).empty());
}

void TestEvaluator::offDelayStartsAgainWhenTheConditionReturns() {
    auto held = rule("held", "x", {above(Severity::Minor, 0)});
    held.steps[0].offDelay = 3s;
    Lab lab({held});
    auto& cells = lab.column("x");
    Lab::put(cells[0], 1);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    for (int i = 0; i < 5; ++i) {
        Lab::put(cells[0], 0);
        QVERIFY(lab.tick(2s).empty());
        Lab::put(cells[0], 1);
        QVERIFY(lab.tick(2s).empty());
    }
    Lab::put(cells[0], 0);
    QCOMPARE(lab.ticksUntilChange(10), 4);
}

void TestEvaluator::worstStepCountsAndGoesDownAgain() {
    Lab lab({rule("loss", "x", {above(Severity::Warning, 10), above(Severity::Critical, 100)})});
    auto& cells = lab.column("x");
    Lab::put(cells[0], 50);
    QCOMPARE(lab.tick().at(0).severity, Severity::Warning);
    const base::Utc began = lab.now;
    Lab::put(cells[0], 200);
    auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].what, Change::What::SeverityChanged);
    QCOMPARE(changes[0].severity, Severity::Critical);
    QCOMPARE(*changes[0].limit, 100.0);
    QCOMPARE(lab.evaluator.faults(lab.paths[0]).at(0).since, began);
    Lab::put(cells[0], 20);
    changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].what, Change::What::SeverityChanged);
    QCOMPARE(changes[0].severity, Severity::Warning);
    QCOMPARE(*changes[0].limit, 10.0);
    Lab::put(cells[0], 0);
    QCOMPARE(lab.tick().at(0).what, Change::What::Cleared);
    // From nothing straight to the worst: one change.
    Lab::put(cells[0], 200);
    changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].severity, Severity::Critical);
}

void TestEvaluator::statesAndTheUnknownState() {
    Lab lab({rule("black", "content.black", {is(Severity::Major, {2})}),
             rule("odd", "content.black", {is(Severity::Minor, {0, 3, 70})})});
    auto& cells = lab.column("content.black", model::MetricKind::State);
    Lab::put(cells[0], 0);
    QVERIFY(lab.tick().empty());
    QCOMPARE(lab.evaluator.explain(lab.paths[0], "black", lab.now).verdict, Verdict::Unknown);
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick().empty());
    QCOMPARE(lab.evaluator.explain(lab.paths[0], "black", lab.now).verdict, Verdict::Quiet);
    Lab::put(cells[0], 2);
    auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(!changes[0].value && !changes[0].limit);
    Lab::put(cells[0], 0); // unknown: it holds
    QVERIFY(lab.tick().empty());
    Lab::put(cells[0], 70);
    QCOMPARE(lab.tick().size(), std::size_t{2});
}

void TestEvaluator::rateIsTheLargerOfTwoSeconds() {
    auto errors = rule("cc", "cc.errors", {above(Severity::Minor, 0)});
    errors.measure = Measure::Rate;
    Lab lab({errors});
    auto& cells = lab.column("cc.errors", model::MetricKind::Counter);
    Lab::put(cells[0], 1000);
    for (int i = 0; i < 25; ++i) {
        QVERIFY(lab.tick(100ms).empty());
    }
    Lab::put(cells[0], 1003); // in the middle of second 2
    const auto raised = lab.tick(100ms);
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(*raised[0].value, 3.0);
    // It counts in the last whole second until second 4 begins.
    QCOMPARE(lab.now, start + 2600ms);
    int ticks = 0;
    while (lab.tick(100ms).empty()) {
        ++ticks;
        QVERIFY(ticks < 30);
    }
    QCOMPARE(lab.now, start + 4s);
}

void TestEvaluator::counterThatGoesBackBeginsAnew() {
    auto errors = rule("cc", "cc.errors", {above(Severity::Minor, 0)});
    errors.measure = Measure::Rate;
    Lab lab({errors});
    auto& cells = lab.column("cc.errors", model::MetricKind::Counter);
    Lab::put(cells[0], 1000);
    lab.tick();
    Lab::put(cells[0], 7);
    QVERIFY(lab.tick().empty());
    Lab::put(cells[0], 8);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    QCOMPARE(lab.ticksUntilChange(3), 1);
    // Interrupted: even a larger count is another one.
    lab.evaluator.interrupt(lab.binding);
    Lab::put(cells[0], 500);
    QVERIFY(lab.tick().empty());
    // And absent in between.
    cells[0].isPresent = false;
    lab.tick();
    Lab::put(cells[0], 900);
    QVERIFY(lab.tick().empty());
}

void TestEvaluator::sumOverAWindow() {
    auto burst = rule("sum", "c", {above(Severity::Minor, 5)});
    burst.measure = Measure::Sum;
    burst.window = 10s;
    Lab lab({burst});
    auto& cells = lab.column("c", model::MetricKind::Counter);
    Lab::put(cells[0], 100);
    lab.tick();
    for (int i = 1; i <= 5; ++i) {
        Lab::put(cells[0], 100 + i);
        QVERIFY(lab.tick().empty());
    }
    Lab::put(cells[0], 106);
    const auto raised = lab.tick();
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(*raised[0].value, 6.0);
    // The first of the six leaves the window of ten seconds ten seconds after it came.
    QCOMPARE(lab.ticksUntilChange(20), 5);
}

void TestEvaluator::sumBelowWaitsForItsWindow() {
    auto stands = rule("stands", "c", {below(Severity::Minor, 1)});
    stands.measure = Measure::Sum;
    stands.window = 5s;
    Lab lab({stands});
    auto& cells = lab.column("c", model::MetricKind::Counter);
    Lab::put(cells[0], 100);
    lab.tick();
    QCOMPARE(lab.ticksUntilChange(10), 5);
    Lab::put(cells[0], 101);
    QCOMPARE(lab.tick().at(0).what, Change::What::Cleared);
    QCOMPARE(lab.ticksUntilChange(10), 5);
}

void TestEvaluator::percentOfKnownSeconds() {
    auto errored = rule("es", "es.errored", {above(Severity::Minor, 20)});
    errored.measure = Measure::Percent;
    errored.window = 20s;
    Lab lab({errored});
    auto& cells = lab.column("es.errored", model::MetricKind::Counter);
    Lab::put(cells[0], 0);
    for (int i = 0; i < 11; ++i) { // ten known seconds
        QVERIFY(lab.tick().empty());
    }
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick().empty()); // 1 of 11
    Lab::put(cells[0], 2);
    QVERIFY(lab.tick().empty()); // 2 of 12
    Lab::put(cells[0], 3);
    const auto raised = lab.tick(); // 3 of 13
    QCOMPARE(raised.size(), std::size_t{1});
    QCOMPARE(*raised[0].value, 300.0 / 13);
    // 3 of 14, then 3 of 15: 20 percent are not above 20 percent.
    QCOMPARE(lab.ticksUntilChange(5), 2);
    // What is not known does not count as good: after a gap of eight seconds the window has eleven
    // known seconds, all of before the gap.
    QVERIFY(lab.tick().empty());
    cells[0].isPresent = false;
    for (int i = 0; i < 8; ++i) {
        QVERIFY(lab.tick().empty());
    }
    Lab::put(cells[0], 3);
    const auto again = lab.tick();
    QCOMPARE(again.size(), std::size_t{1});
    QCOMPARE(*again[0].value, 300.0 / 11);
    Lab::put(cells[0], 4);
    QVERIFY(lab.tick().empty());
    QCOMPARE(*lab.evaluator.faults(lab.paths[0]).at(0).value, 400.0 / 11);
}

void TestEvaluator::windowsOutliveAnInterruption() {
    auto burst = rule("sum", "c", {above(Severity::Minor, 5)});
    burst.measure = Measure::Sum;
    burst.window = 60s;
    Lab lab({burst});
    auto& cells = lab.column("c", model::MetricKind::Counter);
    Lab::put(cells[0], 100);
    lab.tick();
    Lab::put(cells[0], 110);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    lab.evaluator.interrupt(lab.binding);
    Lab::put(cells[0], 0);
    QVERIFY(lab.tick().empty());
    QCOMPARE(*lab.evaluator.faults(lab.paths[0]).at(0).value, 10.0);
}

void TestEvaluator::missingOnlyWhatWasKnown() {
    auto gone = rule("gone", "x", {above(Severity::Warning, 5)});
    gone.measure = Measure::Missing;
    Lab lab({gone});
    auto& cells = lab.column("x");
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick().empty());
    cells[0].isPresent = false;
    std::vector<Change> changes;
    QCOMPARE(lab.ticksUntilChange(20, &changes), 6);
    QCOMPARE(changes.size(), std::size_t{1}); // paths 1 to 3 were never known
    QCOMPARE(changes[0].subject, lab.paths[0]);
    QCOMPARE(*changes[0].value, 6.0);
    QCOMPARE(lab.evaluator.explain(lab.paths[1], "gone", lab.now).verdict, Verdict::Unknown);
    Lab::put(cells[0], 1);
    QCOMPARE(lab.tick().at(0).what, Change::What::Cleared);
    // An hour without contact is not an hour missing.
    cells[0].isPresent = false;
    QVERIFY(lab.tick().empty());
    QVERIFY(lab.tick(1h).empty());
    QCOMPARE(lab.ticksUntilChange(20), 5);
}

void TestEvaluator::unknownHoldsAndThenClears() {
    auto held = rule("held", "x", {above(Severity::Minor, 0)});
    held.unknownHold = 10s;
    held.steps[0].onDelay = 3s;
    held.steps[0].offDelay = 2s;
    Lab lab({held});
    auto& cells = lab.column("x");
    Lab::put(cells[0], 1);
    lab.tick(2s);
    cells[0].isPresent = false; // what is pending drops
    lab.tick();
    Lab::put(cells[0], 1);
    QCOMPARE(lab.ticksUntilChange(10), 4);
    cells[0].isPresent = false;
    QVERIFY(lab.tick().empty());
    const base::Utc lost = lab.now;
    QCOMPARE(lab.evaluator.explain(lab.paths[0], "held", lab.now).verdict, Verdict::Raised);
    std::vector<Change> changes;
    QCOMPARE(lab.ticksUntilChange(20, &changes), 10);
    QCOMPARE(changes[0].because, Change::Because::Unknown);
    QCOMPARE(changes[0].since, lost);
    // Known again within the hold: as if nothing had been.
    Lab::put(cells[0], 1);
    QCOMPARE(lab.ticksUntilChange(10), 4);
    cells[0].isPresent = false;
    QVERIFY(lab.tick(9s).empty());
    Lab::put(cells[0], 1);
    QVERIFY(lab.tick().empty());
    cells[0].isPresent = false;
    QVERIFY(lab.tick(9s).empty());
    QCOMPARE(lab.evaluator.worst(lab.paths[0]), Severity::Minor);
}

void TestEvaluator::columnThatIsNoLongerGiven() {
    auto held = rule("held", "x", {above(Severity::Minor, 0)});
    held.unknownHold = 5s;
    Lab lab({held});
    Lab::put(lab.column("x")[0], 1);
    lab.column("y");
    QCOMPARE(lab.tick().size(), std::size_t{1});
    lab.drop("x");
    std::vector<Change> changes;
    const int ticks = lab.ticksUntilChange(20, &changes);
    QCOMPARE(ticks, 8); // unknown from the third on, and then the hold
    QCOMPARE(changes[0].because, Change::Because::Unknown);
}

void TestEvaluator::contactAloneKeepsEverything() {
    auto held = rule("held", "x", {above(Severity::Minor, 0)});
    held.unknownHold = 5s;
    auto contact = rule("contact", std::string(alarm::signal::noContact),
                        {is(Severity::Critical, {2})}, model::Scope::Node);
    Lab lab({held, contact});
    Lab::put(lab.column("x")[0], 1);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    lab.drop("x");
    auto& none = lab.column(std::string(alarm::signal::noContact), model::MetricKind::State, 1,
                            model::Scope::Node);
    Lab::put(none[0], 2);
    const auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].subject, lab.node);
    for (int i = 0; i < 100; ++i) {
        QVERIFY(lab.tick().empty());
    }
    QCOMPARE(lab.evaluator.worst(lab.paths[0]), Severity::Minor);
}

void TestEvaluator::explainsEachVerdict() {
    auto off = rule("off", "x", {above(Severity::Minor, 0)});
    off.isEnabled = false;
    auto elsewhere = rule("elsewhere", "x", {above(Severity::Minor, 0)});
    elsewhere.where.regions = {"north"};
    Lab lab({rule("x", "x", {above(Severity::Minor, 5)}), off, elsewhere});
    auto& cells = lab.column("x", model::MetricKind::Gauge, 0.5);
    const auto verdict = [&](const char* id) {
        return lab.evaluator.explain(lab.paths[0], id, lab.now).verdict;
    };
    QCOMPARE(verdict("x"), Verdict::Unknown);
    Lab::put(cells[0], 4);
    lab.tick();
    const auto quiet = lab.evaluator.explain(lab.paths[0], "x", lab.now);
    QCOMPARE(quiet.verdict, Verdict::Quiet);
    QCOMPARE(*quiet.value, 2.0);
    QCOMPARE(*quiet.limit, 5.0);
    QCOMPARE(quiet.definedAt, std::string("x.yaml:1:1"));
    QCOMPARE(verdict("off"), Verdict::Disabled);
    QCOMPARE(verdict("elsewhere"), Verdict::NotForSubject);
    QCOMPARE(verdict("nothing"), Verdict::NoSuchRule);
    Lab::put(cells[0], 11);
    lab.tick();
    const auto raised = lab.evaluator.explain(lab.paths[0], "x", lab.now);
    QCOMPARE(raised.verdict, Verdict::Raised);
    QCOMPARE(raised.severity, Severity::Minor);
    QCOMPARE(*raised.since, lab.now);
    QCOMPARE(*raised.value, 5.5);
}

void TestEvaluator::clockSetBackDoesNotHoldADelay() {
    auto slow = rule("slow", "x", {above(Severity::Minor, 0)});
    slow.steps[0].onDelay = 3s;
    Lab lab({slow});
    Lab::put(lab.column("x")[0], 1);
    lab.tick();
    lab.tick(-1h);
    QCOMPARE(lab.ticksUntilChange(10), 3);
}

QTEST_APPLESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"
