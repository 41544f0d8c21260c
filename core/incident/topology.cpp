// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/topology.h"

#include <algorithm>
#include <set>
#include <utility>

namespace vigie::incident {
namespace {

using model::NodeDescription;
using model::PathKind;
using model::PlanHop;

HopType typeOf(PlanHop::Type type) {
    switch (type) {
    case PlanHop::Type::Uplink:
        return HopType::Uplink;
    case PlanHop::Type::Transponder:
        return HopType::Transponder;
    case PlanHop::Type::CloudRegion:
        return HopType::CloudRegion;
    case PlanHop::Type::Link:
        return HopType::Link;
    }
    return HopType::Link;
}

/// The path's own word, else that of the place where it arrives.
PathKind kindOf(const NodeDescription& node, const model::PathInfo& path) {
    if (path.kind != PathKind::Unknown) {
        return path.kind;
    }
    switch (node.kind) {
    case model::NodeKind::Origin:
        return PathKind::Origin;
    case model::NodeKind::Cloud:
        return PathKind::Cloud;
    case model::NodeKind::Satellite:
        return PathKind::Satellite;
    case model::NodeKind::Unknown:
        break;
    }
    return PathKind::Unknown;
}

/// The pieces of the way that the plan describes, by input and by node.
class PlanHops {
public:
    explicit PlanHops(const model::Plan* plan) {
        if (plan == nullptr) {
            return;
        }
        for (const PlanHop& hop : plan->hops) {
            m_byId.emplace(hop.id, &hop);
            for (const std::string& input : hop.inputs) {
                m_byInput[input].push_back(&hop);
            }
            for (const std::string& node : hop.nodes) {
                m_byNode[node].push_back(&hop);
            }
        }
    }

    /// Those that an input lies behind, upstream first, each once.
    [[nodiscard]] std::vector<const PlanHop*>
    over(const std::string& nodeId, const std::string& inputId, PathKind kind) const {
        std::vector<const PlanHop*> found;
        const auto append = [this, &found](const auto& map, const std::string& key,
                                           const auto& isWay) {
            const auto at = map.find(key);
            if (at == map.end()) {
                return;
            }
            for (const PlanHop* hop : at->second) {
                if (!isWay(*hop)) {
                    continue;
                }
                // A chain is as long as there are hops at most: the plan may be a ring.
                for (std::size_t i = 0; hop != nullptr && i <= m_byId.size(); ++i) {
                    if (std::find(found.begin(), found.end(), hop) == found.end()) {
                        found.push_back(hop);
                    }
                    const auto behind = m_byId.find(hop->behind);
                    hop = behind == m_byId.end() ? nullptr : behind->second;
                }
            }
        };
        append(m_byInput, nodeId + "/" + inputId, [](const PlanHop&) { return true; });
        // A node with inputs of both kinds: each has its own way.
        append(m_byNode, nodeId, [kind](const PlanHop& hop) {
            const bool isSpace =
                hop.type == PlanHop::Type::Uplink || hop.type == PlanHop::Type::Transponder;
            return !(isSpace ? kind == PathKind::Cloud : kind == PathKind::Satellite);
        });
        // Among hops of one type the one that others hang on comes first.
        std::stable_sort(found.begin(), found.end(), [this](const PlanHop* a, const PlanHop* b) {
            return std::pair(a->type, depth(a)) < std::pair(b->type, depth(b));
        });
        return found;
    }

private:
    [[nodiscard]] std::size_t depth(const PlanHop* hop) const {
        std::size_t depth = 0;
        auto behind = m_byId.find(hop->behind);
        while (behind != m_byId.end() && depth <= m_byId.size()) {
            ++depth;
            behind = m_byId.find(behind->second->behind);
        }
        return depth;
    }
    std::map<std::string, const PlanHop*, std::less<>> m_byId;
    std::map<std::string, std::vector<const PlanHop*>, std::less<>> m_byInput;
    std::map<std::string, std::vector<const PlanHop*>, std::less<>> m_byNode;
};

/// Names that people gave to things, wherever in the fleet or the plan they did.
struct Names {
    std::map<std::string, std::string, std::less<>> feeds;
    std::map<std::string, std::string, std::less<>> regions;

    Names(const std::vector<model::NodeDescriptionPtr>& nodes, const model::Plan* plan) {
        const auto add = [](auto& names, const auto& infos) {
            for (const auto& info : infos) {
                names.emplace(info.id, info.name);
            }
        };
        if (plan != nullptr) {
            add(feeds, plan->feeds);
            add(regions, plan->regions);
        }
        for (const auto& node : nodes) {
            if (node) {
                add(feeds, node->feeds);
                add(regions, node->regions);
            }
        }
    }
    static std::string of(const std::map<std::string, std::string, std::less<>>& names,
                          const std::string& id) {
        const auto at = names.find(id);
        return at == names.end() || at->second.empty() ? id : at->second;
    }
};

std::string orId(const std::string& name, const std::string& id) {
    return name.empty() ? id : name;
}

/// Where a feed leaves: the first node, by id, with a path of kind origin.
std::map<std::string, const NodeDescription*, std::less<>>
originsOf(const std::vector<const NodeDescription*>& nodes) {
    std::map<std::string, const NodeDescription*, std::less<>> origins;
    for (const NodeDescription* node : nodes) {
        for (const auto& path : node->paths) {
            if (kindOf(*node, path) == PathKind::Origin) {
                origins.emplace(path.feedId, node);
            }
        }
    }
    return origins;
}

/// The hops of one path, in order and with names; numbers come later.
std::vector<Hop> wayOf(const NodeDescription& node, const model::PathInfo& path,
                       std::size_t pathsOfInput, const NodeDescription* origin,
                       const PlanHops& planned, const Names& names) {
    std::vector<Hop> way;
    const PathKind kind = kindOf(node, path);
    if (!path.feedId.empty()) {
        way.push_back({HopType::Feed, path.feedId, Names::of(names.feeds, path.feedId)});
    }
    if (origin != nullptr) {
        way.push_back({HopType::Origin, origin->id, orId(origin->name, origin->id)});
    }
    const auto input = std::find_if(node.inputs.begin(), node.inputs.end(),
                                    [&path](const auto& info) { return info.id == path.inputId; });
    const std::string inputKey = node.id + "/" + path.inputId;
    const std::string inputName =
        input == node.inputs.end() ? inputKey : orId(input->name, inputKey);
    if (kind != PathKind::Origin) {
        std::set<HopType> given;
        std::vector<Hop> middle;
        for (const PlanHop* hop : planned.over(node.id, path.inputId, kind)) {
            given.insert(typeOf(hop->type));
            middle.push_back({typeOf(hop->type), hop->id, orId(hop->name, hop->id)});
        }
        if (kind == PathKind::Satellite && !path.inputId.empty()) {
            if (!given.contains(HopType::Transponder)) {
                const std::string carrier = input == node.inputs.end() ? "" : input->carrier;
                middle.push_back({HopType::Transponder, orId(carrier, inputKey),
                                  carrier.empty() ? inputName : carrier});
            }
            middle.push_back({HopType::Receiver, inputKey, inputName});
        }
        const std::string cloud = node.regionId.empty() ? path.regionId : node.regionId;
        if (kind == PathKind::Cloud) {
            if (!given.contains(HopType::CloudRegion) && !cloud.empty()) {
                middle.push_back({HopType::CloudRegion, cloud, Names::of(names.regions, cloud)});
            }
            if (!given.contains(HopType::Link) && pathsOfInput == 1 && !path.inputId.empty()) {
                middle.push_back({HopType::Link, inputKey, inputName});
            }
        }
        std::stable_sort(middle.begin(), middle.end(),
                         [](const Hop& a, const Hop& b) { return a.type < b.type; });
        way.insert(way.end(), middle.begin(), middle.end());
    }
    if (!path.inputId.empty()) {
        way.push_back({HopType::Input, inputKey, inputName});
    }
    way.push_back({HopType::Node, node.id, orId(node.name, node.id)});
    if (!path.regionId.empty()) {
        way.push_back({HopType::Region, path.regionId, Names::of(names.regions, path.regionId)});
    }
    return way;
}

/// Who shares a feed with whom.
void relate(std::vector<Route>& routes) {
    std::map<std::string, std::vector<std::size_t>> byFeed;
    for (std::size_t i = 0; i < routes.size(); ++i) {
        if (!routes[i].feedId.empty()) {
            byFeed[routes[i].feedId].push_back(i);
        }
    }
    for (const auto& [feed, numbers] : byFeed) {
        for (const std::size_t i : numbers) {
            for (const std::size_t other : numbers) {
                if (other == i) {
                    continue;
                }
                if (routes[other].kind == PathKind::Origin) {
                    routes[i].origins.push_back(other);
                } else if (routes[i].kind != PathKind::Origin &&
                           routes[other].regionId == routes[i].regionId) {
                    routes[i].twins.push_back(other);
                } else {
                    routes[i].others.push_back(other);
                }
            }
        }
    }
}

} // namespace

Topology::Topology() = default;

Topology::Topology(const std::vector<model::NodeDescriptionPtr>& nodes, const model::Plan* plan) {
    std::vector<const NodeDescription*> sorted;
    for (const auto& node : nodes) {
        if (node) {
            sorted.push_back(node.get());
        }
    }
    // The order in which nodes were met must not matter.
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return a->id < b->id; });
    const PlanHops planned(plan);
    const Names names(nodes, plan);
    const auto origins = originsOf(sorted);
    for (const NodeDescription* node : sorted) {
        std::map<std::string, std::size_t> pathsOf;
        for (const auto& path : node->paths) {
            ++pathsOf[path.inputId];
        }
        for (const auto& path : node->paths) {
            const model::PathRef ref{node->id, path.id};
            if (m_paths.contains(ref)) {
                continue; // two nodes of one name: the first is the one
            }
            const auto origin = origins.find(path.feedId);
            Route route{ref, path.feedId, path.regionId, kindOf(*node, path), {}, {}, {}, {}};
            for (Hop& hop :
                 wayOf(*node, path, pathsOf[path.inputId],
                       origin == origins.end() ? nullptr : origin->second, planned, names)) {
                const auto [at, isNew] =
                    m_numbers.try_emplace(std::pair(hop.type, hop.id), m_hops.size());
                if (isNew) {
                    m_hops.push_back(std::move(hop));
                    m_over.emplace_back();
                }
                if (m_over[at->second].empty() || m_over[at->second].back() != m_routes.size()) {
                    m_over[at->second].push_back(m_routes.size());
                    route.hops.push_back(at->second);
                }
            }
            m_paths.emplace(ref, m_routes.size());
            m_inputs[{node->id, path.inputId}].push_back(m_routes.size());
            m_nodes[node->id].push_back(m_routes.size());
            m_routes.push_back(std::move(route));
        }
    }
    relate(m_routes);
}

std::optional<std::size_t> Topology::findRoute(const model::PathRef& path) const {
    const auto at = m_paths.find(path);
    return at == m_paths.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::size_t> Topology::findHop(HopType type, std::string_view id) const {
    const auto at = m_numbers.find(std::pair(type, std::string(id)));
    return at == m_numbers.end() ? std::nullopt : std::optional(at->second);
}

std::vector<std::size_t> Topology::routesOf(const alarm::Subject& subject) const {
    switch (subject.scope) {
    case model::Scope::Path: {
        const auto route = findRoute({subject.nodeId, subject.id});
        return route ? std::vector<std::size_t>{*route} : std::vector<std::size_t>{};
    }
    case model::Scope::Input: {
        const auto at = m_inputs.find({subject.nodeId, subject.id});
        return at == m_inputs.end() ? std::vector<std::size_t>{} : at->second;
    }
    case model::Scope::Node: {
        const auto at = m_nodes.find(subject.nodeId);
        return at == m_nodes.end() ? std::vector<std::size_t>{} : at->second;
    }
    case model::Scope::Pid:
        break;
    }
    return {};
}

} // namespace vigie::incident
