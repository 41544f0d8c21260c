// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/alarm/evaluatorimpl.h"

namespace vigie::alarm {
namespace {

using Verdict = Explanation::Verdict;

std::chrono::milliseconds leftOf(std::chrono::milliseconds delay, base::Utc from, base::Utc at) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(delay - (at - from));
    return std::clamp(left, std::chrono::milliseconds(0), delay);
}

/// What the slot says: the worst of what is up, else what becomes up first.
void tell(Explanation& told, const Slot& slot, const Rule& rule, base::Utc at) {
    const Step* step = nullptr;
    if (slot.isUp()) {
        told.severity = slot.worst();
        told.since = slot.since;
        step = findStep(rule, told.severity);
        const bool isRaised =
            std::any_of(slot.steps.begin(), slot.steps.end(),
                        [](const StepState& s) { return s.phase == StepPhase::Raised; });
        told.verdict = isRaised ? Verdict::Raised : Verdict::Clearing;
        for (const Step& each : rule.steps) {
            const StepState& state = slot.step(each.severity);
            if (!isRaised && state.phase == StepPhase::Clearing) {
                told.left = std::max(told.left, leftOf(each.offDelay, state.endedAt, at));
            }
        }
    } else {
        for (const Step& each : rule.steps) {
            const StepState& state = slot.step(each.severity);
            if (state.phase != StepPhase::Pending) {
                continue;
            }
            const auto left = leftOf(each.onDelay, state.delayFrom, at);
            if (!step || left <= told.left) {
                step = &each;
                told.left = left;
                told.since = state.since;
                told.severity = each.severity;
            }
        }
        told.verdict = slot.explainedBy ? Verdict::Explained : Verdict::Pending;
        if (slot.explainedBy) {
            told.left = std::chrono::milliseconds(0);
        }
    }
    told.limit = limitOf(step);
}

} // namespace

const Lane* Evaluator::Impl::laneFor(const SubjectState& subject, std::uint32_t column) const {
    if (subject.binding == nowhere) {
        return nullptr;
    }
    const auto& lanes = m_bindings[subject.binding].lanes;
    const auto found = std::find_if(lanes.begin(), lanes.end(),
                                    [column](const Lane& lane) { return lane.column() == column; });
    return found == lanes.end() || subject.row >= found->rows() ? nullptr : &*found;
}

Explanation Evaluator::Impl::explain(std::size_t subject, std::string_view ruleId,
                                     base::Utc at) const {
    Explanation told;
    told.ruleId = std::string(ruleId);
    const auto group = m_plan.findGroup(ruleId);
    if (!group) {
        told.verdict = Verdict::NoSuchRule;
        return told;
    }
    const SubjectState& state = m_subjects[subject];
    const std::int32_t variant = m_plan.profile(state.profile).variants[*group];
    if (variant == RulePlan::none) {
        told.verdict = Verdict::NotForSubject;
        return told;
    }
    const auto index = static_cast<std::uint32_t>(variant);
    const Rule& rule = m_plan.rule(index);
    told.definedAt = rule.definedAt;
    if (const Lane* const lane = laneFor(state, m_plan.entry(index).column)) {
        told.value = lane->read(rule, state.row).value;
    }
    if (!rule.isEnabled) {
        told.verdict = Verdict::Disabled;
        return told;
    }
    if (const std::size_t number = findSlot(state, *group); number != nowhere) {
        const Slot& slot = state.slots[number];
        tell(told, slot, rule, at);
        if (slot.explainedBy) {
            told.explainedBy = m_plan.groupId(*slot.explainedBy);
        }
        return told;
    }
    told.verdict = told.value ? Verdict::Quiet : Verdict::Unknown;
    if (!rule.steps.empty()) {
        told.limit = limitOf(&rule.steps.front());
    }
    return told;
}

} // namespace vigie::alarm
