// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/case.h"

#include <algorithm>

#include "core/incident/verdict.h"

namespace vigie::incident {
namespace {

/// Of the most paths that an incident had; with fewer left its cause is gone.
constexpr double leastRest = 0.25;

void takeWords(Case& open, const std::vector<const Symptom*>& symptoms, const Topology& topology) {
    const auto current =
        std::find_if(symptoms.begin(), symptoms.end(), [&open](const Symptom* symptom) {
            return symptom->alarm->id == open.spokesman;
        });
    const Symptom* best = spokesman(topology, open.hop, open.nature, symptoms);
    if (best == nullptr) {
        return;
    }
    // Of equals the one that was chosen stays, so that the line does not change its words.
    const auto isWorthIt = [&] {
        return (*current)->nature != open.nature || !(*current)->alarm->isPresent() ||
               (*current)->alarm->severity < best->alarm->severity;
    };
    const alarm::Alarm& speaker =
        *(current == symptoms.end() || isWorthIt() ? best : *current)->alarm;
    open.spokesman = speaker.id;
    open.incident.fault = speaker.kind;
    open.incident.ruleId = speaker.ruleId;
    open.incident.value = speaker.value;
    open.incident.limit = speaker.limit;
}

} // namespace

void refresh(Case& open, const std::vector<const Symptom*>& symptoms, const Topology& topology,
             const std::vector<RouteState>& states, Impact& impact, base::Utc at) {
    alarm::Incident& incident = open.incident;
    incident.alarms.clear();
    incident.severity = alarm::Severity::None;
    std::optional<base::Utc> cleared;
    bool isPresent = false;
    std::vector<std::size_t> routes;
    for (const Symptom* symptom : symptoms) {
        const alarm::Alarm& child = *symptom->alarm;
        incident.alarms.push_back(child.id);
        incident.since = std::min(incident.since, child.since);
        open.isSeen = open.isSeen || child.acknowledgedAt.has_value() ||
                      child.state == alarm::AlarmState::Acknowledged;
        if (child.isPresent()) {
            isPresent = true;
            routes.insert(routes.end(), symptom->touched.begin(), symptom->touched.end());
            if (child.isAnnunciated()) {
                incident.severity = std::max(incident.severity, child.severity);
            }
        } else if (child.cleared) {
            cleared = std::max(cleared.value_or(*child.cleared), *child.cleared);
        }
    }
    std::sort(incident.alarms.begin(), incident.alarms.end());
    if (isPresent) {
        incident.ended.reset();
        impact.measure(routes, states, incident);
    } else if (!incident.ended) {
        incident.ended = cleared.value_or(at);
        if (incident.paths == 0) {
            // It came and went between two looks: what it was about.
            for (const Symptom* symptom : symptoms) {
                routes.insert(routes.end(), symptom->touched.begin(), symptom->touched.end());
            }
            impact.measure(routes, states, incident);
        }
    }
    open.mostFeeds = std::max(open.mostFeeds, incident.feeds);
    open.mostPaths = std::max(open.mostPaths, incident.paths);
    open.mostRegions = std::max(open.mostRegions, incident.regions);
    open.mostDeliveriesLost = std::max(open.mostDeliveriesLost, incident.deliveriesLost);
    if (incident.ended) {
        // Its children went one by one: what is told of it is not what the last of them touched.
        incident.feeds = open.mostFeeds;
        incident.paths = open.mostPaths;
        incident.regions = open.mostRegions;
        incident.deliveriesLost = open.mostDeliveriesLost;
    }
    takeWords(open, symptoms, topology);
}

bool isCausePresent(const Case& open, const std::vector<const Symptom*>& symptoms) {
    if (!open.incident.isNamed) {
        return true;
    }
    bool hasOwn = false;
    bool isOwnPresent = false;
    for (const Symptom* symptom : symptoms) {
        if (symptom->nature == open.nature) {
            hasOwn = true;
            isOwnPresent = isOwnPresent || symptom->alarm->isPresent();
        }
    }
    if (hasOwn && !isOwnPresent) {
        return false;
    }
    return open.incident.paths >= leastRest * open.mostPaths;
}

} // namespace vigie::incident
