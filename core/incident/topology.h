// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/fault.h"
#include "core/alarm/incident.h"
#include "core/model/plan.h"
#include "core/model/tick.h"

/// One cause is one line: which hop of which route explains a crowd of alarms.
namespace vigie::incident {

using alarm::Hop;
using alarm::HopType;

/// The way of one path from the camera to the taker, as hop numbers, origin first. The last two are
/// the node and the region; an origin's own path ends at the node.
struct Route {
    model::PathRef path;
    std::string feedId;
    std::string regionId;
    model::PathKind kind = model::PathKind::Unknown;
    std::vector<std::size_t> hops;
    /// Numbers of the routes of the same feed: into the same region, at the origin, elsewhere.
    std::vector<std::size_t> twins;
    std::vector<std::size_t> origins;
    std::vector<std::size_t> others;
};

/// What the fleet and the plan say of how feeds travel. Immutable once built. Without a plan's
/// hops: a feed leaves at the paths of kind origin; an input of a satellite node is a receiver on
/// the transponder that its carrier names (inputs with the same carrier share it; without one each
/// is its own); inputs with one path of a cloud node are links out of the cloud region that the
/// node's region names. docs/alarms.md has the plan's words.
class Topology {
public:
    /// Nodes in any order; plan may be null.
    Topology(const std::vector<model::NodeDescriptionPtr>& nodes, const model::Plan* plan);
    Topology();
    [[nodiscard]] const std::vector<Hop>& hops() const { return m_hops; }
    [[nodiscard]] const std::vector<Route>& routes() const { return m_routes; }
    /// Routes that lead over a hop.
    [[nodiscard]] const std::vector<std::size_t>& routesOver(std::size_t hop) const {
        return m_over[hop];
    }
    [[nodiscard]] std::optional<std::size_t> findRoute(const model::PathRef& path) const;
    [[nodiscard]] std::optional<std::size_t> findHop(HopType type, std::string_view id) const;
    /// The routes that an alarm's subject is about: a path's own; all of an input's or a node's.
    [[nodiscard]] std::vector<std::size_t> routesOf(const alarm::Subject& subject) const;

private:
    std::vector<Hop> m_hops;
    std::vector<Route> m_routes;
    std::vector<std::vector<std::size_t>> m_over;
    std::map<model::PathRef, std::size_t> m_paths;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> m_inputs;
    std::map<std::string, std::vector<std::size_t>> m_nodes;
    std::map<std::pair<HopType, std::string>, std::size_t> m_numbers;
};

} // namespace vigie::incident
