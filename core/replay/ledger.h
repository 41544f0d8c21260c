// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/alarm/rule.h"
#include "core/journal/journal.h"
#include "core/replay/rerun.h"

namespace vigie::replay {

/// Makes the report of a run out of its entries, one after the other. Pure.
class Ledger {
public:
    /// Where a desk begins or goes on: alarms and incidents that are there already. Those of a desk
    /// before that are not among them are told no more of.
    void begin(const engine::BeginState& state);
    /// For the kind of an alarm that came and went within one entry.
    void setRules(alarm::RuleSetPtr rules) { m_rules = std::move(rules); }
    void take(const journal::Entry& entry);

    /// Fills alarms, incidents and the fingerprint; nothing may be taken afterwards.
    void finish(RunReport& into);

private:
    void take(const alarm::Record& record);
    Told& told(std::uint64_t id, base::Utc opened);

    alarm::RuleSetPtr m_rules;
    std::vector<Raised> m_alarms;
    std::map<std::uint64_t, std::size_t> m_present; // by alarm id, into m_alarms
    std::map<std::uint64_t, std::size_t> m_newest;  // also of those that are gone
    std::map<std::uint64_t, std::uint32_t> m_occurrences;
    std::vector<Told> m_incidents;
    std::map<std::uint64_t, std::size_t> m_open; // by incident id, into m_incidents
    std::optional<base::Utc> m_at;               // of the newest record
    std::uint64_t m_print = 0;
    std::uint64_t m_entries = 0;
};

} // namespace vigie::replay
