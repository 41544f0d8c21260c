// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/fault.h"
#include "core/model/fleet.h"
#include "core/model/metric.h"
#include "core/model/plan.h"

/// Rules say when something is an alarm. They are values: read from YAML by core/config/rulesfile,
/// evaluated by Evaluator. docs/alarms.md describes the file.
namespace vigie::alarm {

/// Signals that no node sends: the engine makes them of what nodes send. A rule names them like a
/// metric. States are those of model::state::Content (unknown, clear, present) unless said.
namespace signal {
/// Node: contact to it is lost.
inline constexpr std::string_view noContact = "node.no_contact";
/// Input: nothing arrives; of an input that carries one path, the path says it.
inline constexpr std::string_view inputNoData = "input.no_data";
/// Input: packets lost for good in the last second (RTP, SRT, RIST); a gauge.
inline constexpr std::string_view inputLoss = "input.loss";
/// Input: which of two legs gives nothing, 1 or 2; 0: none. A gauge.
inline constexpr std::string_view legDown = "input.leg_down";
/// Input: the worse of the error ratios behind the correction; a gauge in steps of 1e-12.
inline constexpr std::string_view rfErrors = "rf.errors";
/// Path: nothing arrives on it, and its input does not say so already.
inline constexpr std::string_view pathNoData = "path.no_data";
/// Path: the input carries only it, and one of its streams stands still or is missing.
inline constexpr std::string_view pathStreamStopped = "path.stream_stopped";
/// Path: latency and skew towards its twin, ms; gauges.
inline constexpr std::string_view pathLatency = "path.latency";
inline constexpr std::string_view pathSkew = "path.skew";
} // namespace signal

/// What of a signal is compared.
enum class Measure : std::uint8_t {
    /// The sample itself; of a State metric its index.
    Value,
    /// By how much a counter grew in a second: the larger of the present and the last whole one.
    Rate,
    /// By how much a counter grew within the rule's window.
    Sum,
    /// The same as a percentage of the window's known seconds (a counter of seconds), 0 to 100.
    Percent,
    /// How many robust spreads the sample lies away from what is usual for it (core/baseline);
    /// signed.
    Departure,
    /// Seconds until the signal reaches the rule's target at its present slope (core/baseline).
    Forecast,
    /// Seconds since the signal was last known, while its node is in contact.
    Missing
};

/// Is: equal to one of the step's states.
enum class Compare : std::uint8_t { Is, Above, Below };

/// One severity of a rule.
struct Step {
    Severity severity = Severity::Warning;
    Compare compare = Compare::Above;
    double limit = 0;
    /// Returns beyond this (deadband); equal to `limit`: none. Above: clear <= limit.
    double clear = 0;
    std::vector<std::int64_t> states;
    /// How long the condition must hold, and how long it must not, before the alarm follows.
    std::chrono::milliseconds onDelay{0};
    std::chrono::milliseconds offDelay{0};
    bool operator==(const Step&) const = default;
};

/// Which subjects a rule is for. Empty lists: any.
struct Where {
    std::vector<std::string> regions;
    std::vector<std::string> feeds;
    std::vector<std::string> sports;
    std::vector<std::string> nodes;
    std::vector<std::string> inputs;
    std::vector<model::PathKind> kinds;
    std::vector<model::Transport> transports;
    std::vector<model::Importance> importances;
    bool operator==(const Where&) const = default;
};

/// For people, in the two languages of the desk; `fr` empty: the English holds.
struct Text {
    std::string en;
    std::string fr;
    bool operator==(const Text&) const = default;
};

struct Rule {
    /// Stable name: "rf.margin". An override has the id of what it overrides.
    std::string id;
    /// What it means, for words and icons; Other for rules that only have their own name.
    FaultKind kind = FaultKind::Other;
    model::Scope scope = model::Scope::Path;
    /// Metric key or a name of alarm::signal.
    std::string signal;
    Measure measure = Measure::Value;
    /// Of Sum and Percent: 2 s to 24 h.
    std::chrono::seconds window{60};
    /// Of Forecast: in the signal's unit.
    double target = 0;
    /// Of Departure: also at least so far from the usual, in the signal's unit.
    double leastDeparture = 0;
    /// Rising severity; each severity at most once.
    std::vector<Step> steps;
    Where where;
    /// Ids of rules that explain this one: while one of them holds for the subject, its input or
    /// its node, this one is not raised.
    std::vector<std::string> unless;
    /// Raised only while the path's delivery is on air by the schedule; otherwise suppressed.
    bool isOnAirOnly = true;
    /// Stays until an operator resets it.
    bool isLatched = false;
    bool isEnabled = true;
    /// How long a raised alarm outlives that its signal becomes unknown.
    std::chrono::milliseconds unknownHold{30000};
    Text name;
    Text todo;
    std::string link;
    /// Unit of value and limit, for people: "dB", "ms", "%", "/s"; empty: none.
    std::string unit;
    /// Where it was defined: "rules.yaml:12:5".
    std::string definedAt;
    bool operator==(const Rule&) const = default;
};

/// Rules in force, immutable. Variants of one id stand in the order of the file: the last whose
/// `where` matches a subject is the one for it.
struct RuleSet {
    /// File name or "built-in"; `revision` is a hash of the content, for reports.
    std::string source;
    std::string revision;
    std::vector<Rule> rules;
    [[nodiscard]] const Rule* find(std::string_view id) const;
};
using RuleSetPtr = std::shared_ptr<const RuleSet>;

/// What rules can choose a subject by.
struct SubjectFacts {
    Subject key;
    /// The input of a path, the node of an input: whose alarms explain this one's.
    std::optional<std::size_t> parent;
    std::string regionId;
    std::string feedId;
    std::string sport;
    std::string inputId;
    model::PathKind kind = model::PathKind::Unknown;
    model::Transport transport = model::Transport::Unknown;
    model::Importance importance = model::Importance::Normal;
    bool operator==(const SubjectFacts&) const = default;
};

[[nodiscard]] bool matches(const Where& where, const SubjectFacts& facts);

/// The name of the column that a rule reads: the signal, or "departure:…", "forecast:…:target".
[[nodiscard]] std::string columnOf(const Rule& rule);

/// What a reload changed.
struct RuleChanges {
    std::vector<std::string> added;
    std::vector<std::string> removed;
    std::vector<std::string> changed;
    [[nodiscard]] bool isEmpty() const {
        return added.empty() && removed.empty() && changed.empty();
    }
};
[[nodiscard]] RuleChanges compare(const RuleSet& before, const RuleSet& after);

} // namespace vigie::alarm
