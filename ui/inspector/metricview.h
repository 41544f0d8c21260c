// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/engine/view.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// How a metric is told: in which unit, by which factor, with how many decimals.
struct UnitView {
    QString unit;
    double factor = 1;
    int decimals = 1;
};
/// `isRate`: of a counter's change per second rather than of its count.
[[nodiscard]] UnitView unitView(const model::MetricInfo& metric, bool isRate);
/// "Service bitrate", "PID bitrate · PID 0x0100".
[[nodiscard]] QString metricTitle(const model::MetricInfo& metric,
                                  std::optional<std::uint16_t> pid);
/// A value of a chart in the metric's shown unit, without it: "18.94", "locked"; a dash while it is
/// not known.
[[nodiscard]] QString chartValueText(const model::MetricInfo& metric, std::optional<double> value);
/// A newest sample as people read it: "18.94 Mb/s", "locked"; a dash while it is not known.
[[nodiscard]] QString valueText(const engine::LatestValue& value);
/// The sample in the metric's unit; nothing while it is not known.
[[nodiscard]] std::optional<double> valueOf(const engine::LatestValue& value);

/// What a chart can show of these paths: what the desk works out itself, then gauges, counters (as
/// rates) and states of their nodes, their inputs, of themselves and of PIDs, each once, in the
/// order of the nodes' catalogues.
[[nodiscard]] std::vector<model::MetricInfo> chartable(const engine::Snapshot& snapshot,
                                                       const Twins& twins);
/// What is charted until the user chooses.
[[nodiscard]] QStringList defaultCharts();
/// A metric whose newest value is the limit of `key`, drawn as a line; empty where there is none.
[[nodiscard]] std::string limitOf(const std::string& key);

} // namespace vigie::ui::inspector
