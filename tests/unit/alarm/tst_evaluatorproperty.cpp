// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "tests/unit/alarm/fixture.h"
#include "tests/unit/alarm/naive.h"

using namespace alarmlab;
using alarm::Change;
using alarm::Measure;
using alarm::Severity;

namespace {

/// Random, and the same for the same seed on every machine.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) {}
    int below(int count) { return static_cast<int>(m_engine() % static_cast<unsigned>(count)); }
    bool isOneIn(int count) { return below(count) == 0; }
    template <typename T> T of(std::initializer_list<T> choices) {
        return *(choices.begin() + below(static_cast<int>(choices.size())));
    }

private:
    std::mt19937_64 m_engine;
};

struct Signal {
    std::string name;
    model::Scope scope = model::Scope::Path;
    model::MetricKind kind = model::MetricKind::Gauge;
    double step = 1;
};

std::vector<Signal> makeSignals() {
    using model::MetricKind;
    using model::Scope;
    return {{"gauge", Scope::Path, MetricKind::Gauge, 0.1},
            {"level", Scope::Path, MetricKind::Gauge, 1},
            {"state", Scope::Path, MetricKind::State, 1},
            {"count", Scope::Path, MetricKind::Counter, 1},
            {"errored", Scope::Path, MetricKind::Counter, 1},
            {"input.gauge", Scope::Input, MetricKind::Gauge, 1},
            {"input.count", Scope::Input, MetricKind::Counter, 1},
            {"node.state", Scope::Node, MetricKind::State, 1}};
}

alarm::Step makeStep(Dice& dice, Severity severity, const Signal& signal, Measure measure) {
    alarm::Step step = above(severity, 0);
    const auto worse = static_cast<double>(severity);
    if (signal.kind == model::MetricKind::State && measure == Measure::Value) {
        step = is(severity, {dice.of<std::int64_t>({2, 3, 4})});
    } else if (dice.isOneIn(3)) {
        step = below(severity, 3.3 - worse);
        step.clear = step.limit + dice.of({0.0, 0.0, 0.5});
    } else {
        step = above(severity, measure == Measure::Percent ? 10 * worse : 1.3 + worse);
        step.clear = step.limit - dice.of({0.0, 0.0, 1.0});
    }
    step.onDelay = dice.of({0ms, 0ms, 900ms, 2500ms});
    step.offDelay = dice.of({0ms, 0ms, 1100ms, 4000ms});
    return step;
}

std::vector<alarm::Rule> makeRules(Dice& dice) {
    const auto list = makeSignals();
    std::vector<alarm::Rule> rules;
    for (int i = 0; i < 16; ++i) {
        const Signal& signal = list[static_cast<std::size_t>(dice.below(8))];
        alarm::Rule made = rule("r" + std::to_string(i), signal.name, {}, signal.scope);
        if (i > 4 && dice.isOneIn(6)) {
            // A variant of an earlier one, maybe of another signal of its scope.
            const alarm::Rule& former = rules[static_cast<std::size_t>(dice.below(i))];
            if (former.scope == signal.scope) {
                made.id = former.id;
                made.unless = former.unless;
            }
        }
        if (dice.isOneIn(5)) {
            made.measure = Measure::Missing;
        } else if (signal.kind == model::MetricKind::Counter) {
            made.measure = dice.of({Measure::Rate, Measure::Sum, Measure::Percent, Measure::Value});
        }
        made.window = dice.of({2s, 7s, 20s});
        made.unknownHold = dice.of({0ms, 3000ms, 8000ms});
        made.isEnabled = !dice.isOneIn(12);
        if (dice.isOneIn(4)) {
            made.where.regions = {dice.of<std::string>({"east", "west"})};
        }
        for (int j = 0; j < i && made.unless.size() < 2; ++j) {
            if (dice.isOneIn(8) && rules[static_cast<std::size_t>(j)].id != made.id) {
                made.unless.push_back("r" + std::to_string(j));
            }
        }
        made.steps = {makeStep(dice, Severity::Warning, signal, made.measure)};
        if (dice.isOneIn(2)) {
            made.steps.push_back(makeStep(dice, Severity::Critical, signal, made.measure));
        }
        rules.push_back(made);
    }
    // Explanations of variants must not go in circles: only what no other stands behind.
    for (std::size_t i = 0; i < rules.size(); ++i) {
        std::erase_if(rules[i].unless, [&](const std::string& id) {
            for (std::size_t j = 0; j < rules.size(); ++j) {
                if ((rules[j].id == id && j >= i) || (rules[j].id == rules[i].id && j < i)) {
                    return true;
                }
            }
            return false;
        });
    }
    return rules;
}

/// What one cell does next.
void moveCell(Dice& dice, model::MetricKind kind, model::Cell& cell) {
    if (dice.isOneIn(cell.isPresent ? 25 : 4)) {
        cell.isPresent = !cell.isPresent;
    }
    switch (kind) {
    case model::MetricKind::Counter:
        if (dice.isOneIn(40)) {
            cell.raw = dice.below(3);
        } else if (dice.isOneIn(4)) {
            cell.raw += dice.below(4);
        }
        break;
    case model::MetricKind::State:
        if (dice.isOneIn(8)) {
            cell.raw = dice.below(5);
        }
        break;
    case model::MetricKind::Gauge:
    case model::MetricKind::Mark:
        if (dice.isOneIn(3)) {
            cell.raw = dice.below(8);
        }
        break;
    }
}

std::string describe(const Change& change) {
    const auto number = [](std::optional<double> value) {
        return value ? std::to_string(*value) : std::string("-");
    };
    return std::to_string(static_cast<int>(change.what)) + " subject " +
           std::to_string(change.subject) + " rule " + std::to_string(change.rule) + " severity " +
           std::to_string(static_cast<int>(change.severity)) + " since " +
           std::to_string((change.since - start).count() / 1'000'000) + " value " +
           number(change.value) + " limit " + number(change.limit) + " because " +
           std::to_string(static_cast<int>(change.because));
}

/// One run of the evaluator and of the naive one beside it, over random rules and samples.
struct Run {
    std::vector<std::string> lines;
    std::string difference;
    std::map<Change::What, int> kinds;
    std::map<Change::Because, int> causes;
};

Run run(std::uint64_t seed) {
    Dice dice(seed);
    const auto rules = makeRules(dice);
    Lab lab(rules);
    std::vector<alarm::SubjectFacts> facts;
    for (std::size_t i = 0; i < lab.evaluator.subjects(); ++i) {
        facts.push_back(lab.evaluator.factsOf(i));
    }
    Naive naive(rules, facts);
    Run done;
    for (int tick = 0; tick < 400 && done.difference.empty(); ++tick) {
        const auto later = dice.of({100ms, 250ms, 1000ms, 1000ms, 1000ms, 3000ms});
        for (const Signal& signal : makeSignals()) {
            auto& cells = lab.column(signal.name, signal.kind, signal.step, signal.scope);
            const auto& subjects = signal.scope == model::Scope::Node    ? std::vector{lab.node}
                                   : signal.scope == model::Scope::Input ? lab.inputs
                                                                         : lab.paths;
            for (std::size_t row = 0; row < cells.size(); ++row) {
                moveCell(dice, signal.kind, cells[row]);
                const bool isKnown =
                    cells[row].isPresent &&
                    !(signal.kind == model::MetricKind::State && cells[row].raw == 0);
                naive.sample(subjects[row], signal.name, lab.now + later,
                             isKnown ? std::optional(cells[row].raw) : std::nullopt, signal.step);
            }
        }
        auto ours = lab.tick(later);
        // Of one rule they come in the order of the rows, which may change.
        for (auto begin = ours.begin(); begin != ours.end();) {
            const auto end = std::find_if(begin, ours.end(), [rule = begin->rule](const Change& c) {
                return c.rule != rule;
            });
            std::sort(begin, end,
                      [](const Change& a, const Change& b) { return a.subject < b.subject; });
            begin = end;
        }
        const auto theirs = naive.evaluate(lab.now);
        for (std::size_t i = 0; i < std::max(ours.size(), theirs.size()); ++i) {
            const std::string a = i < ours.size() ? describe(ours[i]) : "nothing";
            const std::string b = i < theirs.size() ? describe(theirs[i]) : "nothing";
            if (a != b) {
                done.difference = "seed " + std::to_string(seed) + " tick " + std::to_string(tick) +
                                  ": " + a + " | expected " + b;
                break;
            }
            done.lines.push_back(a);
            ++done.kinds[ours[i].what];
            ++done.causes[ours[i].because];
        }
        if (dice.isOneIn(60)) {
            lab.evaluator.interrupt(lab.binding);
            naive.interrupt();
        }
        if (dice.isOneIn(50)) {
            // A new description: the rows change places, nothing else does.
            std::swap(lab.paths[0], lab.paths[3]);
            for (const Signal& signal : makeSignals()) {
                if (signal.scope == model::Scope::Path) {
                    auto& cells = lab.column(signal.name);
                    std::swap(cells[0], cells[3]);
                }
            }
            lab.binding = lab.evaluator.bind("n", {{lab.node}, lab.inputs, lab.paths});
        }
        if (dice.isOneIn(70)) {
            // The same rules once more.
            std::vector<Change> changes;
            static_cast<void>(lab.evaluator.setRules(set(rules), lab.now, changes));
            if (!changes.empty()) {
                done.difference = "a reload changed something";
            }
        }
    }
    return done;
}

} // namespace

class TestEvaluatorProperty : public QObject {
    Q_OBJECT

private slots:
    void columnsGiveWhatTheNaiveOneGives();
    void sameSamplesGiveTheSameChanges();
};

void TestEvaluatorProperty::columnsGiveWhatTheNaiveOneGives() {
    Run all;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Run one = run(seed);
        QVERIFY2(one.difference.empty(), one.difference.c_str());
        for (const auto& [kind, count] : one.kinds) {
            all.kinds[kind] += count;
        }
        for (const auto& [cause, count] : one.causes) {
            all.causes[cause] += count;
        }
    }
    // It all happened, and not once by chance.
    QVERIFY(all.kinds[Change::What::Raised] > 1000);
    QVERIFY(all.kinds[Change::What::SeverityChanged] > 500);
    QVERIFY(all.causes[Change::Because::Unknown] > 100);
    QVERIFY(all.causes[Change::Because::Explained] > 100);
}

void TestEvaluatorProperty::sameSamplesGiveTheSameChanges() {
    const auto first = run(4711).lines;
    QVERIFY(first.size() > 50);
    QCOMPARE(run(4711).lines, first);
}

QTEST_APPLESS_MAIN(TestEvaluatorProperty)
#include "tst_evaluatorproperty.moc"
