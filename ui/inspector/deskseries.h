// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <deque>
#include <optional>

#include "core/engine/deliveryhistory.h"
#include "core/engine/view.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// What the desk itself works out, as metrics that can be charted: latency of each path from the
/// origin, and skew (side 0 minus side 1), in ms.
[[nodiscard]] model::MetricInfo latencyMetric();
[[nodiscard]] model::MetricInfo skewMetric();
[[nodiscard]] bool isDeskMetric(const std::string& key);

/// Latency and skew of one delivery over time: a sample a second while somebody keeps it, and what
/// the engine remembers of the delivery for the time before (of the path that was on air, by kind).
/// An hour. No Qt; one thread.
class DeskSeries {
public:
    /// Other twins: begins anew.
    void setTwins(const Twins& twins);
    void take(const engine::Snapshot& snapshot);
    /// For the time before the first sample.
    void setHistory(engine::DeliveryHistory history) { m_history = std::move(history); }
    void clear();

    /// Of `key` of desk metrics; the skew is on side 0 only.
    [[nodiscard]] engine::ChartSeries series(const std::string& key, std::size_t side,
                                             base::Utc from, base::Utc to,
                                             std::size_t maxPoints) const;

private:
    struct Sample {
        base::Utc at{};
        std::array<std::optional<double>, 2> latency;
        std::optional<double> skew;
    };
    [[nodiscard]] std::vector<engine::ChartPoint> remembered(bool isSkew, std::size_t side,
                                                             base::Utc from, base::Utc to) const;
    Twins m_twins;
    std::deque<Sample> m_samples; // oldest first
    engine::DeliveryHistory m_history;
};

/// Merges points so that at most `most` are left, extremes kept; `breaks` where two points are
/// farther apart than `gap` before merging.
[[nodiscard]] engine::ChartSeries merged(std::vector<engine::ChartPoint> points,
                                         base::Nanoseconds gap, std::size_t most);

} // namespace vigie::ui::inspector
