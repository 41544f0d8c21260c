// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/engine/deliveryhistory.h"

namespace vigie::ui::regions {

/// What deliveries did over a stretch of time, added up; sums of any stretches may be added.
struct RegionStats {
    /// Delivery-seconds.
    std::uint64_t judged = 0;
    std::uint64_t errored = 0;
    std::uint64_t unknown = 0;
    std::array<std::uint64_t, 5> carried{}; // on-air seconds by health::Carriage
    /// Mean latency of a step, ms, with the seconds that it stands for; any order.
    std::vector<std::pair<float, float>> latencies;
    std::optional<float> latencyMaximum;
    /// Steps that are remembered, of those asked for.
    std::uint64_t remembered = 0;
    std::uint64_t asked = 0;

    RegionStats& operator+=(const RegionStats& other);
    /// 100 x (1 - errored / judged).
    [[nodiscard]] std::optional<double> health() const;
    /// Errored seconds per hour that was judged.
    [[nodiscard]] std::optional<double> erroredPerHour() const;
    /// Percent of what is on air that is unknown.
    [[nodiscard]] std::optional<double> unknownPercent() const;
    /// Cloud of what is carried by anything, percent.
    [[nodiscard]] std::optional<double> cloudPercent() const;
    [[nodiscard]] std::optional<double> rememberedPercent() const;
    /// Nearest rank over the seconds whose latency is known, ms; `part` 0 to 1.
    [[nodiscard]] std::optional<double> latency(double part) const;
};

/// Of all rows; `only`: of the steps that it carried most of.
[[nodiscard]] RegionStats statsOf(const engine::DeliveryHistory& history,
                                  std::optional<health::Carriage> only = {});

/// Latencies counted into bins of equal width, for a histogram.
struct LatencyBins {
    double first = 0; // ms, where the first bin begins
    double width = 0; // ms
    std::vector<double> seconds;
    double total = 0;
};
/// Over [first, first + width x count); what lies outside is counted in the nearest bin.
[[nodiscard]] LatencyBins binsOf(const RegionStats& stats, double first, double width,
                                 std::size_t count);

} // namespace vigie::ui::regions
