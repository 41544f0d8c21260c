// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/alarm/evaluator.h"

namespace vigie::alarm {

/// What a rule reads for one subject at one moment.
struct Reading {
    /// In the rule's unit; of a State metric its index. Absent: not known.
    std::optional<double> value;
    /// False while less than the window of a Sum was seen: too little to say that it stayed below.
    bool isWindowFull = true;
};

enum class StepPhase : std::uint8_t { Rest, Pending, Raised, Clearing };

/// One severity's life: at rest, pending (on-delay), raised, clearing (off-delay), at rest.
struct StepState {
    StepPhase phase = StepPhase::Rest;
    /// When the condition began.
    base::Utc since{};
    /// From when the on-delay counts: explanations put it off.
    base::Utc delayFrom{};
    /// Clearing: since when.
    base::Utc endedAt{};
    [[nodiscard]] bool isUp() const {
        return phase == StepPhase::Raised || phase == StepPhase::Clearing;
    }
};

/// One rule's life for one subject; exists only while one of its steps is not at rest.
struct Slot {
    /// Number of the rule's id in the plan.
    std::uint32_t group = 0;
    /// By severity, Warning first.
    std::array<StepState, 4> steps;
    /// What was told last; None: not raised.
    Severity reported = Severity::None;
    /// Of the alarm: when the condition of its first raised step began.
    base::Utc since{};
    std::optional<base::Utc> unknownSince;
    /// The last that was known.
    std::optional<double> value;
    /// By which group its condition is explained.
    std::optional<std::uint32_t> explainedBy;

    [[nodiscard]] bool isAtRest() const;
    [[nodiscard]] bool isUp() const { return worst() != Severity::None; }
    /// Of the steps that are up.
    [[nodiscard]] Severity worst() const;
    [[nodiscard]] StepState& step(Severity severity);
    [[nodiscard]] const StepState& step(Severity severity) const;
};

[[nodiscard]] const Step* findStep(const Rule& rule, Severity severity);
/// The limit to tell; absent where the step compares states.
[[nodiscard]] std::optional<double> limitOf(const Step* step);
/// The figure to tell: the index of a state is none.
[[nodiscard]] std::optional<double> figureOf(const Step* step, std::optional<double> value);

/// Whether a step's condition holds; `isUp`: against `clear` instead of `limit`.
[[nodiscard]] bool holds(const Rule& rule, const Step& step, double value, bool isWindowFull,
                         bool isUp);
/// Whether any step's condition would begin to hold.
[[nodiscard]] bool beginsToHold(const Rule& rule, const Reading& reading);

/// Carries a slot on to `at`. What it reports, if anything, has no subject and no rule yet.
[[nodiscard]] std::optional<Change> advance(Slot& slot, const Rule& rule, const Reading& reading,
                                            std::optional<std::uint32_t> explainedBy, base::Utc at);

/// Fits a slot to another variant of its rule: steps by severity. What was up in a severity that is
/// gone stays up in the nearest.
[[nodiscard]] std::optional<Change> refit(Slot& slot, const Rule& rule, base::Utc at);

/// The step to carry a severity on with: of that severity, else the next lower, else the lowest.
[[nodiscard]] const Step* nearestStep(const Rule& rule, Severity severity);

} // namespace vigie::alarm
