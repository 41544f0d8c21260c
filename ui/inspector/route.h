// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/incident/topology.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// One hop of a twin's way, as it is now.
struct RouteHop {
    alarm::Hop hop;
    /// Nothing: what goes on there is not known. None: good.
    std::optional<engine::Severity> state;
    /// How the state is known.
    enum class Basis : std::uint8_t {
        /// Not known.
        None,
        /// Alarms or faults of its own.
        Own,
        /// An open incident's cause, named by its evidence.
        Cause,
        /// Where the alarms of an incident meet; the evidence names no cause.
        Meeting,
        /// What came over it arrives clean.
        ArrivesClean
    };
    Basis basis = Basis::None;
    /// Of Own: the worst.
    std::optional<engine::Fault> fault;
    /// Of a hop of the air: dB; of the path that came over it.
    std::optional<double> linkMargin;
    /// From the origin to here, ms; absent where nobody measures it.
    std::optional<double> latencyMs;
    std::optional<double> latencyUncertaintyMs;
    /// 0: none.
    std::uint64_t incidentId = 0;
    /// The first of the way that is known to be bad.
    bool isFirstBad = false;
    /// Of a hop that is a node, or lies at one.
    std::string nodeId;
    bool operator==(const RouteHop&) const = default;
};

/// The way of one twin.
struct RouteView {
    std::vector<RouteHop> hops; // origin first; empty: no path, or its node has not spoken
    /// The path has faults now.
    bool isBad = false;
    /// Neither plan nor carrier said what lies between: the pieces are assumed from the nodes.
    bool isAssumed = false;
    bool operator==(const RouteView&) const = default;
};

/// Knows the ways of the twins; builds the topology anew only when nodes or the plan said something
/// else. No Qt; one thread.
class RouteFinder {
public:
    [[nodiscard]] std::array<RouteView, 2> find(const engine::Snapshot& snapshot,
                                                const Twins& twins);

private:
    void rebuild(const engine::Snapshot& snapshot, const Twins& twins);
    [[nodiscard]] RouteView viewOf(const engine::Snapshot& snapshot, const Twins& twins,
                                   const Twin& twin) const;
    [[nodiscard]] RouteHop judge(const engine::Snapshot& snapshot, const Twins& twins,
                                 const Twin& twin, const alarm::Hop& hop) const;

    incident::Topology m_topology;
    std::vector<model::NodeDescriptionPtr> m_nodes; // that it was built from
    std::shared_ptr<const model::Plan> m_plan;
    std::string m_feedId;
};

} // namespace vigie::ui::inspector
