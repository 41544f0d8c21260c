// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/alarm/incident.h"
#include "core/alarm/rule.h"
#include "core/baseline/baselines.h"
#include "core/engine/witness.h"
#include "core/record/recording.h"

namespace vigie::replay {

/// Alarms, incidents and what else operators saw and did, as it stood at a moment: the newest book
/// or begin, and every entry since. Going on a little reads only what came; going elsewhere begins
/// at the nearest book, at most ten minutes earlier. Belongs to one thread. What cannot be read is
/// left out.
class PastBook {
public:
    /// Must outlive it.
    explicit PastBook(record::Recording& recording) : m_recording(recording) {}

    void moveTo(base::Utc at);

    [[nodiscard]] const std::map<std::uint64_t, alarm::Alarm>& alarms() const { return m_alarms; }
    [[nodiscard]] const std::map<std::uint64_t, alarm::Incident>& incidents() const {
        return m_incidents;
    }
    [[nodiscard]] const std::vector<alarm::Override>& overrides() const { return m_overrides; }
    [[nodiscard]] const std::string& operatorName() const { return m_operatorName; }
    [[nodiscard]] std::optional<base::Utc> mutedUntil() const { return m_mutedUntil; }
    /// As of the newest book, by alarm.
    [[nodiscard]] const std::map<std::uint64_t, baseline::Usual>& usual() const { return m_usual; }
    /// Never null.
    [[nodiscard]] const alarm::RuleSetPtr& rules() const { return m_rules; }
    [[nodiscard]] const std::optional<model::Plan>& plan() const { return m_plan; }
    /// Another one for each other plan.
    [[nodiscard]] std::uint64_t planRevision() const { return m_planRevision; }

private:
    void rebuild(base::Utc at);
    void goOn(base::Utc from, base::Utc to);
    void take(const record::Item& item);
    void takeEntry(const journal::Entry& entry);
    void beginFrom(const std::optional<record::FoundNote>& begin);

    record::Recording& m_recording;
    std::map<std::uint64_t, alarm::Alarm> m_alarms;
    std::map<std::uint64_t, alarm::Incident> m_incidents;
    std::vector<alarm::Override> m_overrides;
    std::string m_operatorName;
    std::optional<base::Utc> m_mutedUntil;
    std::map<std::uint64_t, baseline::Usual> m_usual;
    alarm::RuleSetPtr m_rules = std::make_shared<alarm::RuleSet>();
    std::optional<model::Plan> m_plan;
    std::uint64_t m_planRevision = 0;

    std::optional<base::Utc> m_at;
    /// Up to and including these orders it is taken.
    std::uint64_t m_entryOrder = 0;
    std::uint64_t m_ruleOrder = 0;
    /// The begin that was read last: it is large, and several moments share it.
    std::optional<std::uint64_t> m_beginOrder;
    engine::BeginState m_begin;
};

} // namespace vigie::replay
