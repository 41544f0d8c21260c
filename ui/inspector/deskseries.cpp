// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/deskseries.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>

#include "core/alarm/rule.h"

namespace vigie::ui::inspector {

namespace {

constexpr std::chrono::hours kept{1};
constexpr auto sampleGap = std::chrono::milliseconds(2500);

model::MetricInfo deskMetric(std::string_view key, const QString& name) {
    model::MetricInfo metric;
    metric.key = std::string(key);
    metric.scope = model::Scope::Path;
    metric.kind = model::MetricKind::Gauge;
    metric.unit = "ms";
    metric.step = 1;
    metric.name = name.toStdString();
    metric.group = QCoreApplication::translate("vigie::ui::inspector", "Desk").toStdString();
    return metric;
}

bool isCarriedBy(health::Carriage carriage, model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return carriage == health::Carriage::Cloud;
    case model::PathKind::Satellite:
        return carriage == health::Carriage::Satellite;
    case model::PathKind::Fibre:
        return carriage == health::Carriage::Fibre;
    case model::PathKind::Origin:
    case model::PathKind::Unknown:
        break;
    }
    return false;
}

} // namespace

model::MetricInfo latencyMetric() {
    return deskMetric(alarm::signal::pathLatency,
                      QCoreApplication::translate("vigie::ui::inspector", "Latency from origin"));
}

model::MetricInfo skewMetric() {
    return deskMetric(alarm::signal::pathSkew,
                      QCoreApplication::translate("vigie::ui::inspector", "Skew of the twins"));
}

bool isDeskMetric(const std::string& key) {
    return key == alarm::signal::pathLatency || key == alarm::signal::pathSkew;
}

engine::ChartSeries merged(std::vector<engine::ChartPoint> points, base::Nanoseconds gap,
                           std::size_t most) {
    engine::ChartSeries series;
    const std::size_t group = most == 0 ? points.size() + 1 : (points.size() + most - 1) / most;
    base::Utc last{};
    std::size_t inGroup = 0;
    for (const engine::ChartPoint& point : points) {
        const bool isBreak = series.points.empty() || point.at - last > gap;
        last = point.at;
        if (isBreak || inGroup >= group) {
            series.points.push_back(point);
            series.breaks.push_back(isBreak);
            inGroup = 1;
            continue;
        }
        engine::ChartPoint& into = series.points.back();
        into.minimum = std::min(into.minimum, point.minimum);
        into.maximum = std::max(into.maximum, point.maximum);
        into.mean += (point.mean - into.mean) / static_cast<double>(++inGroup);
    }
    return series;
}

void DeskSeries::setTwins(const Twins& twins) {
    if (twins.feedId != m_twins.feedId || twins.regionId != m_twins.regionId ||
        twins.paths != m_twins.paths) {
        clear();
        m_twins = twins;
    }
}

void DeskSeries::clear() {
    m_samples.clear();
    m_history = {};
}

void DeskSeries::take(const engine::Snapshot& snapshot) {
    if (m_twins.feedId.empty()) {
        return;
    }
    if (!m_samples.empty() && snapshot.now < m_samples.back().at) {
        m_samples.clear(); // another place in time
    }
    if (!m_samples.empty() && snapshot.now - m_samples.back().at < std::chrono::milliseconds(950)) {
        return;
    }
    Sample sample;
    sample.at = snapshot.now;
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& twin = m_twins.paths[side];
        const engine::PathStatus* path = twin ? snapshot.findPath(twin->ref) : nullptr;
        if (path != nullptr && path->isInContact) {
            sample.latency[side] = path->latency.ms;
        }
    }
    sample.skew = skewOfSides(snapshot, m_twins).ms;
    m_samples.push_back(sample);
    while (m_samples.back().at - m_samples.front().at > kept) {
        m_samples.pop_front();
    }
}

std::vector<engine::ChartPoint> DeskSeries::remembered(bool isSkew, std::size_t side,
                                                       base::Utc from, base::Utc to) const {
    std::vector<engine::ChartPoint> points;
    const auto& twin = m_twins.paths[side];
    for (const auto& row : m_history.rows) {
        if (row.feedId != m_twins.feedId || row.regionId != m_twins.regionId) {
            continue;
        }
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            // In the middle of its step.
            const base::Utc at = m_history.from + m_history.step * static_cast<std::int64_t>(i) +
                                 base::Nanoseconds(m_history.step) / 2;
            if (!row.cells[i] || at < from || at >= to) {
                continue;
            }
            const engine::DeliveryCell& cell = *row.cells[i];
            if (isSkew && cell.skew) {
                // Remembered as cloud minus satellite; a satellite path on side 0 has no cloud
                // twin.
                points.push_back({at, *cell.skew, *cell.skew, *cell.skew});
            } else if (!isSkew && twin && cell.latencyMean &&
                       isCarriedBy(cell.carriage, twin->kind)) {
                points.push_back({at, cell.latencyMinimum.value_or(*cell.latencyMean),
                                  cell.latencyMaximum.value_or(*cell.latencyMean),
                                  *cell.latencyMean});
            }
        }
    }
    return points;
}

engine::ChartSeries DeskSeries::series(const std::string& key, std::size_t side, base::Utc from,
                                       base::Utc to, std::size_t maxPoints) const {
    const bool isSkew = key == alarm::signal::pathSkew;
    if (isSkew && side == 1) {
        return {};
    }
    const base::Utc first = m_samples.empty() ? to : std::min(m_samples.front().at, to);
    std::vector<engine::ChartPoint> points;
    for (const Sample& sample : m_samples) {
        const auto& value = isSkew ? sample.skew : sample.latency[side];
        if (value && sample.at >= from && sample.at <= to) {
            points.push_back({sample.at, *value, *value, *value});
        }
    }
    engine::ChartSeries series = merged(remembered(isSkew, side, from, first),
                                        base::Nanoseconds(m_history.step) * 3 / 2, maxPoints);
    const engine::ChartSeries own = merged(std::move(points), sampleGap, maxPoints);
    series.points.insert(series.points.end(), own.points.begin(), own.points.end());
    series.breaks.insert(series.breaks.end(), own.breaks.begin(), own.breaks.end());
    series.metric = isSkew ? skewMetric() : latencyMetric();
    return series;
}

} // namespace vigie::ui::inspector
