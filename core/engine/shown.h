// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/rows.h"
#include "core/engine/snapshot.h"
#include "core/engine/view.h"
#include "core/series/store.h"

/// Where the present (Reducer) and the past (replay::Past) must show the same of the same facts.
namespace vigie::engine {

/// The newest samples of the path in `row`, on the input in `input`. `raw(metric, row)` finds one.
template <typename Raw>
void showSamples(PathStatus& into, const MetricIds& ids, std::size_t row,
                 std::optional<std::size_t> input, const Raw& raw) {
    const auto scaled = [&raw](const MetricId& id, std::size_t at, double step) {
        const std::optional<std::int64_t> known = raw(id, at);
        return known ? std::optional(static_cast<double>(*known) * step) : std::nullopt;
    };
    into.bitrate = scaled(ids.pathBitrate, row, ids.pathBitrateStep);
    into.audioChannels = 0;
    for (const MetricId& level : ids.audioLevels) {
        const auto peak = scaled(level, row, ids.audioLevelStep);
        if (!peak) {
            break;
        }
        into.audioPeak[into.audioChannels++] = static_cast<float>(*peak);
    }
    into.loudnessShortTerm = scaled(ids.loudnessShortTerm, row, ids.loudnessShortTermStep);
    if (input) {
        into.esN0 = scaled(ids.rfEsN0, *input, ids.rfEsN0Step);
        into.linkMargin = scaled(ids.rfMargin, *input, ids.rfMarginStep);
    }
}

/// Of a path, its input and its node, in this order: worst first, then oldest.
void orderFaults(std::vector<Fault>& faults);
/// `inputId`: of the path, or the input itself. Without what is usual.
[[nodiscard]] AlarmStatus statusOf(const alarm::Alarm& known, std::string inputId,
                                   const alarm::RuleSet& rules);
/// As Snapshot says; incidents after the alarms.
void orderAlarms(std::vector<AlarmStatus>& alarms);
void orderIncidents(std::vector<alarm::Incident>& incidents,
                    const std::vector<AlarmStatus>& alarms);
/// The worst alarm of each node, by its id.
void showWorst(std::vector<NodeStatus>& nodes, const std::vector<AlarmStatus>& alarms);
[[nodiscard]] ChartSeries chartOf(const series::Points& points);

} // namespace vigie::engine
