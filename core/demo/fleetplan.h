// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/demo/catalog.h"
#include "core/model/plan.h"

namespace vigie::demo {

/// One input of a node's configuration. `uri` and `rf` may hold port 0 until the node has said
/// which port it took.
struct NodeInput {
    struct Service {
        std::string path;
        std::uint16_t service = 0;
        std::string feedId;
    };
    std::string id;
    std::string name;
    std::string uri;
    std::string carrier;
    std::string rf;
    std::vector<Service> services;
};

/// One node of the fleet, as its configuration file will say it.
struct NodeSpec {
    std::string id;
    std::string name;
    model::NodeKind kind = model::NodeKind::Unknown;
    /// Empty at the origin.
    std::string regionId;
    model::GeoPosition position;
    std::string listen = "127.0.0.1:0";
    std::vector<NodeInput> inputs;
    /// Keeps rings of its inputs, and captures around continuity errors.
    bool isCapturing = false;
};

[[nodiscard]] std::string cloudNodeId(const RegionStyle& region);
[[nodiscard]] std::string satelliteNodeId(const RegionStyle& region);
inline constexpr const char* originNodeId = "origin-paris";

/// The origin, then each region's cloud node and satellite node. The cloud's URIs are left empty.
[[nodiscard]] std::vector<NodeSpec> planNodes(const std::vector<FeedStyle>& feeds,
                                              const std::vector<RegionStyle>& regions);
/// Every feed into every region. Of a region's deliveries its share has the cloud as main path;
/// which ones, the seed decides.
[[nodiscard]] model::Plan planDeliveries(const std::vector<FeedStyle>& feeds,
                                         const std::vector<RegionStyle>& regions,
                                         std::uint64_t seed);

[[nodiscard]] std::string nodeYaml(const NodeSpec& node, const std::vector<FeedStyle>& feeds,
                                   const std::vector<RegionStyle>& regions);
[[nodiscard]] std::string planYaml(const model::Plan& plan);
[[nodiscard]] std::string deskYaml(const std::string& eventName, const std::string& regionId,
                                   const std::vector<std::string>& addresses);

/// "udp://127.0.0.1:0" with the port put in.
[[nodiscard]] std::string withPort(const std::string& uri, std::uint16_t port);

} // namespace vigie::demo
