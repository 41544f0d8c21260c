// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/evaluatorslots.h"

#include <algorithm>

namespace vigie::alarm {
namespace {

/// What `advance` learns on the way.
struct Course {
    /// The newest end of a step that came to rest.
    std::optional<base::Utc> ended;
    /// A step came to rest although its condition holds.
    bool isExplained = false;
};

void advanceStep(StepState& state, const Rule& rule, const Step& step, const Reading& reading,
                 bool isExplained, base::Utc at, Course& course) {
    const double value = *reading.value;
    const bool isHolding = holds(rule, step, value, reading.isWindowFull, state.isUp());
    // A clock that was set back must not stretch a delay.
    state.delayFrom = std::min(state.delayFrom, at);
    state.endedAt = std::min(state.endedAt, at);
    if (state.phase == StepPhase::Rest && isHolding) {
        state.phase = StepPhase::Pending;
        state.since = at;
        state.delayFrom = at;
    }
    if (state.phase == StepPhase::Pending) {
        if (!isHolding) {
            state.phase = StepPhase::Rest;
        } else if (isExplained) {
            state.delayFrom = at;
        } else if (at - state.delayFrom >= step.onDelay) {
            state.phase = StepPhase::Raised;
        }
        return;
    }
    if (state.phase == StepPhase::Rest) {
        return;
    }
    if (isHolding && !isExplained) {
        state.phase = StepPhase::Raised;
        return;
    }
    if (state.phase == StepPhase::Raised) {
        state.phase = StepPhase::Clearing;
        state.endedAt = at;
    }
    if (at - state.endedAt >= step.offDelay) {
        course.ended = std::max(course.ended.value_or(state.endedAt), state.endedAt);
        course.isExplained = course.isExplained || isHolding;
        const bool isStillTrue = isHolding && holds(rule, step, value, reading.isWindowFull, false);
        state.phase = isStillTrue ? StepPhase::Pending : StepPhase::Rest;
        state.delayFrom = at;
    }
}

/// What changed against what was told.
std::optional<Change> report(Slot& slot, const Rule& rule, std::optional<base::Utc> ended,
                             Change::Because because, base::Utc at) {
    const Severity now = slot.worst();
    const Severity before = slot.reported;
    if (now == before) {
        return std::nullopt;
    }
    slot.reported = now;
    Change change;
    change.severity = now;
    const Step* const step = findStep(rule, now == Severity::None ? before : now);
    change.value = figureOf(step, slot.value);
    change.limit = limitOf(step);
    if (now == Severity::None) {
        change.what = Change::What::Cleared;
        change.since = ended.value_or(at);
        change.because = because;
        return change;
    }
    if (before == Severity::None) {
        change.what = Change::What::Raised;
        slot.since = slot.step(now).since;
        for (const StepState& state : slot.steps) {
            if (state.isUp()) {
                slot.since = std::min(slot.since, state.since);
            }
        }
        change.since = slot.since;
        return change;
    }
    change.what = Change::What::SeverityChanged;
    change.since = now > before ? slot.step(now).since : ended.value_or(at);
    return change;
}

} // namespace

bool Slot::isAtRest() const {
    return std::all_of(steps.begin(), steps.end(),
                       [](const StepState& s) { return s.phase == StepPhase::Rest; });
}

Severity Slot::worst() const {
    for (std::size_t i = steps.size(); i > 0; --i) {
        if (steps[i - 1].isUp()) {
            return static_cast<Severity>(i);
        }
    }
    return Severity::None;
}

StepState& Slot::step(Severity severity) {
    return steps[static_cast<std::size_t>(std::max(severity, Severity::Warning)) - 1];
}

const StepState& Slot::step(Severity severity) const {
    return steps[static_cast<std::size_t>(std::max(severity, Severity::Warning)) - 1];
}

const Step* findStep(const Rule& rule, Severity severity) {
    const auto found =
        std::find_if(rule.steps.begin(), rule.steps.end(),
                     [severity](const Step& step) { return step.severity == severity; });
    return found == rule.steps.end() ? nullptr : &*found;
}

const Step* nearestStep(const Rule& rule, Severity severity) {
    const Step* lower = nullptr;
    const Step* lowest = nullptr;
    for (const Step& step : rule.steps) {
        if (step.severity <= severity && (!lower || step.severity > lower->severity)) {
            lower = &step;
        }
        if (!lowest || step.severity < lowest->severity) {
            lowest = &step;
        }
    }
    return lower ? lower : lowest;
}

std::optional<double> limitOf(const Step* step) {
    return step && step->compare != Compare::Is ? std::optional(step->limit) : std::nullopt;
}

std::optional<double> figureOf(const Step* step, std::optional<double> value) {
    return step && step->compare == Compare::Is ? std::nullopt : value;
}

bool holds(const Rule& rule, const Step& step, double value, bool isWindowFull, bool isUp) {
    switch (step.compare) {
    case Compare::Is:
        return std::any_of(step.states.begin(), step.states.end(), [value](std::int64_t state) {
            return static_cast<double>(state) == value;
        });
    case Compare::Above:
        return value > (isUp ? std::min(step.clear, step.limit) : step.limit);
    case Compare::Below:
        return (isWindowFull || rule.measure != Measure::Sum) &&
               value < (isUp ? std::max(step.clear, step.limit) : step.limit);
    }
    return false;
}

bool beginsToHold(const Rule& rule, const Reading& reading) {
    return reading.value &&
           std::any_of(rule.steps.begin(), rule.steps.end(), [&](const Step& step) {
               return holds(rule, step, *reading.value, reading.isWindowFull, false);
           });
}

std::optional<Change> advance(Slot& slot, const Rule& rule, const Reading& reading,
                              std::optional<std::uint32_t> explainedBy, base::Utc at) {
    if (!reading.value) {
        for (StepState& state : slot.steps) {
            if (state.phase == StepPhase::Pending) {
                state.phase = StepPhase::Rest;
            }
        }
        if (slot.isAtRest()) {
            return std::nullopt;
        }
        slot.unknownSince = std::min(slot.unknownSince.value_or(at), at);
        if (at - *slot.unknownSince < rule.unknownHold) {
            return std::nullopt;
        }
        slot.steps = {};
        return report(slot, rule, slot.unknownSince, Change::Because::Unknown, at);
    }
    slot.unknownSince.reset();
    slot.value = reading.value;
    slot.explainedBy = explainedBy;
    Course course;
    for (const Step& step : rule.steps) {
        if (step.severity != Severity::None) {
            advanceStep(slot.step(step.severity), rule, step, reading, explainedBy.has_value(), at,
                        course);
        }
    }
    return report(slot, rule, course.ended,
                  course.isExplained ? Change::Because::Explained : Change::Because::Condition, at);
}

std::optional<Change> refit(Slot& slot, const Rule& rule, base::Utc at) {
    const Severity former = slot.worst();
    const StepState worst = slot.step(former);
    for (std::size_t i = 0; i < slot.steps.size(); ++i) {
        if (!findStep(rule, static_cast<Severity>(i + 1))) {
            slot.steps[i] = {};
        }
    }
    if (former != Severity::None && slot.worst() == Severity::None) {
        if (const Step* const nearest = nearestStep(rule, former)) {
            slot.step(nearest->severity) = worst;
        }
    }
    return report(slot, rule, std::nullopt, Change::Because::RuleGone, at);
}

} // namespace vigie::alarm
