// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/incident/impact.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace vigie::incident {

Impact::Impact(const Topology& topology)
    : m_topology(&topology), m_numbers(topology.routes().size()),
      m_path(topology.routes().size(), 0) {
    std::map<std::string_view, std::uint32_t> feeds;
    std::map<std::string_view, std::uint32_t> regions;
    const auto number = [](auto& known, const std::string& id) {
        return id.empty() ? 0U
                          : known.try_emplace(id, static_cast<std::uint32_t>(known.size() + 1))
                                .first->second;
    };
    for (std::size_t i = 0; i < m_numbers.size(); ++i) {
        const Route& route = topology.routes()[i];
        m_numbers[i].feed = number(feeds, route.feedId);
        m_numbers[i].region = number(regions, route.regionId);
        if (!route.feedId.empty() && !route.regionId.empty()) {
            std::size_t first = i;
            for (const std::size_t twin : route.twins) {
                first = std::min(first, twin);
            }
            m_numbers[i].delivery = static_cast<std::uint32_t>(first + 1);
        }
    }
    m_feed.resize(feeds.size() + 1, 0);
    m_region.resize(regions.size() + 1, 0);
    m_delivery.resize(m_numbers.size() + 1, 0);
}

bool Impact::isLost(std::size_t route, const std::vector<RouteState>& states) const {
    const auto stateOf = [&states](std::size_t number) {
        return number < states.size() ? states[number] : RouteState::Unknown;
    };
    const auto& twins = m_topology->routes()[route].twins;
    const auto any = [&](RouteState wanted) {
        return stateOf(route) == wanted ||
               std::any_of(twins.begin(), twins.end(),
                           [&](std::size_t twin) { return stateOf(twin) == wanted; });
    };
    return !any(RouteState::Good) && !any(RouteState::OffAir);
}

void Impact::measure(const std::vector<std::size_t>& routes, const std::vector<RouteState>& states,
                     alarm::Incident& incident) {
    ++m_turn;
    incident.feeds = incident.paths = incident.regions = incident.deliveriesLost = 0;
    const auto isFirst = [this](std::vector<std::uint32_t>& seen, std::size_t number) {
        return std::exchange(seen[number], m_turn) != m_turn;
    };
    for (const std::size_t route : routes) {
        if (!isFirst(m_path, route)) {
            continue;
        }
        ++incident.paths;
        const Numbers& numbers = m_numbers[route];
        if (numbers.feed != 0 && isFirst(m_feed, numbers.feed)) {
            ++incident.feeds;
        }
        if (numbers.region != 0 && isFirst(m_region, numbers.region)) {
            ++incident.regions;
        }
        if (numbers.delivery != 0 && isFirst(m_delivery, numbers.delivery) &&
            isLost(route, states)) {
            ++incident.deliveriesLost;
        }
    }
}

} // namespace vigie::incident
