// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <system_error>

namespace vigie::alarm {
namespace {

template <typename T> bool admits(const std::vector<T>& list, const T& value) {
    return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

/// As short as it can be and still the same number, in no locale.
std::string toText(double number) {
    std::array<char, 64> text{};
    const auto done = std::to_chars(text.data(), text.data() + text.size(), number);
    return done.ec == std::errc() ? std::string(text.data(), done.ptr) : std::string("?");
}

/// The variants of each id in the order of the file. Where they stand in it does not count: a
/// comment above a rule does not change it.
std::map<std::string, std::vector<Rule>> variantsOf(const RuleSet& set) {
    std::map<std::string, std::vector<Rule>> variants;
    for (const Rule& rule : set.rules) {
        variants[rule.id].push_back(rule);
        variants[rule.id].back().definedAt.clear();
    }
    return variants;
}

} // namespace

const Rule* RuleSet::find(std::string_view id) const {
    const Rule* found = nullptr;
    for (const Rule& rule : rules) {
        if (rule.id == id && (!found || rule.where == Where{})) {
            found = &rule;
        }
    }
    return found;
}

bool matches(const Where& where, const SubjectFacts& facts) {
    return admits(where.kinds, facts.kind) && admits(where.transports, facts.transport) &&
           admits(where.importances, facts.importance) && admits(where.regions, facts.regionId) &&
           admits(where.feeds, facts.feedId) && admits(where.sports, facts.sport) &&
           admits(where.nodes, facts.key.nodeId) && admits(where.inputs, facts.inputId);
}

std::string columnOf(const Rule& rule) {
    switch (rule.measure) {
    case Measure::Departure:
        return "departure:" + rule.signal;
    case Measure::Forecast:
        return "forecast:" + rule.signal + ":" + toText(rule.target);
    case Measure::Value:
    case Measure::Rate:
    case Measure::Sum:
    case Measure::Percent:
    case Measure::Missing:
        break;
    }
    return rule.signal;
}

RuleChanges compare(const RuleSet& before, const RuleSet& after) {
    const auto old = variantsOf(before);
    const auto fresh = variantsOf(after);
    RuleChanges changes;
    for (const auto& [id, variants] : fresh) {
        const auto found = old.find(id);
        if (found == old.end()) {
            changes.added.push_back(id);
        } else if (found->second != variants) {
            changes.changed.push_back(id);
        }
    }
    for (const auto& [id, variants] : old) {
        if (!fresh.contains(id)) {
            changes.removed.push_back(id);
        }
    }
    return changes;
}

} // namespace vigie::alarm
