// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/route.h"

#include <algorithm>

namespace vigie::ui::inspector {

namespace {

using alarm::HopType;
using Basis = RouteHop::Basis;

/// The worst alarm present of exactly this subject.
const engine::AlarmStatus* worstAlarm(const engine::Snapshot& snapshot, model::Scope scope,
                                      const std::string& nodeId, const std::string& id) {
    const engine::AlarmStatus* worst = nullptr;
    for (const auto& alarm : snapshot.alarms) {
        const bool isIts = alarm.subject.scope == scope && alarm.subject.nodeId == nodeId &&
                           (scope == model::Scope::Node || alarm.subject.id == id);
        if (isIts && alarm.isPresent() && alarm.isAnnunciated() &&
            (worst == nullptr || alarm.severity > worst->severity)) {
            worst = &alarm;
        }
    }
    return worst;
}

void takeAlarm(RouteHop& hop, const engine::AlarmStatus& alarm) {
    hop.state = alarm.severity;
    hop.basis = Basis::Own;
    engine::Fault fault;
    fault.kind = alarm.kind;
    fault.severity = alarm.severity;
    fault.since = alarm.since;
    fault.value = alarm.value;
    hop.fault = fault;
    hop.incidentId = alarm.incidentId;
}

/// An incident that is open and has a child about this twin.
bool concerns(const engine::Snapshot& snapshot, const alarm::Incident& incident, const Twin& twin) {
    return !incident.ended &&
           std::any_of(incident.alarms.begin(), incident.alarms.end(), [&](std::uint64_t id) {
               const engine::AlarmStatus* alarm = snapshot.findAlarm(id);
               if (alarm == nullptr || !alarm->isPresent() ||
                   alarm->subject.nodeId != twin.ref.nodeId) {
                   return false;
               }
               switch (alarm->subject.scope) {
               case model::Scope::Node:
                   return true;
               case model::Scope::Input:
                   return alarm->subject.id == twin.input.id;
               case model::Scope::Path:
                   return alarm->subject.id == twin.ref.pathId;
               case model::Scope::Pid:
                   break;
               }
               return false;
           });
}

const engine::PathStatus* originPath(const engine::Snapshot& snapshot, const std::string& nodeId,
                                     const std::string& feedId) {
    const auto found =
        std::find_if(snapshot.paths.begin(), snapshot.paths.end(), [&](const auto& path) {
            return path.ref.nodeId == nodeId && path.feedId == feedId;
        });
    return found == snapshot.paths.end() ? nullptr : &*found;
}

void takePath(RouteHop& hop, const engine::PathStatus& path) {
    if (!path.faults.empty()) {
        hop.state = path.worst();
        hop.basis = Basis::Own;
        hop.fault = path.faults.front();
    } else if (path.isInContact) {
        hop.state = engine::Severity::None;
        hop.basis = Basis::Own;
    }
}

bool isInContact(const engine::Snapshot& snapshot, const std::string& nodeId) {
    const engine::NodeStatus* node = snapshot.findNode(nodeId);
    return node != nullptr && !node->noContactSince && node->lastTick;
}

} // namespace

void RouteFinder::rebuild(const engine::Snapshot& snapshot, const Twins& twins) {
    std::vector<model::NodeDescriptionPtr> nodes;
    for (const auto& node : snapshot.nodes) {
        if (!node.description) {
            continue;
        }
        const bool isTwins =
            std::any_of(twins.paths.begin(), twins.paths.end(), [&](const auto& twin) {
                return twin && twin->ref.nodeId == node.description->id;
            });
        const auto& paths = node.description->paths;
        const bool isOrigin =
            std::any_of(paths.begin(), paths.end(), [&](const model::PathInfo& path) {
                return path.feedId == twins.feedId &&
                       (path.kind == model::PathKind::Origin ||
                        node.description->kind == model::NodeKind::Origin);
            });
        if (isTwins || isOrigin) {
            nodes.push_back(node.description);
        }
    }
    if (nodes == m_nodes && snapshot.plan == m_plan && twins.feedId == m_feedId) {
        return;
    }
    m_topology = incident::Topology(nodes, snapshot.plan.get());
    m_nodes = std::move(nodes);
    m_plan = snapshot.plan;
    m_feedId = twins.feedId;
}

RouteHop RouteFinder::judge(const engine::Snapshot& snapshot, const Twins& twins, const Twin& twin,
                            const alarm::Hop& hop) const {
    RouteHop judged;
    judged.hop = hop;
    const engine::PathStatus* path = snapshot.findPath(twin.ref);
    const bool isClean = path != nullptr && path->isInContact && path->faults.empty() &&
                         isInContact(snapshot, twin.ref.nodeId);
    switch (hop.type) {
    case HopType::Feed:
    case HopType::Origin:
        if (hop.type == HopType::Origin) {
            judged.nodeId = hop.id;
            judged.latencyMs = 0;
            if (const auto* alarm = worstAlarm(snapshot, model::Scope::Node, hop.id, {})) {
                takeAlarm(judged, *alarm);
                break;
            }
            if (const auto* origin = originPath(snapshot, hop.id, twins.feedId);
                origin != nullptr && isInContact(snapshot, hop.id)) {
                takePath(judged, *origin);
            }
        }
        break;
    case HopType::Receiver:
    case HopType::Input:
        judged.nodeId = twin.ref.nodeId;
        if (const auto* alarm =
                worstAlarm(snapshot, model::Scope::Input, twin.ref.nodeId, twin.input.id)) {
            takeAlarm(judged, *alarm);
        }
        break;
    case HopType::Node:
        judged.nodeId = hop.id;
        if (path != nullptr && path->isInContact) {
            judged.latencyMs = path->latency.ms;
            judged.latencyUncertaintyMs = path->latency.uncertaintyMs;
        }
        if (const auto* alarm = worstAlarm(snapshot, model::Scope::Node, hop.id, {})) {
            takeAlarm(judged, *alarm);
        } else if (isInContact(snapshot, hop.id) && path != nullptr) {
            takePath(judged, *path);
            if (const auto* ofPath =
                    worstAlarm(snapshot, model::Scope::Path, hop.id, twin.ref.pathId)) {
                judged.incidentId = ofPath->incidentId;
            }
        }
        break;
    case HopType::Uplink:
    case HopType::Transponder:
    case HopType::CloudRegion:
    case HopType::Link:
    case HopType::Region:
        break;
    }
    if ((hop.type == HopType::Transponder || hop.type == HopType::Receiver) && path != nullptr &&
        path->isInContact) {
        judged.linkMargin = path->linkMargin;
    }
    // What an open incident says of the hop outweighs what was found at the hop itself.
    for (const auto& incident : snapshot.incidents) {
        const bool isIt = incident.cause.hop.type == hop.type && incident.cause.hop.id == hop.id;
        if (!isIt || !concerns(snapshot, incident, twin)) {
            continue;
        }
        judged.incidentId = incident.id;
        judged.state = std::max(judged.state.value_or(engine::Severity::None), incident.severity);
        judged.basis = incident.isNamed ? Basis::Cause : Basis::Meeting;
        break;
    }
    if (!judged.state && isClean) {
        judged.state = engine::Severity::None;
        judged.basis = Basis::ArrivesClean;
    }
    return judged;
}

RouteView RouteFinder::viewOf(const engine::Snapshot& snapshot, const Twins& twins,
                              const Twin& twin) const {
    RouteView view;
    const auto number = m_topology.findRoute(twin.ref);
    if (!number) {
        return view;
    }
    const engine::PathStatus* path = snapshot.findPath(twin.ref);
    view.isBad = path != nullptr && !path->faults.empty();
    view.isAssumed = !snapshot.plan || snapshot.plan->hops.empty();
    for (const std::size_t hop : m_topology.routes()[*number].hops) {
        view.hops.push_back(judge(snapshot, twins, twin, m_topology.hops()[hop]));
    }
    // A named cause is the first bad hop, whatever lies before it; otherwise the first that is bad.
    // Where alarms only meet is no more than a place to look at.
    const auto isBad = [](const RouteHop& hop) {
        return hop.state && *hop.state > engine::Severity::None;
    };
    auto first = std::find_if(view.hops.begin(), view.hops.end(), [&](const RouteHop& hop) {
        return hop.basis == Basis::Cause && isBad(hop);
    });
    if (first == view.hops.end()) {
        first = std::find_if(view.hops.begin(), view.hops.end(), [&](const RouteHop& hop) {
            return hop.basis == Basis::Own && isBad(hop);
        });
        // Faults that only the last measuring point shows may come from any hop before it.
        const bool isOnlyArrival = first != view.hops.end() && first->hop.type == HopType::Node;
        const bool isOpenBefore =
            isOnlyArrival &&
            std::any_of(view.hops.begin(), first, [](const RouteHop& hop) { return !hop.state; });
        if (isOpenBefore) {
            first = view.hops.end();
        }
    }
    if (first != view.hops.end()) {
        first->isFirstBad = true;
    }
    return view;
}

std::array<RouteView, 2> RouteFinder::find(const engine::Snapshot& snapshot, const Twins& twins) {
    rebuild(snapshot, twins);
    std::array<RouteView, 2> views;
    for (std::size_t side = 0; side < 2; ++side) {
        if (twins.paths[side]) {
            views[side] = viewOf(snapshot, twins, *twins.paths[side]);
        }
    }
    return views;
}

} // namespace vigie::ui::inspector
