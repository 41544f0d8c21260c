// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/rule.h"
#include "core/model/tick.h"

namespace vigie::alarm {

/// A rule began or ended to hold for a subject, or its severity changed.
struct Change {
    enum class What : std::uint8_t { Raised, SeverityChanged, Cleared };
    What what = What::Raised;
    std::size_t subject = 0;
    /// Index into the rule set in force; of what setRules() clears (RuleGone) into the set before.
    std::size_t rule = 0;
    Severity severity = Severity::None;
    /// When the condition began (Raised), or when it ended.
    base::Utc since{};
    /// Of the worst step that is raised; absent where it compares states.
    std::optional<double> value;
    std::optional<double> limit;
    /// Of Cleared: why, beside that the condition ended.
    enum class Because : std::uint8_t { Condition, Unknown, RuleGone, SubjectGone, Explained };
    Because because = Because::Condition;
};

/// One signal for the rows of one binding, as rules read it.
struct SignalColumn {
    std::string_view name;
    model::Scope scope = model::Scope::Path;
    /// Of its raw integers.
    double step = 1;
    model::MetricKind kind = model::MetricKind::Gauge;
    /// Row i belongs to the i-th subject of the scope in the binding. May be empty: unknown.
    std::span<const model::Cell> cells;
};

/// Why a rule does or does not hold for a subject at a moment; for people and `vigiectl rules
/// explain`.
struct Explanation {
    enum class Verdict : std::uint8_t {
        NoSuchRule,
        Disabled,
        /// Its `where` does not match; another variant may.
        NotForSubject,
        /// The signal is not known.
        Unknown,
        /// The condition does not hold.
        Quiet,
        /// It holds, and waits for the on-delay.
        Pending,
        Raised,
        /// It ended, and waits for the off-delay.
        Clearing,
        /// It holds, and another rule explains it.
        Explained
    };
    Verdict verdict = Verdict::Unknown;
    std::string ruleId;
    /// The variant that applies: where it was defined.
    std::string definedAt;
    std::optional<double> value;
    std::optional<double> limit;
    Severity severity = Severity::None;
    /// Pending and Clearing: how long the delay still runs.
    std::chrono::milliseconds left{0};
    std::optional<base::Utc> since;
    /// Explained: by which rule.
    std::string explainedBy;
};

/// Holds the rules against the samples of a fleet, column by column: a row whose sample lies in the
/// quiet range of all rules of its column costs one comparison. Everything runs on tick time; the
/// same samples give the same changes. What is not known changes nothing for the rule's hold, then
/// counts as gone; what is not evaluated (no contact) keeps what it has. Not thread-safe.
class Evaluator {
public:
    explicit Evaluator(RuleSetPtr rules);
    ~Evaluator();
    Evaluator(const Evaluator&) = delete;
    Evaluator& operator=(const Evaluator&) = delete;

    /// The number of a subject, made at the first call; facts may change (a plan came).
    [[nodiscard]] std::size_t subject(const SubjectFacts& facts);
    [[nodiscard]] const SubjectFacts& factsOf(std::size_t subject) const;
    [[nodiscard]] std::size_t subjects() const;

    /// Names the subjects of one node: its own number, its inputs and paths in row order. Returns a
    /// handle for evaluate(); binding a node again (a new description) replaces it and keeps the
    /// state of the subjects that stay.
    struct Rows {
        std::vector<std::size_t> node;
        std::vector<std::size_t> inputs;
        std::vector<std::size_t> paths;
    };
    [[nodiscard]] std::size_t bind(const std::string& nodeId, Rows rows);
    /// One tick of a node. Columns that no rule reads cost nothing. Changes are appended, in the
    /// order of evaluation: Node, Input, Path; explaining rules first. A column that is left out
    /// keeps what it has for 2 s, then its rows are unknown. A call with signal::noContact alone
    /// says that there is no contact: nothing else is evaluated, and everything else is kept.
    void evaluate(std::size_t binding, base::Utc at, std::span<const SignalColumn> columns,
                  std::vector<Change>& changes);
    /// The node's counters begin anew; what they grew before stays in the windows.
    void interrupt(std::size_t binding);
    /// The subject is no longer there: what it had clears at once.
    void retire(std::size_t subject, base::Utc at, std::vector<Change>& changes);
    /// After a restart of the desk: the alarm stands as it did; the next sample decides. False: no
    /// rule of that id is in force for the subject, nothing will ever clear it here.
    bool restore(std::size_t subject, std::string_view ruleId, Severity severity, base::Utc since);

    /// Keeps the state of rules that are still there; rules that are gone or disabled clear what
    /// they had (their pending delays are dropped).
    RuleChanges setRules(RuleSetPtr rules, base::Utc at, std::vector<Change>& changes);
    [[nodiscard]] const RuleSet& rules() const;

    /// What is raised now for a subject, worst first.
    [[nodiscard]] std::vector<Fault> faults(std::size_t subject) const;
    [[nodiscard]] Severity worst(std::size_t subject) const;
    [[nodiscard]] Explanation explain(std::size_t subject, std::string_view ruleId,
                                      base::Utc at) const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::alarm
