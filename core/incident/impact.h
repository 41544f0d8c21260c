// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/incident/correlator.h"

namespace vigie::incident {

/// Counts what a set of routes means to takers. Made once per topology.
class Impact {
public:
    explicit Impact(const Topology& topology);
    /// Writes feeds, paths, regions and deliveriesLost. `routes` in any order.
    void measure(const std::vector<std::size_t>& routes, const std::vector<RouteState>& states,
                 alarm::Incident& incident);

private:
    struct Numbers {
        std::uint32_t feed = 0; // 0: none, as for the others
        std::uint32_t region = 0;
        std::uint32_t delivery = 0;
    };
    [[nodiscard]] bool isLost(std::size_t route, const std::vector<RouteState>& states) const;
    const Topology* m_topology;
    std::vector<Numbers> m_numbers;
    /// When each was last counted.
    std::vector<std::uint32_t> m_path, m_feed, m_region, m_delivery;
    std::uint32_t m_turn = 0;
};

} // namespace vigie::incident
