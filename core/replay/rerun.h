// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/rule.h"
#include "core/base/result.h"
#include "core/engine/witness.h"
#include "core/record/recording.h"
#include "core/record/tools.h"

namespace vigie::replay {

/// One alarm of a run, from raised to gone. Raised again it is another one: what is missed the
/// second time is missed.
struct Raised {
    std::string ruleId;
    alarm::Subject subject;
    std::string feedId;
    std::string regionId;
    alarm::FaultKind kind = alarm::FaultKind::Other;
    /// The worst it had.
    alarm::Severity severity = alarm::Severity::None;
    /// When the desk raised it, delays included; of one from before the recording, when it began.
    base::Utc since{};
    /// Absent: still present at the end of the recording.
    std::optional<base::Utc> cleared;
    /// Which raise this was since the alarm is in the book; 1: the first.
    std::uint32_t occurrences = 1;
    /// It was shown and heard at some time.
    bool isAnnunciated = true;
    /// In the book of its run: the same over its raises.
    std::uint64_t alarmId = 0;
    /// The newest one that it was part of; 0: none.
    std::uint64_t incidentId = 0;
    bool operator==(const Raised&) const = default;
};

/// One incident of a run.
struct Told {
    /// As it was last, with the worst severity that it had.
    alarm::Incident incident;
    base::Utc opened{};
    /// When its last child cleared; absent: still open at the end of the recording.
    std::optional<base::Utc> closed;
    bool operator==(const Told&) const = default;
};

struct RunReport {
    /// Where the recording's own stretch lies.
    base::Utc from{};
    base::Utc to{};
    alarm::RuleSetPtr rules;
    std::vector<Raised> alarms;
    std::vector<Told> incidents;
    /// A hash over every record and incident of the run, in order and to the bit: equal runs have
    /// equal prints.
    std::string fingerprint;
    std::uint64_t inputs = 0;
    /// Stretches that could not be read, and gaps.
    std::vector<record::Damage> damages;
    /// It began while the desk ran: delays that ran began anew at `from`, and up to here it may
    /// differ from what the desk itself said. Absent: it began with the desk, and does not.
    std::optional<base::Utc> settled;
};

struct RerunOptions {
    /// Null: those that were in force, with every change that was recorded. Otherwise only these.
    alarm::RuleSetPtr rules;
    /// What operators did is done again (acknowledgements matter to shelves and latches).
    bool hasActions = true;
    /// Only from the newest Begin at or before the one, up to the other; absent: all there is.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    record::Progress progress;
    /// Sees every entry as it is made; may be empty.
    std::function<void(const journal::Entry&)> entries;
};

/// Gives a recording's facts to a new engine, as fast as it can, from its first Begin on. The same
/// recording and rules give the same report, to the bit, on any machine. One thread.
[[nodiscard]] base::Result<RunReport> rerun(record::Recording& recording,
                                            const RerunOptions& options);

/// What the desk itself decided while it recorded: the report of its entries, without an engine.
[[nodiscard]] base::Result<RunReport> asRecorded(record::Recording& recording,
                                                 const record::Progress& progress);
/// The same of a stretch; of the options only from, to, entries and progress are asked.
[[nodiscard]] base::Result<RunReport> recordedBetween(record::Recording& recording,
                                                      const RerunOptions& options);

/// One difference between two runs over the same recording.
struct Difference {
    enum class Kind : std::uint8_t { Appeared, Vanished, Moved, SeverityChanged };
    Kind kind = Kind::Appeared;
    /// Of an alarm or of an incident: the other is absent. Of one that appeared or vanished there
    /// is one side only, or both where it is there but shown to nobody on the other.
    std::optional<Raised> alarmBefore;
    std::optional<Raised> alarmAfter;
    std::optional<Told> incidentBefore;
    std::optional<Told> incidentAfter;
    /// Of Moved: by how much later (positive) it begins and ends.
    std::chrono::milliseconds beginMoved{0};
    std::chrono::milliseconds endMoved{0};
};

struct Comparison {
    RunReport baseline;
    RunReport candidate;
    /// By time.
    std::vector<Difference> differences;
    [[nodiscard]] bool isSame() const { return differences.empty(); }
};

/// An alarm vanished that was part of an incident of severity major or worse: `incident` is that.
/// Null: no such thing.
[[nodiscard]] const Told* hiddenOutage(const Difference& difference, const Comparison& in);

/// Pairs alarms by rule and subject, and incidents by cause, where they overlap or lie within
/// `tolerance` of each other. Smaller moves than `leastMove` are none.
[[nodiscard]] Comparison compare(RunReport baseline, RunReport candidate,
                                 std::chrono::milliseconds leastMove,
                                 std::chrono::milliseconds tolerance);

} // namespace vigie::replay
