// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/reducer.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/engine/shown.h"

namespace vigie::engine {
namespace {

std::optional<double> scaled(std::optional<std::int64_t> raw, double step) {
    return raw ? std::optional(static_cast<double>(*raw) * step) : std::nullopt;
}

/// Nearest rank; `sorted` is not empty.
double rank(const std::vector<double>& sorted, double part) {
    const auto place = std::ceil(part * static_cast<double>(sorted.size()));
    return sorted[static_cast<std::size_t>(std::max(1.0, place)) - 1];
}

double median(const std::vector<double>& sorted) {
    return (sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2]) / 2;
}

} // namespace

Snapshot Reducer::makeSnapshot() const {
    Snapshot snapshot;
    snapshot.now = m_now.utc;
    snapshot.plan = m_plan;
    std::vector<std::optional<std::size_t>> indexes(m_rows.paths.size());
    fillNodes(snapshot);
    fillPaths(snapshot, indexes);
    fillDeliveries(snapshot, indexes);
    fillRegions(snapshot);
    m_alarms.fill(snapshot);
    fillShare(snapshot);
    return snapshot;
}

void Reducer::fillShare(Snapshot& into) const {
    ShareStatus& share = into.share;
    share.hours = m_deliveries.share().seconds().hours();
    share.bits = m_deliveries.share().bits();
    share.isAssumed = m_plan->isAssumed;
    share.since = m_since.value_or(base::Utc{});
    share.history = m_deliveries.share().history();
    const auto planned = m_deliveries.plannedHours();
    if (!m_plan->isAssumed) { // otherwise nobody planned anything
        // The plan may say more hours than its deliveries have.
        share.plannedHours = m_plan->plannedHours ? m_plan->plannedHours : planned.back().total;
        share.plannedSoFarHours = planned.back().soFar;
    }
    for (std::size_t i = 0; i < m_deliveries.regions().size(); ++i) {
        const health::ShareMeter& meter = m_deliveries.regions()[i].share;
        RegionCarried carried;
        carried.since = m_regionsSince.value_or(base::Utc{});
        carried.hours = meter.seconds().hours();
        carried.bits = meter.bits();
        if (!m_plan->isAssumed) {
            carried.plannedHours = planned[i].total;
            carried.plannedSoFarHours = planned[i].soFar;
        }
        into.regions[i].carried = carried;
        into.regions[i].shareHistory = meter.history();
    }
}

void Reducer::fillNodes(Snapshot& into) const {
    for (std::size_t index = 0; index < m_fleet.nodes().size(); ++index) {
        const fleet::NodeState& node = m_fleet.nodes()[index];
        NodeStatus status;
        status.endpoint = node.endpoint;
        status.description = node.description;
        status.contact = node.contact;
        status.contactReason = node.contactReason;
        status.lastTick = node.lastTick;
        status.noContactSince = node.noContactSince;
        if (const NodeRow* row = m_rows.findNode(index)) {
            status.clockErrorMs = scaled(node.raw(row->ids.clockError, 0), row->ids.clockErrorStep);
        }
        into.nodes.push_back(std::move(status));
    }
}

void Reducer::fillPaths(Snapshot& into, std::vector<std::optional<std::size_t>>& indexes) const {
    for (std::size_t index = 0; index < m_fleet.nodes().size(); ++index) {
        const NodeRow* row = m_rows.findNode(index);
        if (row == nullptr) {
            continue;
        }
        const fleet::NodeState& node = m_fleet.nodes()[index];
        for (const std::size_t number : row->paths) {
            const PathRow& path = m_rows.paths[number];
            PathStatus status;
            status.ref = path.ref;
            status.feedId = path.info.feedId;
            status.regionId = path.info.regionId;
            status.kind = path.info.kind;
            status.node = index;
            status.isInContact = node.isInContact();
            status.hasPreview = path.info.hasPreview || !path.info.previewUri.empty();
            status.policy = path.info.policy;
            showSamples(status, row->ids, path.row,
                        path.input ? std::optional(m_rows.inputs[*path.input].row) : std::nullopt,
                        [&node](const MetricId& id, std::size_t at) { return node.raw(id, at); });
            status.health = path.window.windows();
            status.latency = path.latency;
            status.faults = m_alarms.faultsOf(path);
            indexes[number] = into.paths.size();
            into.paths.push_back(std::move(status));
        }
    }
}

void Reducer::fillDeliveries(Snapshot& into,
                             const std::vector<std::optional<std::size_t>>& indexes) const {
    const auto indexOf = [&indexes](const std::optional<std::size_t>& path) {
        return path ? indexes[*path] : std::nullopt;
    };
    for (const DeliveryRow& row : m_deliveries.deliveries()) {
        DeliveryStatus status;
        status.id = row.info.id;
        status.feedId = row.info.feedId;
        status.feedNumber = row.feed.number;
        status.feedName = row.feed.name.empty() ? row.feed.id : row.feed.name;
        status.regionId = row.info.regionId;
        status.main = indexOf(row.main);
        status.backup = indexOf(row.backup);
        status.onAir = indexOf(row.onAir());
        if (!row.isOnSchedule) {
            status.reason = OnAirReason::OffSchedule;
        } else if (row.hasFailedOver) {
            status.reason = OnAirReason::FailedOver;
        } else {
            status.reason = status.onAir ? OnAirReason::Main : OnAirReason::None;
        }
        status.onAirSince = row.onAirSince;
        status.health = row.window.windows();
        status.skew = row.skew;
        if (status.onAir) {
            const PathStatus& path = into.paths[*status.onAir];
            status.latency = path.latency;
            status.faults = path.faults;
        } else {
            status.latency.unknownBecause =
                row.isOnSchedule ? health::because::noContact : health::because::notOnAir;
        }
        if (row.isOnSchedule) {
            health::count(into.share.now, m_deliveries.carriageNow(row));
        }
        into.world += status.health;
        into.deliveries.push_back(std::move(status));
    }
}

void Reducer::fillRegions(Snapshot& into) const {
    const auto& rows = m_deliveries.deliveries();
    for (std::size_t number = 0; number < m_deliveries.regions().size(); ++number) {
        const RegionRow& region = m_deliveries.regions()[number];
        RegionStatus status;
        status.id = region.id;
        status.name = region.name;
        std::vector<double> latencies;
        std::optional<double> uncertainty = 0.0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].region != number) {
                continue;
            }
            const DeliveryStatus& delivery = into.deliveries[i];
            ++status.deliveries;
            status.health += delivery.health;
            status.worst = std::max(status.worst, delivery.worst());
            if (rows[i].isOnSchedule) {
                health::count(status.share, m_deliveries.carriageNow(rows[i]));
            }
            if (delivery.latency.ms) {
                latencies.push_back(*delivery.latency.ms);
                uncertainty =
                    uncertainty && delivery.latency.uncertaintyMs
                        ? std::optional(std::max(*uncertainty, *delivery.latency.uncertaintyMs))
                        : std::nullopt;
            }
        }
        if (!latencies.empty()) {
            std::sort(latencies.begin(), latencies.end());
            status.latencyKnown = static_cast<std::uint32_t>(latencies.size());
            status.latencyMedianMs = median(latencies);
            status.latencyP95Ms = rank(latencies, 0.95);
            status.latencyUncertaintyMs = uncertainty;
        }
        status.healthTrend.assign(region.trend.begin(), region.trend.end());
        into.regions.push_back(std::move(status));
    }
}

} // namespace vigie::engine
