// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/regionstats.h"

#include <algorithm>
#include <cmath>

namespace vigie::ui::regions {
namespace {

std::optional<double> percent(double part, double whole) {
    return whole > 0 ? std::optional(100 * part / whole) : std::nullopt;
}

} // namespace

RegionStats& RegionStats::operator+=(const RegionStats& other) {
    judged += other.judged;
    errored += other.errored;
    unknown += other.unknown;
    for (std::size_t i = 0; i < carried.size(); ++i) {
        carried[i] += other.carried[i];
    }
    latencies.insert(latencies.end(), other.latencies.begin(), other.latencies.end());
    if (other.latencyMaximum) {
        latencyMaximum =
            std::max(latencyMaximum.value_or(*other.latencyMaximum), *other.latencyMaximum);
    }
    remembered += other.remembered;
    asked += other.asked;
    return *this;
}

std::optional<double> RegionStats::health() const {
    const auto bad = percent(static_cast<double>(errored), static_cast<double>(judged));
    return bad ? std::optional(100 - *bad) : std::nullopt;
}

std::optional<double> RegionStats::erroredPerHour() const {
    return judged > 0
               ? std::optional(3600.0 * static_cast<double>(errored) / static_cast<double>(judged))
               : std::nullopt;
}

std::optional<double> RegionStats::unknownPercent() const {
    return percent(static_cast<double>(unknown), static_cast<double>(judged + unknown));
}

std::optional<double> RegionStats::cloudPercent() const {
    const auto by = [this](health::Carriage carriage) {
        return static_cast<double>(carried[static_cast<std::size_t>(carriage)]);
    };
    const double cloud = by(health::Carriage::Cloud);
    return percent(cloud, cloud + by(health::Carriage::Satellite) + by(health::Carriage::Fibre));
}

std::optional<double> RegionStats::rememberedPercent() const {
    return percent(static_cast<double>(remembered), static_cast<double>(asked));
}

std::optional<double> RegionStats::latency(double part) const {
    std::vector<std::pair<float, float>> sorted = latencies;
    std::sort(sorted.begin(), sorted.end());
    double total = 0;
    for (const auto& [ms, seconds] : sorted) {
        total += static_cast<double>(seconds);
    }
    double before = 0;
    for (const auto& [ms, seconds] : sorted) {
        before += static_cast<double>(seconds);
        if (before >= part * total) {
            return static_cast<double>(ms);
        }
    }
    return std::nullopt;
}

RegionStats statsOf(const engine::DeliveryHistory& history, std::optional<health::Carriage> only) {
    RegionStats stats;
    for (const auto& row : history.rows) {
        stats.asked += row.cells.size();
        for (const auto& cell : row.cells) {
            if (!cell) {
                continue;
            }
            ++stats.remembered;
            const auto onAir = static_cast<std::uint32_t>(cell->judged) + cell->unknown;
            if (onAir == 0 || (only && cell->carriage != *only)) {
                continue;
            }
            stats.judged += cell->judged;
            stats.errored += cell->errored;
            stats.unknown += cell->unknown;
            stats.carried[static_cast<std::size_t>(cell->carriage)] += onAir;
            if (cell->latencyMean) {
                stats.latencies.emplace_back(*cell->latencyMean, static_cast<float>(onAir));
            }
            if (cell->latencyMaximum) {
                stats.latencyMaximum = std::max(
                    stats.latencyMaximum.value_or(*cell->latencyMaximum), *cell->latencyMaximum);
            }
        }
    }
    return stats;
}

LatencyBins binsOf(const RegionStats& stats, double first, double width, std::size_t count) {
    LatencyBins bins{first, width, std::vector<double>(count, 0.0), 0};
    if (count == 0 || !(width > 0)) {
        return bins;
    }
    for (const auto& [ms, seconds] : stats.latencies) {
        const double place = std::floor((static_cast<double>(ms) - first) / width);
        const double last = static_cast<double>(count) - 1;
        bins.seconds[static_cast<std::size_t>(std::clamp(place, 0.0, last))] +=
            static_cast<double>(seconds);
        bins.total += static_cast<double>(seconds);
    }
    return bins;
}

} // namespace vigie::ui::regions
