// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/fleetplan.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include <fmt/format.h>

#include "core/demo/distribution.h"
#include "core/demo/tspacket.h"

namespace vigie::demo {

namespace {

constexpr const char* eventName = "Summer Games";
/// Seventeen days of nine hours.
constexpr double hoursPerDelivery = 153;
/// Where the built-in scenario lets it rain: its satellite node has something to capture.
constexpr const char* capturingRegion = "south-america";

std::string satellitePath(const RegionStyle& region, const std::string& feedId) {
    return fmt::format("sat-{}-{}", region.info.id, feedId);
}
std::string cloudPath(const RegionStyle& region, const std::string& feedId) {
    return fmt::format("{}-{}", region.cloudSlug, feedId);
}

NodeSpec originNode(const std::vector<FeedStyle>& feeds) {
    NodeSpec node;
    node.id = originNodeId;
    node.name = "Paris IBC";
    node.kind = model::NodeKind::Origin;
    node.position = {48.86, 2.35};
    for (const FeedStyle& feed : feeds) {
        node.inputs.push_back(
            {"in-" + feed.info.id,
             fmt::format("Paris {:03}", feed.info.number),
             "udp://127.0.0.1:0",
             {},
             {},
             {{"paris-" + feed.info.id, pidsOf(feed.info.number).program, feed.info.id}}});
    }
    return node;
}

NodeSpec cloudNode(const RegionStyle& region, const std::vector<FeedStyle>& feeds) {
    NodeSpec node;
    node.id = cloudNodeId(region);
    node.name = region.cloudCity;
    node.kind = model::NodeKind::Cloud;
    node.regionId = region.info.id;
    node.position = region.cloudPosition;
    for (const FeedStyle& feed : feeds) {
        node.inputs.push_back(
            {"in-" + feed.info.id,
             fmt::format("{} SRT {:03}", region.cloudCity, feed.info.number),
             {},
             {},
             {},
             {{cloudPath(region, feed.info.id), pidsOf(feed.info.number).program, feed.info.id}}});
    }
    return node;
}

NodeSpec satelliteNode(const RegionStyle& region, const std::vector<FeedStyle>& feeds) {
    NodeSpec node;
    node.id = satelliteNodeId(region);
    node.name = region.satelliteCity;
    node.kind = model::NodeKind::Satellite;
    node.regionId = region.info.id;
    node.position = region.satellitePosition;
    node.isCapturing = region.info.id == capturingRegion;
    constexpr std::size_t perInput = Distribution::feedsPerTransponder;
    for (std::size_t from = 0; from < feeds.size(); from += perInput) {
        const std::size_t transponder = from / perInput;
        NodeInput input{fmt::format("in-t{}", transponder + 1),
                        fmt::format("{} transponder {}", region.satelliteCity, transponder + 1),
                        "rtp://127.0.0.1:0",
                        Distribution::carrierOf(region, transponder),
                        "udp://127.0.0.1:0",
                        {}};
        for (std::size_t i = from; i < std::min(from + perInput, feeds.size()); ++i) {
            input.services.push_back({satellitePath(region, feeds[i].info.id),
                                      pidsOf(feeds[i].info.number).program, feeds[i].info.id});
        }
        node.inputs.push_back(std::move(input));
    }
    return node;
}

/// A YAML scalar in double quotes; our texts hold no control characters.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + '"';
}

std::string regionRow(const model::RegionInfo& region) {
    return fmt::format("  - {{id: {}, name: {}}}\n", region.id, quoted(region.name));
}

std::string feedRow(const model::FeedInfo& feed) {
    return fmt::format("  - {{id: {}, number: {}, name: {}, sport: {}, venue: {}}}\n", feed.id,
                       feed.number, quoted(feed.name), quoted(feed.sport), quoted(feed.venue));
}

std::string inputRows(const NodeSpec& node, const NodeInput& input) {
    std::string out = fmt::format("  - id: {}\n    name: {}\n    uri: {}\n    profile: dvb\n",
                                  input.id, quoted(input.name), quoted(input.uri));
    if (!input.carrier.empty()) {
        out += fmt::format("    carrier: {}\n", quoted(input.carrier));
    }
    if (!input.rf.empty()) {
        out += fmt::format("    rf: {}\n", quoted(input.rf));
    }
    out += "    services:\n";
    for (const auto& service : input.services) {
        out += fmt::format("      - {{path: {}, service: {}, feed: {}, ", service.path,
                           service.service, service.feedId);
        if (!node.regionId.empty()) {
            out += fmt::format("region: {}, ", node.regionId);
        }
        out += fmt::format("kind: {}, decode: key-frames}}\n", model::toString(node.kind));
    }
    return out;
}

} // namespace

std::string cloudNodeId(const RegionStyle& region) {
    return "cloud-" + region.cloudSlug;
}
std::string satelliteNodeId(const RegionStyle& region) {
    return "sat-" + region.info.id;
}

std::vector<NodeSpec> planNodes(const std::vector<FeedStyle>& feeds,
                                const std::vector<RegionStyle>& regions) {
    std::vector<NodeSpec> nodes{originNode(feeds)};
    for (const RegionStyle& region : regions) {
        nodes.push_back(cloudNode(region, feeds));
        nodes.push_back(satelliteNode(region, feeds));
    }
    return nodes;
}

model::Plan planDeliveries(const std::vector<FeedStyle>& feeds,
                           const std::vector<RegionStyle>& regions, std::uint64_t seed) {
    model::Plan plan;
    plan.name = eventName;
    for (const FeedStyle& feed : feeds) {
        plan.feeds.push_back(feed.info);
    }
    for (std::size_t r = 0; r < regions.size(); ++r) {
        const RegionStyle& region = regions[r];
        plan.regions.push_back(region.info);
        // Shuffled by hand: std::shuffle is not the same everywhere.
        std::mt19937_64 random(seed * 131 + r);
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < feeds.size(); ++i) {
            order.insert(order.begin() + static_cast<std::ptrdiff_t>(random() % (i + 1)), i);
        }
        const auto byCloud = static_cast<std::size_t>(
            std::lround(region.cloudShare * static_cast<double>(feeds.size())));
        const std::set<std::size_t> cloudMains(
            order.begin(), order.begin() + static_cast<std::ptrdiff_t>(byCloud));
        for (std::size_t i = 0; i < feeds.size(); ++i) {
            const std::string& feedId = feeds[i].info.id;
            const model::PathRef cloud{cloudNodeId(region), cloudPath(region, feedId)};
            const model::PathRef satellite{satelliteNodeId(region), satellitePath(region, feedId)};
            model::Delivery delivery;
            delivery.id = feedId + "-" + region.info.id;
            delivery.feedId = feedId;
            delivery.regionId = region.info.id;
            delivery.main = cloudMains.contains(i) ? cloud : satellite;
            delivery.backup = cloudMains.contains(i) ? satellite : cloud;
            plan.deliveries.push_back(std::move(delivery));
        }
    }
    plan.plannedHours =
        std::round(hoursPerDelivery * static_cast<double>(plan.deliveries.size()) / 100) * 100;
    return plan;
}

std::string nodeYaml(const NodeSpec& node, const std::vector<FeedStyle>& feeds,
                     const std::vector<RegionStyle>& regions) {
    std::string out = fmt::format("node:\n  id: {}\n  name: {}\n  kind: {}\n", node.id,
                                  quoted(node.name), model::toString(node.kind));
    if (!node.regionId.empty()) {
        out += fmt::format("  region: {}\n", node.regionId);
    }
    out += fmt::format("  position: {{latitude: {}, longitude: {}}}\nlisten: {}\nregions:\n",
                       node.position.latitude, node.position.longitude, quoted(node.listen));
    for (const RegionStyle& region : regions) {
        out += regionRow(region.info);
    }
    out += "feeds:\n";
    for (const FeedStyle& feed : feeds) {
        out += feedRow(feed.info);
    }
    if (node.isCapturing) {
        out += "capture: {folder: captures, ring: 30s, before: 5s, after: 5s, keep: 10, "
               "on: [\"1.1\", \"1.4\"]}\n";
    }
    out += "inputs:\n";
    for (const NodeInput& input : node.inputs) {
        out += inputRows(node, input);
    }
    return out;
}

std::string planYaml(const model::Plan& plan) {
    std::string out = fmt::format("name: {}\n", quoted(plan.name));
    if (plan.plannedHours) {
        out += fmt::format("planned_hours: {}\n", *plan.plannedHours);
    }
    out += "regions:\n";
    for (const auto& region : plan.regions) {
        out += regionRow(region);
    }
    out += "feeds:\n";
    for (const auto& feed : plan.feeds) {
        out += feedRow(feed);
    }
    out += "deliveries:\n";
    for (const auto& delivery : plan.deliveries) {
        out += fmt::format("  - {{id: {}, feed: {}, region: {}", delivery.id, delivery.feedId,
                           delivery.regionId);
        if (delivery.main) {
            out += fmt::format(", main: {}/{}", delivery.main->nodeId, delivery.main->pathId);
        }
        if (delivery.backup) {
            out += fmt::format(", backup: {}/{}", delivery.backup->nodeId, delivery.backup->pathId);
        }
        out += "}\n";
    }
    return out;
}

std::string deskYaml(const std::string& event, const std::string& regionId,
                     const std::vector<std::string>& addresses) {
    std::string out =
        fmt::format("event: {}\nregion: {}\nplan: plan.yaml\nnodes:\n", quoted(event), regionId);
    for (const auto& address : addresses) {
        out += fmt::format("  - {}\n", quoted(address));
    }
    return out;
}

std::string withPort(const std::string& uri, std::uint16_t port) {
    return uri.substr(0, uri.rfind(':') + 1) + std::to_string(port);
}

} // namespace vigie::demo
