// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QString>

#include "core/engine/snapshot.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// A limit of a rule in force, as a line in a chart.
struct Threshold {
    /// In the chart's terms: the metric's unit, or its change per second.
    double limit = 0;
    /// Returns beyond this; equal to `limit`: there is no deadband.
    double clear = 0;
    bool isAbove = true;
    engine::Severity severity = engine::Severity::Warning;
    /// The rule's name in the desk's language.
    QString rule;
    /// Which of the twins it holds for.
    std::array<bool, 2> sides{};
    bool operator==(const Threshold&) const = default;
};

/// The limits that rules in force set for a metric of these twins: of gauges by their value, of
/// counters by their rate. What a rule compares otherwise (sums, departures, forecasts) is no line.
/// Worst first. No Qt but words.
[[nodiscard]] std::vector<Threshold>
thresholdsOf(const engine::Snapshot& snapshot, const Twins& twins, const model::MetricInfo& metric);
/// "▲ major > 3 s".
[[nodiscard]] QString thresholdLabel(const Threshold& threshold, const model::MetricInfo& metric);
/// All of it: rule, limit, where it clears, for which path.
[[nodiscard]] QString thresholdText(const Threshold& threshold, const model::MetricInfo& metric,
                                    const Twins& twins);

} // namespace vigie::ui::inspector
