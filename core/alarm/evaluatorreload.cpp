// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is not samples: rules and subjects that come and go, and alarms of before a restart.
#include <algorithm>
#include <utility>

#include "core/alarm/evaluatorimpl.h"

namespace vigie::alarm {
namespace {

Change cleared(const Slot& slot, const Rule& rule, std::size_t subject, std::size_t index,
               Change::Because because, base::Utc at) {
    const Step* const step = findStep(rule, slot.reported);
    Change change;
    change.what = Change::What::Cleared;
    change.subject = subject;
    change.rule = index;
    change.since = at;
    change.value = figureOf(step, slot.value);
    change.limit = limitOf(step);
    change.because = because;
    return change;
}

} // namespace

void Evaluator::Impl::dropGone(std::size_t subject, std::uint32_t profileBefore, base::Utc at,
                               std::vector<Change>& changes) {
    SubjectState& state = m_subjects[subject];
    std::vector<Slot> slots = state.slots;
    std::erase_if(slots, [&](const Slot& slot) {
        if (m_plan.inForce(state.profile, slot.group)) {
            return false;
        }
        const auto rule = m_plan.inForce(profileBefore, slot.group);
        if (rule && slot.reported != Severity::None) {
            changes.push_back(
                cleared(slot, m_plan.rule(*rule), subject, *rule, Change::Because::RuleGone, at));
        }
        return true;
    });
    setSlots(state, std::move(slots));
}

void Evaluator::Impl::flushDeferred(base::Utc at, std::vector<Change>& changes) {
    for (Change& change : m_deferred) {
        change.since = at;
        changes.push_back(change);
    }
    m_deferred.clear();
}

void Evaluator::Impl::retire(std::size_t subject, base::Utc at, std::vector<Change>& changes) {
    flushDeferred(at, changes);
    SubjectState& state = m_subjects[subject];
    std::sort(state.slots.begin(), state.slots.end(),
              [](const Slot& a, const Slot& b) { return a.group < b.group; });
    for (const Slot& slot : state.slots) {
        const auto rule = m_plan.inForce(state.profile, slot.group);
        if (rule && slot.reported != Severity::None) {
            changes.push_back(cleared(slot, m_plan.rule(*rule), subject, *rule,
                                      Change::Because::SubjectGone, at));
        }
    }
    setSlots(state, {});
}

bool Evaluator::Impl::restore(std::size_t subject, std::string_view ruleId, Severity severity,
                              base::Utc since) {
    SubjectState& state = m_subjects[subject];
    const auto group = m_plan.findGroup(ruleId);
    const auto rule = group ? m_plan.inForce(state.profile, *group) : std::nullopt;
    const Step* const step =
        rule && severity != Severity::None ? nearestStep(m_plan.rule(*rule), severity) : nullptr;
    if (!step) {
        return false;
    }
    if (findSlot(state, *group) != nowhere) {
        return true;
    }
    Slot& slot = addSlot(state, *group);
    slot.since = since;
    slot.reported = severity;
    StepState& restored = slot.step(step->severity);
    restored.phase = StepPhase::Raised;
    restored.since = since;
    restored.delayFrom = since;
    if (state.binding != nowhere) {
        m_bindings[state.binding].isStale = true;
    }
    return true;
}

RuleChanges Evaluator::Impl::setRules(RuleSetPtr rules, base::Utc at,
                                      std::vector<Change>& changes) {
    flushDeferred(at, changes);
    RulePlan before = std::exchange(m_plan, RulePlan(std::move(rules)));
    RuleChanges differences = compare(before.rules(), m_plan.rules());
    for (std::size_t subject = 0; subject < m_subjects.size(); ++subject) {
        SubjectState& state = m_subjects[subject];
        const std::uint32_t former = std::exchange(state.profile, m_plan.profileOf(state.facts));
        std::vector<Slot> kept;
        for (Slot& slot : state.slots) {
            const auto group = m_plan.findGroup(before.groupId(slot.group));
            const auto rule = group ? m_plan.inForce(state.profile, *group) : std::nullopt;
            const auto ruleBefore = before.inForce(former, slot.group);
            if (!rule) {
                if (ruleBefore && slot.reported != Severity::None) {
                    changes.push_back(cleared(slot, before.rule(*ruleBefore), subject, *ruleBefore,
                                              Change::Because::RuleGone, at));
                }
                continue;
            }
            const std::uint32_t index = rule.value_or(0);
            slot.group = group.value_or(0);
            if (slot.explainedBy) {
                slot.explainedBy = m_plan.findGroup(before.groupId(*slot.explainedBy));
            }
            if (auto change = refit(slot, m_plan.rule(index), at)) {
                change->subject = subject;
                change->rule = index;
                changes.push_back(*change);
            }
            if (!slot.isAtRest()) {
                kept.push_back(slot);
            }
        }
        setSlots(state, std::move(kept));
    }
    m_tasks.clear();
    for (Binding& binding : m_bindings) {
        const Rows rows = binding.rows;
        rebuild(binding, rows, before.columns());
    }
    return differences;
}

} // namespace vigie::alarm
