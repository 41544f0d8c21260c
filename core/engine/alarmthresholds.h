// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "core/alarm/fault.h"

namespace vigie::engine::legacy {

using alarm::Fault;
using alarm::FaultKind;
using alarm::faultKinds;
using alarm::Severity;

/// What makes a rule's condition true.
enum class Trigger : std::uint8_t {
    /// The fault is said to be present.
    Present,
    /// The figure is above the limit.
    Above,
    /// The figure is below the limit.
    Below
};

/// A simple threshold: raised once its condition held for onDelay, returned once it did not for
/// offDelay. With a figure, clearLimit gives hysteresis. Several rules of one kind are steps of
/// severity of one alarm.
struct Rule {
    FaultKind kind = FaultKind::Other;
    Severity severity = Severity::Warning;
    std::chrono::milliseconds onDelay{0};
    std::chrono::milliseconds offDelay{0};
    Trigger trigger = Trigger::Present;
    double limit = 0;
    double clearLimit = 0;
    bool operator==(const Rule&) const = default;
};

/// The built-in thresholds.
[[nodiscard]] const std::vector<Rule>& defaultRules();

/// What is known of a fault at one moment. Both absent: not known now.
struct Observation {
    std::optional<bool> isPresent;
    std::optional<double> value;
};

/// Whether the rule's condition holds; `isRaised` chooses the limit. Nothing where it is not known.
[[nodiscard]] std::optional<bool> holds(const Rule& rule, const Observation& observation,
                                        bool isRaised);

} // namespace vigie::engine::legacy
