// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the alarm rules cost: 10 nodes of 800 paths, 60 rules (gauges with deadbands, states,
// counters by rate, sum and percentage, missing data), one tick a second, against one plain pass
// over the same cells that adds up what is known. The two take turns in one process; medians of
// processor time. Once with the fleet as it usually is, where a few paths in a hundred have
// something, and once with all paths of one node in many alarms.
// Usage: bench_rules [--paths 800] [--nodes 10] [--seconds 60]
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/alarm/evaluator.h"

using namespace vigie;
using namespace std::chrono_literals;

namespace {

constexpr base::Utc start = base::utcFromNs(1'790'000'000'000'000'000);

double threadCpu() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// One signal: how it moves, and the rules that read it.
struct Signal {
    std::string name;
    model::MetricKind kind = model::MetricKind::Gauge;
    double step = 1;
    /// Of gauges: raw integers that it usually keeps between.
    std::int64_t low = 0;
    std::int64_t high = 0;
};

alarm::Step step(alarm::Severity severity, alarm::Compare compare, double limit, double clear) {
    alarm::Step made;
    made.severity = severity;
    made.compare = compare;
    made.limit = limit;
    made.clear = clear;
    made.onDelay = 2s;
    made.offDelay = 10s;
    return made;
}

alarm::Rule rule(const Signal& signal, const char* suffix) {
    alarm::Rule made;
    made.id = signal.name + suffix;
    made.signal = signal.name;
    made.unless = {"state.0"};
    return made;
}

/// 18 gauges with a rule of two steps each, 6 of them also with one on missing data; 20 states;
/// 8 counters with a rule on their rate, and one on their sum or percentage. 60 rules.
void makeRules(std::vector<Signal>& signals, alarm::RuleSet& set) {
    for (int i = 0; i < 20; ++i) {
        Signal& signal = signals.emplace_back();
        signal = {fmt::format("state.{}", i), model::MetricKind::State, 1, 1, 1};
        alarm::Rule made = rule(signal, "");
        made.steps = {step(alarm::Severity::Major, alarm::Compare::Is, 0, 0)};
        made.steps[0].states = {2, 3};
        if (i == 0) {
            made.unless.clear();
        }
        set.rules.push_back(made);
    }
    for (int i = 0; i < 18; ++i) {
        const Signal signal{fmt::format("gauge.{}", i), model::MetricKind::Gauge, 0.1, 400, 600};
        signals.push_back(signal);
        alarm::Rule made = rule(signal, "");
        const bool isAbove = i % 2 == 0;
        const auto compare = isAbove ? alarm::Compare::Above : alarm::Compare::Below;
        made.steps = {
            step(alarm::Severity::Warning, compare, isAbove ? 70 : 30, isAbove ? 65 : 35),
            step(alarm::Severity::Critical, compare, isAbove ? 90 : 10, isAbove ? 85 : 15)};
        set.rules.push_back(made);
        if (i < 6) {
            made = rule(signal, ".missing");
            made.measure = alarm::Measure::Missing;
            made.steps = {step(alarm::Severity::Minor, alarm::Compare::Above, 30, 30)};
            set.rules.push_back(made);
        }
    }
    for (int i = 0; i < 8; ++i) {
        const Signal signal{fmt::format("count.{}", i), model::MetricKind::Counter, 1, 0, 0};
        signals.push_back(signal);
        alarm::Rule made = rule(signal, ".rate");
        made.measure = alarm::Measure::Rate;
        made.steps = {step(alarm::Severity::Minor, alarm::Compare::Above, 0, 0),
                      step(alarm::Severity::Major, alarm::Compare::Above, 100, 100)};
        set.rules.push_back(made);
        made = rule(signal, ".window");
        made.measure = i % 2 == 0 ? alarm::Measure::Sum : alarm::Measure::Percent;
        made.window = i % 2 == 0 ? 60s : 600s;
        made.steps = {step(alarm::Severity::Major, alarm::Compare::Above, 10, 5)};
        set.rules.push_back(made);
    }
}

struct Node {
    std::size_t binding = 0;
    std::vector<std::vector<model::Cell>> columns;
    std::vector<alarm::SignalColumn> given;
};

/// Moves every gauge, keeps states and counters, and makes `faulty` of the paths bad: a quarter of
/// their states, a sixth of their gauges, half of their counters.
void move(Node& node, const std::vector<Signal>& signals, std::mt19937_64& random, double faulty) {
    for (std::size_t i = 0; i < signals.size(); ++i) {
        const Signal& signal = signals[i];
        auto& cells = node.columns[i];
        const auto bad = static_cast<std::size_t>(faulty * static_cast<double>(cells.size()));
        for (std::size_t row = 0; row < cells.size(); ++row) {
            model::Cell& cell = cells[row];
            // A quarter of the gauges is not there at all: an RF margin of what is no carrier.
            cell.isPresent =
                signal.kind != model::MetricKind::Gauge || (row + i) % 4 != 0 || row < bad;
            const bool isBad = row < bad;
            switch (signal.kind) {
            case model::MetricKind::State:
                cell.raw = isBad && i % 4 == 1 ? 2 : 1;
                break;
            case model::MetricKind::Counter:
                cell.raw += isBad && i % 2 == 0 && random() % 2 == 0 ? 3 : 0;
                break;
            case model::MetricKind::Gauge:
            case model::MetricKind::Mark: {
                const auto span = static_cast<std::uint64_t>(signal.high - signal.low);
                cell.raw = isBad && i % 6 == 0
                               ? (i % 2 == 0 ? 950 : 50)
                               : signal.low + static_cast<std::int64_t>(random() % span);
                break;
            }
            }
        }
    }
}

std::int64_t plainPass(const Node& node) {
    std::int64_t sum = 0;
    for (const auto& cells : node.columns) {
        for (const model::Cell& cell : cells) {
            sum += cell.isPresent ? cell.raw : 0;
        }
    }
    return sum;
}

struct Outcome {
    double plain = 0;
    double rules = 0;
    double ratio = 0;
    std::size_t changes = 0;
    std::size_t raised = 0;
    std::int64_t sum = 0;
};

Outcome measure(std::size_t nodeCount, std::size_t paths, int seconds, double faulty,
                bool isStorm) {
    std::vector<Signal> signals;
    auto set = std::make_shared<alarm::RuleSet>();
    makeRules(signals, *set);
    alarm::Evaluator evaluator(set);
    std::vector<Node> nodes(nodeCount);
    for (std::size_t n = 0; n < nodeCount; ++n) {
        alarm::Evaluator::Rows rows;
        alarm::SubjectFacts facts;
        facts.key = {model::Scope::Node, fmt::format("node-{}", n), ""};
        rows.node.push_back(evaluator.subject(facts));
        for (std::size_t p = 0; p < paths; ++p) {
            facts.key.scope = model::Scope::Path;
            facts.key.id = fmt::format("path-{}", p);
            facts.parent = rows.node[0];
            rows.paths.push_back(evaluator.subject(facts));
        }
        nodes[n].binding = evaluator.bind(facts.key.nodeId, rows);
        nodes[n].columns.resize(signals.size(), std::vector<model::Cell>(paths));
        for (std::size_t i = 0; i < signals.size(); ++i) {
            nodes[n].given.push_back({signals[i].name, model::Scope::Path, signals[i].step,
                                      signals[i].kind, nodes[n].columns[i]});
        }
    }
    std::mt19937_64 random(1);
    std::vector<double> plain;
    std::vector<double> rules;
    std::vector<double> ratio;
    std::vector<alarm::Change> changes;
    Outcome outcome;
    for (int second = 0; second < seconds + 5; ++second) {
        for (std::size_t n = 0; n < nodeCount; ++n) {
            move(nodes[n], signals, random, isStorm && n == 0 && second > 4 ? 1.0 : faulty);
        }
        changes.clear();
        // In turns, each going first every other second: who is second finds the cells in cache.
        double ours = 0;
        double theirs = 0;
        for (const bool isOurs : {second % 2 == 0, second % 2 != 0}) {
            const double begin = threadCpu();
            for (const Node& node : nodes) {
                if (isOurs) {
                    evaluator.evaluate(node.binding, start + std::chrono::seconds(second),
                                       node.given, changes);
                } else {
                    outcome.sum += plainPass(node);
                }
            }
            (isOurs ? ours : theirs) = threadCpu() - begin;
        }
        if (second < 5) {
            continue;
        }
        outcome.changes += changes.size();
        plain.push_back(theirs);
        rules.push_back(ours);
        ratio.push_back(ours / theirs);
    }
    for (std::size_t subject = 0; subject < evaluator.subjects(); ++subject) {
        outcome.raised += evaluator.faults(subject).size();
    }
    outcome.plain = median(plain);
    outcome.rules = median(rules);
    outcome.ratio = median(ratio);
    return outcome;
}

} // namespace

int main(int argc, char** argv) {
    std::size_t nodes = 10;
    std::size_t paths = 800;
    int seconds = 60;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        const int value = std::atoi(argv[i + 1]);
        if (option == "--nodes") {
            nodes = static_cast<std::size_t>(value);
        } else if (option == "--paths") {
            paths = static_cast<std::size_t>(value);
        } else if (option == "--seconds") {
            seconds = value;
        }
    }
    if (nodes < 1 || nodes > 1000 || paths < 1 || paths > 100'000 || seconds < 1) {
        fmt::print(stderr, "usage: bench_rules [--nodes N] [--paths N] [--seconds N]\n");
        return 2;
    }
    fmt::print("command: bench_rules --nodes {} --paths {} --seconds {}\n", nodes, paths, seconds);
    fmt::print("{} paths x 60 rules over 46 columns, one tick a second; medians of {} rounds in "
               "turns, processor time\n",
               nodes * paths, seconds);
    const auto show = [&](const char* name, double faulty, bool isStorm) {
        const Outcome o = measure(nodes, paths, seconds, faulty, isStorm);
        fmt::print("{:34} plain pass {:6.3f} ms  rules {:6.3f} ms  ratio {:5.2f}  {:5.2f} % of a "
                   "core  ({} raised, {} changes, sum {})\n",
                   name, o.plain * 1e3, o.rules * 1e3, o.ratio, o.rules * 100, o.raised, o.changes,
                   o.sum);
    };
    show("all quiet", 0, false);
    show("one path in a hundred is bad", 0.01, false);
    show("one node has all paths bad", 0.01, true);
    return 0;
}
