// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/rule.h"

namespace vigie::alarm {

/// A rule set made ready for evaluation: which column each rule reads, in which order rules are to
/// be looked at so that what explains comes before what it explains, and which variants are in
/// force for a subject. Subjects with the same variants share a profile. Belongs to an Evaluator.
class RulePlan {
public:
    explicit RulePlan(RuleSetPtr rules);

    struct Column {
        model::Scope scope = model::Scope::Path;
        std::string name;
    };
    struct Entry {
        /// Number of its id.
        std::uint32_t group = 0;
        std::uint32_t column = 0;
        /// Position in the order of evaluation: Node, Input, Path; explaining rules first.
        std::uint32_t rank = 0;
        /// Groups of `unless` that exist.
        std::vector<std::uint32_t> explainers;
    };
    static constexpr std::int32_t none = -1;
    struct Profile {
        /// The variant in force per group, enabled or not; `none` where no `where` matches.
        std::vector<std::int32_t> variants;
        /// Enabled rules per column.
        std::vector<std::vector<std::uint32_t>> byColumn;
    };

    [[nodiscard]] const RuleSet& rules() const { return *m_rules; }
    [[nodiscard]] const RuleSetPtr& ruleSet() const { return m_rules; }
    [[nodiscard]] const Rule& rule(std::size_t index) const { return m_rules->rules[index]; }
    [[nodiscard]] const Entry& entry(std::size_t rule) const { return m_entries[rule]; }
    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    [[nodiscard]] std::optional<std::uint32_t> findGroup(std::string_view id) const;
    [[nodiscard]] const std::string& groupId(std::uint32_t group) const { return m_groups[group]; }
    /// Rules by rank.
    [[nodiscard]] const std::vector<std::uint32_t>& order() const { return m_order; }

    /// The profile of a subject, made where it is the first of its kind.
    [[nodiscard]] std::uint32_t profileOf(const SubjectFacts& facts);
    [[nodiscard]] const Profile& profile(std::uint32_t number) const { return m_profiles[number]; }
    /// The enabled variant in force; nothing where there is none.
    [[nodiscard]] std::optional<std::uint32_t> inForce(std::uint32_t profile,
                                                       std::uint32_t group) const;

private:
    void rank();

    RuleSetPtr m_rules;
    std::vector<Entry> m_entries;
    std::vector<Column> m_columns;
    std::vector<std::string> m_groups;
    std::map<std::string, std::uint32_t, std::less<>> m_groupNumbers;
    std::vector<std::uint32_t> m_order;
    std::deque<Profile> m_profiles;
    std::map<std::vector<std::int32_t>, std::uint32_t> m_profileNumbers;
};

} // namespace vigie::alarm
