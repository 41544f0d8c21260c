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
#include "core/engine/witness.h"
#include "core/record/recording.h"
#include "core/record/tools.h"

namespace vigie::replay {

/// One alarm of a run, from raised to gone.
struct Raised {
    std::string ruleId;
    alarm::Subject subject;
    std::string feedId;
    std::string regionId;
    alarm::FaultKind kind = alarm::FaultKind::Other;
    /// The worst it had.
    alarm::Severity severity = alarm::Severity::None;
    base::Utc since{};
    /// Absent: still present at the end of the recording.
    std::optional<base::Utc> cleared;
    std::uint32_t occurrences = 1;
    bool isAnnunciated = true;
    bool operator==(const Raised&) const = default;
};

/// One incident of a run.
struct Told {
    alarm::Incident incident;
    base::Utc opened{};
    std::optional<base::Utc> closed;
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
};

struct RerunOptions {
    /// Null: those that were in force, with every change that was recorded. Otherwise only these.
    alarm::RuleSetPtr rules;
    /// What operators did is done again (acknowledgements matter to shelves and latches).
    bool hasActions = true;
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

/// One difference between two runs over the same recording.
struct Difference {
    enum class Kind : std::uint8_t { Appeared, Vanished, Moved, SeverityChanged };
    Kind kind = Kind::Appeared;
    /// Of an alarm or of an incident: the other is absent.
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

/// Pairs alarms by rule and subject, and incidents by cause, where they overlap or lie within
/// `tolerance` of each other. Smaller moves than `leastMove` are none.
[[nodiscard]] Comparison compare(RunReport baseline, RunReport candidate,
                                 std::chrono::milliseconds leastMove,
                                 std::chrono::milliseconds tolerance);

} // namespace vigie::replay
