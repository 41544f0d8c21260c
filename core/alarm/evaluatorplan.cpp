// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/evaluatorplan.h"

#include <algorithm>
#include <set>
#include <utility>

namespace vigie::alarm {

RulePlan::RulePlan(RuleSetPtr rules)
    : m_rules(rules ? std::move(rules) : std::make_shared<const RuleSet>()) {
    std::map<std::pair<model::Scope, std::string>, std::uint32_t> columns;
    for (const Rule& rule : m_rules->rules) {
        Entry& entry = m_entries.emplace_back();
        const auto [group, isNewGroup] =
            m_groupNumbers.try_emplace(rule.id, static_cast<std::uint32_t>(m_groups.size()));
        if (isNewGroup) {
            m_groups.push_back(rule.id);
        }
        entry.group = group->second;
        const std::string name = columnOf(rule);
        const auto [column, isNewColumn] =
            columns.try_emplace({rule.scope, name}, static_cast<std::uint32_t>(m_columns.size()));
        if (isNewColumn) {
            m_columns.push_back({rule.scope, name});
        }
        entry.column = column->second;
    }
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        for (const std::string& id : m_rules->rules[i].unless) {
            if (const auto group = findGroup(id)) {
                m_entries[i].explainers.push_back(*group);
            }
        }
    }
    rank();
}

std::optional<std::uint32_t> RulePlan::findGroup(std::string_view id) const {
    const auto found = m_groupNumbers.find(id);
    return found == m_groupNumbers.end() ? std::nullopt : std::optional(found->second);
}

void RulePlan::rank() {
    // What a rule waits for, within its scope; the scopes follow each other anyway.
    const std::size_t count = m_entries.size();
    std::vector<std::size_t> open(count, 0);
    std::vector<std::vector<std::uint32_t>> waiting(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        for (std::uint32_t j = 0; j < count; ++j) {
            const auto& explainers = m_entries[i].explainers;
            if (m_entries[j].group != m_entries[i].group && rule(i).scope == rule(j).scope &&
                std::find(explainers.begin(), explainers.end(), m_entries[j].group) !=
                    explainers.end()) {
                ++open[i];
                waiting[j].push_back(i);
            }
        }
    }
    using Key = std::pair<model::Scope, std::uint32_t>;
    std::set<Key> ready;
    std::set<Key> rest;
    for (std::uint32_t i = 0; i < count; ++i) {
        (open[i] == 0 ? ready : rest).insert({rule(i).scope, i});
    }
    while (!ready.empty() || !rest.empty()) {
        // In a circle of explanations the first of the file goes first.
        std::set<Key>& from = ready.empty() ? rest : ready;
        const std::uint32_t next = from.begin()->second;
        from.erase(from.begin());
        m_order.push_back(next);
        for (const std::uint32_t after : waiting[next]) {
            if (open[after] > 0 && --open[after] == 0 &&
                rest.erase({rule(after).scope, after}) > 0) {
                ready.insert({rule(after).scope, after});
            }
        }
    }
    // A circle in one scope may have let another scope go ahead of it.
    std::stable_sort(m_order.begin(), m_order.end(), [this](std::uint32_t a, std::uint32_t b) {
        return rule(a).scope < rule(b).scope;
    });
    for (std::uint32_t i = 0; i < count; ++i) {
        m_entries[m_order[i]].rank = i;
    }
}

std::uint32_t RulePlan::profileOf(const SubjectFacts& facts) {
    std::vector<std::int32_t> variants(m_groups.size(), none);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (rule(i).scope == facts.key.scope && matches(rule(i).where, facts)) {
            variants[m_entries[i].group] = static_cast<std::int32_t>(i);
        }
    }
    const auto [found, isNew] = m_profileNumbers.try_emplace(
        std::move(variants), static_cast<std::uint32_t>(m_profiles.size()));
    if (isNew) {
        Profile& made = m_profiles.emplace_back();
        made.variants = found->first;
        made.byColumn.resize(m_columns.size());
        for (const std::int32_t variant : made.variants) {
            if (variant != none && rule(static_cast<std::size_t>(variant)).isEnabled) {
                const auto index = static_cast<std::uint32_t>(variant);
                made.byColumn[m_entries[index].column].push_back(index);
            }
        }
    }
    return found->second;
}

std::optional<std::uint32_t> RulePlan::inForce(std::uint32_t profile, std::uint32_t group) const {
    const std::int32_t variant = m_profiles[profile].variants[group];
    if (variant == none || !rule(static_cast<std::size_t>(variant)).isEnabled) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(variant);
}

} // namespace vigie::alarm
