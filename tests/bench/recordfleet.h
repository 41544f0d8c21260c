// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "core/model/tick.h"

namespace vigie::bench {

/// How a metric of the bench's fleet moves.
enum class Motion : std::uint8_t {
    /// Grows by a rate with a little noise, as packets and bytes do.
    Counter,
    /// Hardly ever grows: errors, a few in an hour on one path in twenty.
    ErrorCounter,
    /// A mean of its own with noise, as bitrates, jitter and loudness of the moment.
    Rate,
    /// Wanders by a step now and then, as levels and margins.
    Level,
    /// Nearly always the same.
    State,
    /// Three paths of four do not have it.
    Seldom
};

struct FleetMetric {
    Motion motion = Motion::State;
    /// Of a rate or counter: the mean, in steps of the metric; half as much more by path.
    double mean = 0;
    double sigma = 0;
    /// The size of a step in the unit.
    double step = 1;
};

/// 30 metrics of kinds and precisions as the catalogue has them.
inline const std::vector<FleetMetric>& fleetMetrics() {
    static const std::vector<FleetMetric> metrics{
        {Motion::Counter, 6'000, 25, 1},
        {Motion::Counter, 1'100'000, 4'700, 1},
        {Motion::Counter, 25, 0.3, 1},
        {Motion::Counter, 40, 2, 1},
        {Motion::ErrorCounter},
        {Motion::ErrorCounter},
        {Motion::ErrorCounter},
        {Motion::ErrorCounter},
        {Motion::ErrorCounter},
        {Motion::ErrorCounter},
        {Motion::Rate, 8'000, 40, 1'000},
        {Motion::Rate, 420, 15, 1'000},
        {Motion::Rate, 90, 8, 0.1},
        {Motion::Rate, 240, 3, 0.1},
        {Motion::Rate, -230, 12, 0.1},
        {Motion::Rate, 1'200, 60, 1},
        {Motion::Level, 150, 0.2, 0.1},
        {Motion::Level, -450, 0.5, 0.1},
        {Motion::Level, 9'000, 1.5, 0.01},
        {Motion::Level, 30, 0.02, 1},
        {Motion::State},
        {Motion::State},
        {Motion::State},
        {Motion::State},
        {Motion::State},
        {Motion::State},
        {Motion::State},
        {Motion::State},
        {Motion::Seldom, 310, 4, 0.1},
        {Motion::Seldom, 12, 0.8, 1},
    };
    return metrics;
}

/// One node of the fleet, a tick a second; the same seed makes the same ticks.
class FleetNode {
public:
    FleetNode(unsigned seed, std::uint32_t paths)
        : m_random(seed), m_paths(paths), m_values(fleetMetrics().size()) {
        for (std::size_t m = 0; m < fleetMetrics().size(); ++m) {
            const FleetMetric& metric = fleetMetrics()[m];
            for (std::uint32_t path = 0; path < paths; ++path) {
                const double mean = metric.mean * (1 + 0.5 * uniform());
                const bool isCounter =
                    metric.motion == Motion::Counter || metric.motion == Motion::ErrorCounter;
                m_values[m].push_back({mean, isCounter ? mean * 90'000 * uniform() : mean});
                if (metric.motion == Motion::State) {
                    m_values[m].back().now = 1;
                }
            }
        }
    }

    [[nodiscard]] model::TickPtr next(base::Utc utc) {
        auto tick = std::make_shared<model::Tick>();
        tick->sequence = ++m_sequence;
        tick->epoch = 1;
        const auto late = static_cast<std::int64_t>(uniform() * 90'000);
        tick->utc = utc + base::Nanoseconds(late);
        tick->mono = base::monoFromNs(base::toNs(tick->utc) - 1'700'000'000'000'000'000);
        model::Block& block = tick->blocks.emplace_back();
        block.count = m_paths;
        for (std::uint32_t m = 0; m < fleetMetrics().size(); ++m) {
            model::Column& column = block.columns.emplace_back();
            column.metric = m;
            column.values.resize(m_paths);
            for (std::uint32_t path = 0; path < m_paths; ++path) {
                if (fleetMetrics()[m].motion == Motion::Seldom && path % 4 != 0) {
                    column.setAbsent(path);
                } else {
                    column.values[path] = step(fleetMetrics()[m], m_values[m][path], path);
                }
            }
        }
        return tick;
    }

private:
    struct Value {
        double mean = 0;
        double now = 0;
    };

    double uniform() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
    /// Of deviation 1, near enough to normal and cheap.
    double noise() {
        const auto bits = static_cast<std::int64_t>(m_random());
        double sum = 0;
        for (int i = 0; i < 4; ++i) {
            sum += static_cast<double>((bits >> (i * 8)) & 0xff);
        }
        return (sum - 510) / 147.8;
    }

    std::int64_t step(const FleetMetric& metric, Value& value, std::uint32_t path) {
        switch (metric.motion) {
        case Motion::Counter:
            value.now += std::max(0.0, value.mean + noise() * metric.sigma);
            break;
        case Motion::ErrorCounter:
            if (path % 20 == 0 && m_random() % 400 == 0) {
                value.now += static_cast<double>(1 + m_random() % 30);
            }
            break;
        case Motion::Rate:
        case Motion::Seldom:
            value.now = value.mean + noise() * metric.sigma;
            break;
        case Motion::Level:
            value.now += noise() * metric.sigma;
            break;
        case Motion::State:
            if (m_random() % 20'000 == 0) {
                value.now = value.now > 1 ? 1 : 2;
            }
            break;
        }
        return static_cast<std::int64_t>(value.now);
    }

    std::mt19937 m_random;
    std::uint32_t m_paths;
    std::vector<std::vector<Value>> m_values;
    std::uint64_t m_sequence = 0;
};

} // namespace vigie::bench
