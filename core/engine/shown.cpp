// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/shown.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace vigie::engine {
namespace {

/// Whether anybody needs to look at it: the first group of the list.
bool isOpen(const AlarmStatus& alarm) {
    return alarm.isAnnunciated() && (alarm.isPresent() || alarm.isUnacknowledged());
}

} // namespace

void orderFaults(std::vector<Fault>& faults) {
    std::stable_sort(faults.begin(), faults.end(), [](const auto& a, const auto& b) {
        return std::pair(b.severity, a.since) < std::pair(a.severity, b.since);
    });
}

AlarmStatus statusOf(const alarm::Alarm& known, std::string inputId, const alarm::RuleSet& rules) {
    AlarmStatus status;
    static_cast<alarm::Alarm&>(status) = known;
    status.scope = known.subject.scope;
    status.nodeId = known.subject.nodeId;
    status.inputId = std::move(inputId);
    if (known.subject.scope == model::Scope::Path) {
        status.path = {known.subject.nodeId, known.subject.id};
    }
    if (const alarm::Rule* rule = rules.find(known.ruleId)) {
        status.unit = rule->unit;
    }
    return status;
}

void orderAlarms(std::vector<AlarmStatus>& alarms) {
    std::sort(alarms.begin(), alarms.end(), [](const auto& a, const auto& b) {
        return std::tuple(!a.isPresent(), b.severity, b.since, b.id) <
               std::tuple(!b.isPresent(), a.severity, a.since, a.id);
    });
}

void orderIncidents(std::vector<alarm::Incident>& incidents,
                    const std::vector<AlarmStatus>& alarms) {
    std::map<std::uint64_t, bool> hasOpen; // by incident
    for (const AlarmStatus& known : alarms) {
        if (known.incidentId != 0) {
            hasOpen[known.incidentId] = hasOpen[known.incidentId] || isOpen(known);
        }
    }
    std::sort(incidents.begin(), incidents.end(), [&](const auto& a, const auto& b) {
        return std::tuple(!hasOpen[a.id], a.ended.has_value(), b.severity, b.since, b.id) <
               std::tuple(!hasOpen[b.id], b.ended.has_value(), a.severity, a.since, a.id);
    });
}

void showWorst(std::vector<NodeStatus>& nodes, const std::vector<AlarmStatus>& alarms) {
    std::map<std::string_view, Severity> worst;
    for (const AlarmStatus& known : alarms) {
        if (known.isPresent() && known.isAnnunciated()) {
            Severity& of = worst[known.subject.nodeId];
            of = std::max(of, known.severity);
        }
    }
    for (NodeStatus& node : nodes) {
        const auto found = node.description ? worst.find(node.description->id) : worst.end();
        node.worst = found == worst.end() ? Severity::None : found->second;
    }
}

ChartSeries chartOf(const series::Points& points) {
    ChartSeries chart;
    chart.metric = points.metric;
    chart.points.reserve(points.points.size());
    for (const series::Point& point : points.points) {
        chart.points.push_back({point.at, point.minimum, point.maximum, point.mean});
    }
    chart.breaks = points.breaks;
    return chart;
}

} // namespace vigie::engine
