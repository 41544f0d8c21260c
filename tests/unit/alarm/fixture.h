// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/evaluator.h"

/// A small fleet for the tests of the evaluator: one node with inputs and paths whose cells are set
/// by name, and whose time is set by hand.
namespace alarmlab {

using namespace std::chrono_literals;
using namespace vigie;

inline constexpr base::Utc start = base::utcFromNs(1'790'000'000'000'000'000);

inline alarm::Step above(alarm::Severity severity, double limit) {
    alarm::Step step;
    step.severity = severity;
    step.compare = alarm::Compare::Above;
    step.limit = limit;
    step.clear = limit;
    return step;
}
inline alarm::Step below(alarm::Severity severity, double limit) {
    alarm::Step step = above(severity, limit);
    step.compare = alarm::Compare::Below;
    return step;
}
inline alarm::Step is(alarm::Severity severity, std::vector<std::int64_t> states) {
    alarm::Step step = above(severity, 0);
    step.compare = alarm::Compare::Is;
    step.states = std::move(states);
    return step;
}
inline alarm::Rule rule(std::string id, std::string signal, std::vector<alarm::Step> steps,
                        model::Scope scope = model::Scope::Path) {
    alarm::Rule rule;
    rule.definedAt = id + ".yaml:1:1";
    rule.id = std::move(id);
    rule.signal = std::move(signal);
    rule.scope = scope;
    rule.steps = std::move(steps);
    return rule;
}
inline alarm::RuleSetPtr set(std::vector<alarm::Rule> rules) {
    auto made = std::make_shared<alarm::RuleSet>();
    made->rules = std::move(rules);
    return made;
}

/// One node, two inputs, two paths on each.
class Lab {
public:
    explicit Lab(std::vector<alarm::Rule> rules) : evaluator(set(std::move(rules))) {
        alarm::SubjectFacts facts;
        facts.key = {model::Scope::Node, "n", ""};
        node = evaluator.subject(facts);
        for (int i = 0; i < 2; ++i) {
            facts = {};
            facts.key = {model::Scope::Input, "n", "i" + std::to_string(i)};
            facts.inputId = facts.key.id;
            facts.parent = node;
            inputs.push_back(evaluator.subject(facts));
        }
        for (std::size_t i = 0; i < 4; ++i) {
            facts = {};
            facts.key = {model::Scope::Path, "n", "p" + std::to_string(i)};
            facts.inputId = "i" + std::to_string(i / 2);
            facts.regionId = i % 2 == 0 ? "east" : "west";
            facts.parent = inputs[i / 2];
            paths.push_back(evaluator.subject(facts));
        }
        binding = evaluator.bind("n", {{node}, inputs, paths});
    }

    /// The column, made at the first call; unknown in all rows.
    std::vector<model::Cell>& column(const std::string& name,
                                     model::MetricKind kind = model::MetricKind::Gauge,
                                     double step = 1, model::Scope scope = model::Scope::Path) {
        for (Given& given : m_columns) {
            if (given.name == name && given.scope == scope) {
                return given.cells;
            }
        }
        const std::size_t rows = scope == model::Scope::Node    ? 1
                                 : scope == model::Scope::Input ? inputs.size()
                                                                : paths.size();
        m_columns.push_back({name, scope, step, kind, std::vector<model::Cell>(rows)});
        return m_columns.back().cells;
    }
    void drop(const std::string& name) {
        std::erase_if(m_columns, [&](const Given& given) { return given.name == name; });
    }
    static void put(model::Cell& cell, std::int64_t raw) {
        cell.raw = raw;
        cell.isPresent = true;
    }

    /// One tick `later` than the last; what it changed.
    std::vector<alarm::Change> tick(std::chrono::nanoseconds later = 1s) {
        now += later;
        std::vector<alarm::SignalColumn> columns;
        for (const Given& given : m_columns) {
            columns.push_back({given.name, given.scope, given.step, given.kind, given.cells});
        }
        std::vector<alarm::Change> changes;
        evaluator.evaluate(binding, now, columns, changes);
        return changes;
    }
    /// Ticks of a second each, until something changes; how many, counting that one. 0: nothing.
    int ticksUntilChange(int most, std::vector<alarm::Change>* changes = nullptr) {
        for (int i = 1; i <= most; ++i) {
            auto seen = tick();
            if (!seen.empty()) {
                if (changes) {
                    *changes = std::move(seen);
                }
                return i;
            }
        }
        return 0;
    }

    alarm::Evaluator evaluator;
    std::size_t node = 0;
    std::vector<std::size_t> inputs;
    std::vector<std::size_t> paths;
    std::size_t binding = 0;
    base::Utc now = start;

private:
    struct Given {
        std::string name;
        model::Scope scope = model::Scope::Path;
        double step = 1;
        model::MetricKind kind = model::MetricKind::Gauge;
        std::vector<model::Cell> cells;
    };
    std::deque<Given> m_columns;
};

} // namespace alarmlab
