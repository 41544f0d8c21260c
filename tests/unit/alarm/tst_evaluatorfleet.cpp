// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/alarm/fixture.h"

using namespace alarmlab;
using alarm::Change;
using alarm::Measure;
using alarm::Severity;
using Verdict = alarm::Explanation::Verdict;

/// Rules among each other and over time: variants, explanations, reload, restart, new descriptions.
class TestEvaluatorFleet : public QObject {
    Q_OBJECT

private slots:
    void lastVariantThatMatchesIsInForce();
    void explainedByTheSubjectItself();
    void explainedByInputAndNodeInOneTick();
    void explainedWhatWasRaisedClears();
    void childThatOutlivesItsParentIsRaised();
    void circlesEndAndAreStable();
    void reloadKeepsStates();
    void reloadDropsPendingAndClearsWhatIsGone();
    void reloadMapsSteps();
    void newFactsChooseAnotherVariant();
    void restoredStandsUntilTheNextSample();
    void restoredMissingStaysMissing();
    void newDescriptionKeepsTheState();
    void retiredClearsAtOnce();
    void faultsComeWorstFirst();
    void namesOfColumnsAndRules();
    void comparesRuleSets();
};

void TestEvaluatorFleet::lastVariantThatMatchesIsInForce() {
    auto base = rule("x", "x", {above(Severity::Minor, 5)});
    auto east = rule("x", "x", {above(Severity::Critical, 50)});
    east.where.regions = {"east"};
    auto second = rule("x", "x", {above(Severity::Major, 5)});
    second.where.inputs = {"i1"};
    second.where.regions = {"east"};
    second.isEnabled = false;
    Lab lab({base, east, second});
    auto& cells = lab.column("x");
    for (auto& cell : cells) {
        Lab::put(cell, 20);
    }
    // p0: east, limit 50; p1 and p3: west, limit 5; p2: east on i1, off.
    auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(changes[0].subject, lab.paths[1]);
    QCOMPARE(changes[1].subject, lab.paths[3]);
    QCOMPARE(changes[1].rule, std::size_t{0});
    for (auto& cell : cells) {
        Lab::put(cell, 60);
    }
    changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].subject, lab.paths[0]);
    QCOMPARE(changes[0].rule, std::size_t{1});
    QCOMPARE(lab.evaluator.explain(lab.paths[2], "x", lab.now).verdict, Verdict::Disabled);
}

void TestEvaluatorFleet::explainedByTheSubjectItself() {
    auto black = rule("black", "black", {above(Severity::Major, 0)});
    black.unless = {"no_data"};
    // Stands behind in the file and is evaluated before.
    Lab lab({black, rule("no_data", "no_data", {above(Severity::Critical, 0)})});
    auto& dark = lab.column("black");
    auto& silent = lab.column("no_data");
    Lab::put(dark[0], 1);
    Lab::put(silent[0], 1);
    const auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(lab.evaluator.rules().rules[changes[0].rule].id, std::string("no_data"));
    const auto told = lab.evaluator.explain(lab.paths[0], "black", lab.now);
    QCOMPARE(told.verdict, Verdict::Explained);
    QCOMPARE(told.explainedBy, std::string("no_data"));
}

void TestEvaluatorFleet::explainedByInputAndNodeInOneTick() {
    auto path = rule("path", "x", {above(Severity::Major, 0)});
    path.unless = {"input", "node"};
    auto input = rule("input", "y", {above(Severity::Critical, 0)}, model::Scope::Input);
    // Pending explains, too: otherwise the children would come first.
    input.steps[0].onDelay = 5s;
    const auto node = rule("node", "z", {above(Severity::Critical, 0)}, model::Scope::Node);
    Lab lab({path, input, node});
    auto& paths = lab.column("x");
    for (auto& cell : paths) {
        Lab::put(cell, 1);
    }
    auto& inputs = lab.column("y", model::MetricKind::Gauge, 1, model::Scope::Input);
    Lab::put(inputs[0], 1);
    Lab::put(inputs[1], 0);
    auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{2}); // those of the other input
    QCOMPARE(changes[0].subject, lab.paths[2]);
    QCOMPARE(changes[1].subject, lab.paths[3]);
    auto& nodes = lab.column("z", model::MetricKind::Gauge, 1, model::Scope::Node);
    Lab::put(nodes[0], 1);
    changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{3});
    QCOMPARE(changes[0].subject, lab.node);
    QCOMPARE(changes[1].what, Change::What::Cleared);
    QCOMPARE(changes[1].because, Change::Because::Explained);
}

void TestEvaluatorFleet::explainedWhatWasRaisedClears() {
    auto child = rule("child", "x", {above(Severity::Major, 0)});
    child.unless = {"parent"};
    child.steps[0].offDelay = 3s;
    Lab lab({child, rule("parent", "y", {above(Severity::Major, 0)}, model::Scope::Input)});
    Lab::put(lab.column("x")[0], 1);
    auto& inputs = lab.column("y", model::MetricKind::Gauge, 1, model::Scope::Input);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    Lab::put(inputs[0], 1);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    const auto told = lab.evaluator.explain(lab.paths[0], "child", lab.now);
    QCOMPARE(told.verdict, Verdict::Clearing);
    QCOMPARE(told.left, 3000ms);
    std::vector<Change> changes;
    QCOMPARE(lab.ticksUntilChange(10, &changes), 3);
    QCOMPARE(changes[0].because, Change::Because::Explained);
    QCOMPARE(lab.evaluator.explain(lab.paths[0], "child", lab.now).verdict, Verdict::Explained);
}

void TestEvaluatorFleet::childThatOutlivesItsParentIsRaised() {
    auto child = rule("child", "x", {above(Severity::Major, 0)});
    child.unless = {"parent"};
    child.steps[0].onDelay = 2s;
    Lab lab({child, rule("parent", "y", {above(Severity::Major, 0)}, model::Scope::Input)});
    Lab::put(lab.column("x")[0], 1);
    auto& inputs = lab.column("y", model::MetricKind::Gauge, 1, model::Scope::Input);
    Lab::put(inputs[0], 1);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    const base::Utc began = lab.now;
    QCOMPARE(lab.ticksUntilChange(20), 0);
    Lab::put(inputs[0], 0);
    QCOMPARE(lab.tick().at(0).what, Change::What::Cleared);
    std::vector<Change> changes;
    QCOMPARE(lab.ticksUntilChange(20, &changes), 1);
    QCOMPARE(changes[0].subject, lab.paths[0]);
    QCOMPARE(changes[0].since, began); // it has been so all the time
}

void TestEvaluatorFleet::circlesEndAndAreStable() {
    auto a = rule("a", "x", {above(Severity::Major, 0)});
    a.unless = {"b", "a"};
    auto b = rule("b", "y", {above(Severity::Major, 0)});
    b.unless = {"a"};
    const auto run = [&] {
        Lab lab({a, b});
        Lab::put(lab.column("x")[0], 1);
        Lab::put(lab.column("y")[0], 1);
        return lab.tick();
    };
    const auto changes = run();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].rule, std::size_t{0});
    QCOMPARE(run().at(0).rule, changes[0].rule);
}

void TestEvaluatorFleet::reloadKeepsStates() {
    auto x = rule("x", "x", {above(Severity::Minor, 5)});
    auto errors = rule("sum", "c", {above(Severity::Minor, 3)});
    errors.measure = Measure::Sum;
    Lab lab({x, errors});
    auto& cells = lab.column("x");
    auto& counts = lab.column("c", model::MetricKind::Counter);
    Lab::put(cells[0], 6);
    Lab::put(counts[0], 10);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    const base::Utc began = lab.now;
    Lab::put(counts[0], 12);
    QVERIFY(lab.tick().empty());
    // Another order, another limit, a new rule; the line numbers move.
    x.steps[0].limit = 5.5;
    x.steps[0].clear = 5.5;
    auto fresh = rule("new", "x", {above(Severity::Warning, 100)});
    errors.definedAt = "elsewhere";
    std::vector<Change> changes;
    const auto told = lab.evaluator.setRules(set({fresh, errors, x}), lab.now, changes);
    QVERIFY(changes.empty());
    QCOMPARE(told.added, std::vector<std::string>{"new"});
    QCOMPARE(told.changed, std::vector<std::string>{"x"});
    QVERIFY(told.removed.empty());
    QVERIFY(lab.tick().empty()); // no second alarm
    QCOMPARE(lab.evaluator.faults(lab.paths[0]).at(0).since, began);
    Lab::put(counts[0], 14); // 2 before the reload and 2 after it
    QCOMPARE(lab.tick().size(), std::size_t{1});
    Lab::put(cells[0], 5);
    const auto cleared = lab.tick();
    QCOMPARE(cleared.size(), std::size_t{1});
    QCOMPARE(cleared[0].rule, std::size_t{2});
}

void TestEvaluatorFleet::reloadDropsPendingAndClearsWhatIsGone() {
    auto pending = rule("pending", "x", {above(Severity::Minor, 0)});
    pending.steps[0].onDelay = 3s;
    auto off = rule("off", "x", {above(Severity::Minor, 0)});
    Lab lab({rule("gone", "x", {above(Severity::Major, 0)}), pending, off});
    Lab::put(lab.column("x")[0], 1);
    QCOMPARE(lab.tick().size(), std::size_t{2});
    pending.isEnabled = false;
    off.where.regions = {"west"};
    std::vector<Change> changes;
    const auto told = lab.evaluator.setRules(set({pending, off}), lab.now, changes);
    QCOMPARE(told.removed, std::vector<std::string>{"gone"});
    QCOMPARE(changes.size(), std::size_t{2});
    for (const Change& change : changes) {
        QCOMPARE(change.what, Change::What::Cleared);
        QCOMPARE(change.because, Change::Because::RuleGone);
    }
    QCOMPARE(changes[0].rule, std::size_t{0}); // by the set of before
    QCOMPARE(changes[1].rule, std::size_t{2});
    QCOMPARE(lab.ticksUntilChange(10), 0);
    // Enabled again, its delay begins anew.
    pending.isEnabled = true;
    changes.clear();
    static_cast<void>(lab.evaluator.setRules(set({pending}), lab.now, changes));
    QCOMPARE(lab.ticksUntilChange(10), 4);
}

void TestEvaluatorFleet::reloadMapsSteps() {
    auto x = rule("x", "x", {above(Severity::Warning, 1), above(Severity::Critical, 10)});
    Lab lab({x});
    Lab::put(lab.column("x")[0], 20);
    QCOMPARE(lab.tick().at(0).severity, Severity::Critical);
    x.steps = {above(Severity::Major, 10)};
    std::vector<Change> changes;
    static_cast<void>(lab.evaluator.setRules(set({x}), lab.now, changes));
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].what, Change::What::SeverityChanged);
    QCOMPARE(changes[0].severity, Severity::Major);
    QVERIFY(lab.tick().empty());
}

void TestEvaluatorFleet::newFactsChooseAnotherVariant() {
    auto east = rule("x", "x", {above(Severity::Minor, 5)});
    east.where.regions = {"east"};
    Lab lab({east});
    Lab::put(lab.column("x")[0], 6);
    Lab::put(lab.column("x")[1], 6);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    auto facts = lab.evaluator.factsOf(lab.paths[0]);
    facts.regionId = "west";
    QCOMPARE(lab.evaluator.subject(facts), lab.paths[0]);
    facts = lab.evaluator.factsOf(lab.paths[1]);
    facts.regionId = "east";
    QCOMPARE(lab.evaluator.subject(facts), lab.paths[1]);
    const auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(changes[0].subject, lab.paths[0]);
    QCOMPARE(changes[0].because, Change::Because::RuleGone);
    QCOMPARE(changes[1].subject, lab.paths[1]);
    QCOMPARE(changes[1].what, Change::What::Raised);
}

void TestEvaluatorFleet::restoredStandsUntilTheNextSample() {
    auto x = rule("x", "x", {above(Severity::Minor, 5), above(Severity::Major, 50)});
    x.steps[1].onDelay = 10s;
    x.unknownHold = 5s;
    Lab lab({x});
    QVERIFY(lab.evaluator.restore(lab.paths[0], "x", Severity::Major, start - 1h));
    QVERIFY(lab.evaluator.restore(lab.paths[1], "x", Severity::Critical, start - 1h));
    QVERIFY(!lab.evaluator.restore(lab.paths[1], "nothing", Severity::Minor, start));
    QCOMPARE(lab.evaluator.faults(lab.paths[0]).at(0).since, start - 1h);
    auto& cells = lab.column("x");
    Lab::put(cells[0], 60);
    auto changes = lab.tick();
    QVERIFY(changes.empty()); // raised already, and neither delayed nor told again
    QCOMPARE(lab.evaluator.worst(lab.paths[0]), Severity::Major);
    Lab::put(cells[0], 6);
    changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].severity, Severity::Minor);
    // Never heard of again: gone after the hold.
    QCOMPARE(lab.ticksUntilChange(20, &changes), 4);
    QCOMPARE(changes[0].subject, lab.paths[1]);
    QCOMPARE(changes[0].because, Change::Because::Unknown);
}

void TestEvaluatorFleet::restoredMissingStaysMissing() {
    auto gone = rule("gone", "x", {above(Severity::Warning, 5)});
    gone.measure = Measure::Missing;
    Lab lab({gone});
    QVERIFY(lab.evaluator.restore(lab.paths[0], "gone", Severity::Warning, start - 1min));
    auto& cells = lab.column("x");
    QCOMPARE(lab.ticksUntilChange(100), 0);
    QCOMPARE(*lab.evaluator.faults(lab.paths[0]).at(0).value, 60.0 + 5 + 100);
    Lab::put(cells[0], 1);
    QCOMPARE(lab.tick().at(0).what, Change::What::Cleared);
}

void TestEvaluatorFleet::newDescriptionKeepsTheState() {
    auto x = rule("x", "x", {above(Severity::Minor, 5)});
    auto sum = rule("sum", "c", {above(Severity::Minor, 3)});
    sum.measure = Measure::Sum;
    Lab lab({x, sum});
    auto& cells = lab.column("x");
    auto& counts = lab.column("c", model::MetricKind::Counter);
    Lab::put(cells[0], 6);
    Lab::put(counts[1], 10);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    Lab::put(counts[1], 12);
    QVERIFY(lab.tick().empty());
    // The paths change places.
    std::swap(lab.paths[0], lab.paths[3]);
    std::swap(lab.paths[1], lab.paths[2]);
    QCOMPARE(lab.evaluator.bind("n", {{lab.node}, lab.inputs, lab.paths}), lab.binding);
    std::swap(cells[0], cells[3]);
    std::swap(counts[1], counts[2]);
    QVERIFY(lab.tick().empty());
    Lab::put(counts[2], 14);
    const auto changes = lab.tick();
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].subject, lab.paths[2]);
    QCOMPARE(*changes[0].value, 4.0);
}

void TestEvaluatorFleet::retiredClearsAtOnce() {
    auto x = rule("x", "x", {above(Severity::Minor, 5)});
    x.steps[0].offDelay = 1h;
    Lab lab({x});
    Lab::put(lab.column("x")[0], 6);
    QCOMPARE(lab.tick().size(), std::size_t{1});
    std::vector<Change> changes;
    lab.evaluator.retire(lab.paths[0], lab.now, changes);
    QCOMPARE(changes.size(), std::size_t{1});
    QCOMPARE(changes[0].because, Change::Because::SubjectGone);
    QVERIFY(lab.evaluator.faults(lab.paths[0]).empty());
    lab.evaluator.retire(lab.paths[0], lab.now, changes);
    QCOMPARE(changes.size(), std::size_t{1});
}

void TestEvaluatorFleet::faultsComeWorstFirst() {
    auto second = rule("b", "x", {above(Severity::Critical, 0)});
    second.kind = alarm::FaultKind::Black;
    Lab lab({rule("a", "x", {above(Severity::Minor, 0)}), second,
             rule("c", "x", {above(Severity::Critical, 0)})});
    Lab::put(lab.column("x")[0], 1);
    lab.tick();
    const auto faults = lab.evaluator.faults(lab.paths[0]);
    QCOMPARE(faults.size(), std::size_t{3});
    QCOMPARE(faults[0].ruleId, std::string("b"));
    QCOMPARE(faults[0].kind, alarm::FaultKind::Black);
    QCOMPARE(faults[1].ruleId, std::string("c"));
    QCOMPARE(faults[2].severity, Severity::Minor);
}

void TestEvaluatorFleet::namesOfColumnsAndRules() {
    auto r = rule("r", "rf.margin", {});
    QCOMPARE(alarm::columnOf(r), std::string("rf.margin"));
    r.measure = Measure::Departure;
    QCOMPARE(alarm::columnOf(r), std::string("departure:rf.margin"));
    r.measure = Measure::Forecast;
    QCOMPARE(alarm::columnOf(r), std::string("forecast:rf.margin:0"));
    r.target = 0.1;
    QCOMPARE(alarm::columnOf(r), std::string("forecast:rf.margin:0.1"));

    auto special = r;
    special.where.nodes = {"n"};
    auto general = r;
    general.link = "later";
    const alarm::RuleSet rules{"", "", {special, r, general, special}};
    QCOMPARE(rules.find("r")->link, std::string("later"));
    QVERIFY(rules.find("s") == nullptr);
    const alarm::RuleSet onlySpecial{"", "", {special}};
    QCOMPARE(onlySpecial.find("r"), onlySpecial.rules.data());
}

void TestEvaluatorFleet::comparesRuleSets() {
    const auto a = rule("a", "x", {above(Severity::Minor, 1)});
    auto b = rule("b", "x", {above(Severity::Minor, 1)});
    auto variant = b;
    variant.where.feeds = {"f"};
    const alarm::RuleSet before{"", "", {a, b, variant}};
    QVERIFY(alarm::compare(before, {"other", "1", {b, variant, a}}).isEmpty());
    // Which variant comes last counts.
    QCOMPARE(alarm::compare(before, {"", "", {a, variant, b}}).changed,
             std::vector<std::string>{"b"});
    b.definedAt = "rules.yaml:99:1";
    QVERIFY(alarm::compare(before, {"", "", {a, b, variant}}).isEmpty());
    b.todo.fr = "Appeler";
    QCOMPARE(alarm::compare(before, {"", "", {a, b, variant}}).changed,
             std::vector<std::string>{"b"});
    const auto changes = alarm::compare(before, {"", "", {a, rule("c", "x", {})}});
    QCOMPARE(changes.added, std::vector<std::string>{"c"});
    QCOMPARE(changes.removed, std::vector<std::string>{"b"});
}

QTEST_APPLESS_MAIN(TestEvaluatorFleet)
#include "tst_evaluatorfleet.moc"
