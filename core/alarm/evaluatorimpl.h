// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/evaluator.h"
#include "core/alarm/evaluatorlanes.h"
#include "core/alarm/evaluatorplan.h"
#include "core/alarm/evaluatorslots.h"

namespace vigie::alarm {

/// Subjects with what is not at rest about them, and bindings with their lanes.
class Evaluator::Impl {
public:
    explicit Impl(RuleSetPtr rules);

    std::size_t subject(const SubjectFacts& facts);
    [[nodiscard]] const SubjectFacts& factsOf(std::size_t subject) const {
        return m_subjects[subject].facts;
    }
    [[nodiscard]] std::size_t subjects() const { return m_subjects.size(); }
    std::size_t bind(const std::string& nodeId, Rows rows);
    void evaluate(std::size_t binding, base::Utc at, std::span<const SignalColumn> columns,
                  std::vector<Change>& changes);
    void interrupt(std::size_t binding);
    void retire(std::size_t subject, base::Utc at, std::vector<Change>& changes);
    bool restore(std::size_t subject, std::string_view ruleId, Severity severity, base::Utc since);
    RuleChanges setRules(RuleSetPtr rules, base::Utc at, std::vector<Change>& changes);
    [[nodiscard]] const RuleSet& rules() const { return m_plan.rules(); }
    [[nodiscard]] std::vector<Fault> faults(std::size_t subject) const;
    [[nodiscard]] Severity worst(std::size_t subject) const;
    [[nodiscard]] Explanation explain(std::size_t subject, std::string_view ruleId,
                                      base::Utc at) const;

private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

    struct SubjectState {
        SubjectFacts facts;
        std::uint32_t profile = 0;
        std::vector<Slot> slots;
        /// Of `slots`, in their order: what is searched most often lies together.
        std::vector<std::uint32_t> groups;
        std::size_t binding = nowhere;
        std::size_t row = 0;
    };
    struct Binding {
        std::string nodeId;
        Rows rows;
        std::vector<Lane> lanes;
        /// Which lane the i-th column of the last call was; nowhere: no rule reads it.
        std::vector<std::size_t> laneOfColumn;
        std::vector<std::pair<std::string, model::Scope>> columnsBefore;
        /// Facts of a subject changed: what its rules are, too.
        bool isStale = true;
        std::optional<base::Utc> last;
        /// The last call told of lost contact only.
        bool wasOut = false;
        /// Nanoseconds for which it has been evaluated, from an arbitrary begin.
        std::int64_t clock = 1'000'000'000'000'000'000;
    };
    struct Task {
        std::size_t lane = 0;
        std::uint32_t row = 0;
    };

    [[nodiscard]] static const std::vector<std::size_t>& rowsOf(const Rows& rows,
                                                                model::Scope scope);
    [[nodiscard]] const Lane* laneFor(const SubjectState& subject, std::uint32_t column) const;
    void rebuild(Binding& binding, const Rows& before,
                 const std::vector<RulePlan::Column>& columnsBefore);
    void mapColumns(Binding& binding, std::span<const SignalColumn> columns) const;
    void collect(Binding& binding, std::size_t lane, const std::vector<std::uint32_t>& loud,
                 base::Utc at);
    void run(Binding& binding, base::Utc at, std::vector<Change>& changes);
    void step(std::size_t subject, std::uint32_t rule, Lane& lane, std::uint32_t row, base::Utc at,
              std::vector<Change>& changes);
    [[nodiscard]] std::optional<std::uint32_t> explainer(std::size_t subject,
                                                         std::uint32_t rule) const;
    /// Index among the slots; nowhere: the rule is at rest.
    [[nodiscard]] static std::size_t findSlot(const SubjectState& state, std::uint32_t group);
    static Slot& addSlot(SubjectState& state, std::uint32_t group);
    static void removeSlot(SubjectState& state, std::size_t slot);
    static void setSlots(SubjectState& state, std::vector<Slot> slots);
    /// Drops slots whose rule is no longer in force for the subject; what they had raised is told
    /// under the index of the rule that was.
    void dropGone(std::size_t subject, std::uint32_t profileBefore, base::Utc at,
                  std::vector<Change>& changes);
    void flushDeferred(base::Utc at, std::vector<Change>& changes);

    RulePlan m_plan;
    std::vector<SubjectState> m_subjects;
    std::map<Subject, std::size_t> m_numbers;
    std::vector<Binding> m_bindings;
    std::map<std::string, std::size_t, std::less<>> m_bindingNumbers;
    /// Cleared by new facts, where no changes can be told; told by the next call that can.
    std::vector<Change> m_deferred;
    /// By rank; only within evaluate().
    std::vector<std::vector<Task>> m_tasks;
    std::vector<std::uint32_t> m_loud;
};

} // namespace vigie::alarm
