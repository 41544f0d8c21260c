// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QStringList>

#include "ui/inspector/compareset.h"
#include "ui/inspector/twins.h"

/// Between the lines of a comparison and the fleet. GUI thread.
namespace vigie::ui::inspector {

/// What a line is about here and now; either may be absent.
struct CompareTarget {
    /// Absent: no such path has been seen.
    std::optional<Twin> twin;
    /// Absent: its node does not measure it.
    std::optional<model::MetricInfo> metric;
};
[[nodiscard]] CompareTarget targetOf(const engine::Snapshot& snapshot, const CompareLine& line);
/// What a path's lines can be about: what the desk works out itself, then its node's catalogue.
[[nodiscard]] std::vector<model::MetricInfo> chartableOf(const engine::Snapshot& snapshot,
                                                         const engine::PathStatus& path);

[[nodiscard]] CompareLine lineOf(const engine::PathStatus& path, const ChartId& metric);
/// The same metric of the other path of the delivery; nothing: there is none.
[[nodiscard]] std::optional<CompareLine> twinLine(const engine::Snapshot& snapshot,
                                                  const CompareLine& line);
/// The same metric by the same kind of path in all regions that the feed goes to.
[[nodiscard]] std::vector<CompareLine> regionLines(const engine::Snapshot& snapshot,
                                                   const CompareLine& line);
/// Charts of both paths of a delivery. Only two units are shown at first: the rest waits, hidden.
[[nodiscard]] CompareSet setOf(const engine::Snapshot& snapshot, const Twins& twins,
                               const std::vector<ChartId>& charts);

/// As a line's parts are called; of what has not been seen what its set remembers.
[[nodiscard]] QString feedWords(const engine::Snapshot& snapshot, const CompareLine& line);
[[nodiscard]] QString regionWords(const engine::Snapshot& snapshot, const CompareLine& line);
[[nodiscard]] QString pathWords(const engine::Snapshot& snapshot, const CompareLine& line);
/// "1 h earlier"; empty for none.
[[nodiscard]] QString earlierWords(std::chrono::seconds earlier);
/// Which lines can share an axis: the unit, or of a state the metric itself.
[[nodiscard]] QString axisKey(const model::MetricInfo& metric);

} // namespace vigie::ui::inspector
