// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/engine/alarmthresholds.h"
#include "core/model/metric.h"

namespace vigie::engine::legacy {

using alarm::AlarmState;
using alarm::Subject;

struct Alarm {
    /// Unique and growing within the table's life.
    std::uint64_t id = 0;
    FaultKind kind = FaultKind::Other;
    Severity severity = Severity::None;
    AlarmState state = AlarmState::Active;
    std::size_t subject = 0;
    /// When the condition began.
    base::Utc since{};
    std::optional<base::Utc> cleared;
    std::optional<double> value;
    /// Of the rule that gave the severity; absent where the rule has none.
    std::optional<double> limit;
};

/// The alarms of a fleet: one per subject and kind. Told what is observed and when (tick time);
/// what is not known changes nothing for 30 s, then counts as gone (it is not measured any more). A
/// subject that is not observed, because contact to it is lost, keeps its alarms as they are.
/// Returned alarms stay until acknowledged, at most 1000 of them: the oldest go first. One that
/// comes back before it was acknowledged is the same alarm again. Not thread-safe; never fails.
class Table {
public:
    explicit Table(std::vector<Rule> rules = defaultRules());

    /// The number of a subject, made at the first call.
    [[nodiscard]] std::size_t subject(const Subject& subject);
    [[nodiscard]] const Subject& subjectAt(std::size_t number) const {
        return m_subjects[number].key;
    }

    void observe(std::size_t subject, FaultKind kind, const Observation& observation, base::Utc at);
    /// The subject is no longer there: what it had returns at once.
    void retire(std::size_t subject, base::Utc at);
    /// False when there is no such alarm or nothing to acknowledge.
    bool acknowledge(std::uint64_t alarmId);

    /// The faults of a subject that are raised now, worst first.
    [[nodiscard]] std::vector<Fault> faults(std::size_t subject) const;
    /// By id: oldest first.
    [[nodiscard]] const std::map<std::uint64_t, Alarm>& alarms() const { return m_alarms; }
    /// Grows with each change that a person would see.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

private:
    enum class Phase : std::uint8_t { Pending, Raised, Clearing };
    /// A rule that is not at rest for a subject.
    struct Slot {
        std::uint8_t rule = 0;
        Phase phase = Phase::Pending;
        base::Utc since{};      // the condition began
        base::Utc phaseSince{}; // the present phase began
        std::optional<base::Utc> unknownSince;
        std::optional<double> value;
    };
    struct Entry {
        Subject key;
        std::uint64_t kinds = 0; // bit per kind that has a slot
        std::vector<Slot> steps;
        std::vector<std::pair<FaultKind, std::uint64_t>> alarms;
    };

    /// False when the slot came to rest and is to go.
    [[nodiscard]] bool step(Slot& slot, std::optional<bool> isTrue, base::Utc at) const;
    void publish(std::size_t subject, FaultKind kind, base::Utc at);
    void clear(Entry& entry, FaultKind kind, base::Utc at);
    void drop(std::uint64_t alarmId);
    void boundReturned();

    std::vector<Rule> m_rules;
    std::array<std::vector<std::uint8_t>, faultKinds> m_rulesOf;
    std::deque<Entry> m_subjects;
    std::map<Subject, std::size_t> m_numbers;
    std::map<std::uint64_t, Alarm> m_alarms;
    std::size_t m_returnedCount = 0;
    std::uint64_t m_nextId = 1;
    std::uint64_t m_revision = 0;
};

} // namespace vigie::engine::legacy
