// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/fault.h"

/// What the book, the journal, the screens and the outward targets say of alarms: values only.
namespace vigie::alarm {

/// ISA-18.2 / IEC 62682, states A to F. G, H and I (shelved, suppressed, out of service) lie over
/// them: see Alarm.
enum class AlarmState : std::uint8_t {
    /// B. Present, nobody has seen it.
    Active,
    /// C. Present, seen.
    Acknowledged,
    /// D. Gone, not yet seen.
    Returned,
    /// E. Gone, latched, not yet seen.
    LatchedUnacknowledged,
    /// F. Gone, latched, seen; waits for the reset.
    LatchedAcknowledged,
    /// A. Gone and seen: kept only while a shelf lies over it.
    Normal
};

/// Why it is suppressed by design (H); bits.
enum class Suppression : std::uint8_t { None = 0, OffAir = 1, Maintenance = 2, ParentFailed = 4 };
[[nodiscard]] constexpr std::uint8_t bit(Suppression reason) {
    return static_cast<std::uint8_t>(reason);
}

/// G. One-shot ends when the alarm returns, and at `until` at the latest: always limited.
struct Shelf {
    bool isOneShot = false;
    base::Utc until{};
    std::string operatorName;
    std::string reason;
    bool operator==(const Shelf&) const = default;
};

struct Alarm {
    /// Unique and growing, over restarts too.
    std::uint64_t id = 0;
    std::string ruleId;
    FaultKind kind = FaultKind::Other;
    Severity severity = Severity::None;
    AlarmState state = AlarmState::Active;
    Subject subject;
    std::string feedId;
    std::string regionId;
    /// Of a path: the input that it hangs on; empty otherwise. What covers the input covers it.
    std::string parentInputId;
    /// When the condition began.
    base::Utc since{};
    std::optional<base::Utc> cleared;
    std::optional<double> value;
    std::optional<double> limit;
    bool isLatching = false;
    /// Of its rule: off air by the schedule it is kept out of sight.
    bool isOnAirOnly = true;
    std::optional<Shelf> shelf;
    std::uint8_t suppressed = 0; // bits of Suppression
    bool isOutOfService = false;
    std::string acknowledgedBy;
    std::optional<base::Utc> acknowledgedAt;
    std::string assignedTo;
    /// The newest one; all are in the journal.
    std::string comment;
    /// How often it was raised since it is in the book.
    std::uint32_t occurrences = 1;
    /// 0: none.
    std::uint64_t incidentId = 0;

    /// The condition holds now.
    [[nodiscard]] bool isPresent() const {
        return state == AlarmState::Active || state == AlarmState::Acknowledged;
    }
    [[nodiscard]] bool isUnacknowledged() const {
        return state == AlarmState::Active || state == AlarmState::Returned ||
               state == AlarmState::LatchedUnacknowledged;
    }
    /// Shown in the list of alarms and heard; otherwise only in the list of what is hidden.
    [[nodiscard]] bool isAnnunciated() const {
        return !shelf && suppressed == 0 && !isOutOfService && state != AlarmState::Normal;
    }
    bool operator==(const Alarm&) const = default;
};

enum class ActionKind : std::uint8_t {
    Acknowledge,
    /// Resets latched alarms.
    Reset,
    /// Needs `until` and `text` (the reason).
    Shelve,
    ShelveOneShot,
    Unshelve,
    /// Of alarms by id, or of a subject and its rule (`subject`, `ruleId`; empty: all its rules).
    OutOfService,
    ReturnToService,
    /// Of a subject and what hangs on it, until `until`; needs `text`.
    BeginMaintenance,
    EndMaintenance,
    Comment,
    /// To `text`; empty: to nobody.
    Assign,
    /// Takes back the action `undoes`, where nothing has changed since.
    Undo,
    SignOn,
    SignOff,
    /// From `operatorName` to `text`: with the open incidents that were read out.
    HandOver,
    /// Sounds off until `until`.
    Mute
};

/// What an operator does. Each needs a name (who), except SignOff.
struct Action {
    ActionKind kind = ActionKind::Acknowledge;
    std::string operatorName;
    std::vector<std::uint64_t> alarmIds;
    /// All alarms of these, and those that join them within the same step.
    std::vector<std::uint64_t> incidentIds;
    std::optional<Subject> subject;
    std::string ruleId;
    std::string text;
    std::optional<base::Utc> until;
    std::uint64_t undoes = 0;
    bool operator==(const Action&) const = default;
};

enum class RecordKind : std::uint8_t {
    Raised,
    /// Again, before it was acknowledged or while it was shelved.
    RaisedAgain,
    SeverityChanged,
    Cleared,
    Latched,
    /// It left the book: gone and seen.
    Closed,
    Acknowledged,
    Unacknowledged,
    Reset,
    Shelved,
    Unshelved,
    ShelfEnded,
    Suppressed,
    Released,
    OutOfService,
    ReturnedToService,
    MaintenanceBegan,
    MaintenanceEnded,
    Commented,
    Assigned,
    Undone,
    SignedOn,
    SignedOff,
    HandedOver,
    Muted,
    RulesLoaded,
    RulesRefused,
    IncidentOpened,
    IncidentChanged,
    IncidentEnded,
    /// The desk began; alarms of before were restored.
    Restarted,
    Refused
};

/// One line of the journal: what happened, when, by whom, why.
struct Record {
    /// From 1, by one, over restarts.
    std::uint64_t sequence = 0;
    base::Utc at{};
    RecordKind kind = RecordKind::Raised;
    std::uint64_t alarmId = 0;
    std::uint64_t incidentId = 0;
    /// The action that caused it; 0: none.
    std::uint64_t actionId = 0;
    std::string operatorName;
    std::string ruleId;
    Subject subject;
    std::string feedId;
    std::string regionId;
    Severity severity = Severity::None;
    AlarmState state = AlarmState::Active;
    std::optional<double> value;
    std::optional<double> limit;
    std::optional<base::Utc> until;
    std::string text;
    /// Of an alarm: it was shown and heard; false: shelved, suppressed or out of service.
    bool isAnnunciated = true;
    bool operator==(const Record&) const = default;
};

/// Maintenance or out of service that lies over a subject, whether or not it has alarms.
struct Override {
    Subject subject;
    /// Empty: all.
    std::string ruleId;
    bool isMaintenance = false;
    /// Absent: until taken back (out of service only).
    std::optional<base::Utc> until;
    std::string operatorName;
    std::string reason;
    bool operator==(const Override&) const = default;
};

} // namespace vigie::alarm
