// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>

#include "tests/ui/support/fakeengine.h"
#include "tests/ui/support/fakeincidents.h"

namespace vigie::uitest {

namespace {

struct RegionRow {
    const char* id;
    const char* name;
    const char* cloudCity;
    model::GeoPosition cloud;
    const char* satelliteCity;
    model::GeoPosition satellite;
};

const std::array<RegionRow, 8> regionRows{{
    {"europe", "Europe", "London", {51.5, -0.1}, "Usingen", {50.3, 8.5}},
    {"south-america", "South America", "São Paulo", {-23.5, -46.6}, "Buenos Aires", {-34.6, -58.4}},
    {"asia", "Asia", "Singapore", {1.35, 103.8}, "Tokyo", {35.7, 139.7}},
    {"north-america", "North America", "Ashburn", {39.0, -77.5}, "Denver", {39.7, -105.0}},
    {"oceania", "Oceania", "Sydney", {-33.9, 151.2}, "Perth", {-31.9, 115.9}},
    {"africa", "Africa", "Johannesburg", {-26.2, 28.0}, "Nairobi", {-1.3, 36.8}},
    {"middle-east", "Middle East", "Dubai", {25.2, 55.3}, "Amman", {31.9, 35.9}},
    {"south-asia", "South Asia", "Hyderabad", {17.4, 78.5}, "Mumbai", {19.1, 72.9}},
}};

const std::array<const char*, 36> feedNames{
    "Ceremony · World Feed", "Athletics · Track",  "Sailing · Drone",   "Swimming · Main",
    "Swimming · Underwater", "Gymnastics · Floor", "Gymnastics · Beam", "Basketball · Court",
    "Judo · Tatami 1",       "Judo · Tatami 2",    "Fencing · Piste",   "Cycling · Road",
    "Rowing · Finish",       "Athletics · Field",  "Tennis · Center",   "Beach Volleyball",
    "Handball · Court",      "Rugby 7s · Main",    "Diving · 10 m",     "Table Tennis · T1",
    "Boxing · Ring A",       "Archery · Final",    "Shooting · 10 m",   "Equestrian · Arena",
    "Football · Main",       "Hockey · Pitch 1",   "Triathlon · Swim",  "Surfing · Reef",
    "Skateboard · Park",     "Climbing · Wall",    "Breaking · Stage",  "Golf · Hole 18",
    "Canoe · Slalom",        "Weightlifting · A",  "Wrestling · Mat 2", "Badminton · C1"};

std::string feedId(int feed) {
    std::string digits = std::to_string(feed + 1);
    return "f" + std::string(3 - std::min<std::size_t>(3, digits.size()), '0') + digits;
}

engine::Health health(std::uint32_t onAir, std::uint32_t errored, std::uint32_t unknown = 0) {
    return {onAir, errored, unknown};
}

engine::HealthWindows windows(std::uint32_t errored, bool isBadNow) {
    return {health(60, isBadNow ? std::min<std::uint32_t>(errored, 48) : 0),
            health(900, std::min<std::uint32_t>(errored, 800)), health(86'000, errored, 400)};
}

model::NodeDescriptionPtr describe(const std::string& id, const std::string& name,
                                   model::NodeKind kind, const std::string& regionId,
                                   model::GeoPosition position, int feeds) {
    auto node = std::make_shared<model::NodeDescription>();
    node->id = id;
    node->name = name;
    node->kind = kind;
    node->regionId = regionId;
    node->position = position;
    node->software = "vigie-node 0.1.0";
    node->incarnation = 1;
    node->epoch = 1;
    for (const auto& row : regionRows) {
        node->regions.push_back({row.id, row.name});
    }
    const bool isSatellite = kind == model::NodeKind::Satellite;
    for (int feed = 0; feed < feeds; ++feed) {
        const std::string pathId =
            kind == model::NodeKind::Origin ? feedId(feed) : id + "-" + feedId(feed);
        const std::string inputId = isSatellite ? "transponder-1" : "in-" + feedId(feed);
        node->feeds.push_back({feedId(feed), static_cast<std::uint32_t>(feed + 1),
                               feedNames[static_cast<std::size_t>(feed) % feedNames.size()], "",
                               ""});
        if (!isSatellite || feed == 0) {
            node->inputs.push_back({inputId, name + (isSatellite ? " T7" : " SRT " + feedId(feed)),
                                    isSatellite ? model::Transport::Rtp : model::Transport::Srt,
                                    isSatellite ? "rtp://127.0.0.1:5004" : "srt://127.0.0.1:4001",
                                    "dvb", isSatellite ? "T7 12.548 V" : ""});
        }
        const auto pathKind = kind == model::NodeKind::Origin ? model::PathKind::Origin
                              : isSatellite                   ? model::PathKind::Satellite
                                                              : model::PathKind::Cloud;
        node->paths.push_back({pathId, feedId(feed), inputId, regionId, pathKind,
                               static_cast<std::uint16_t>(feed + 1), model::DecodePolicy::KeyFrames,
                               true, ""});
        const auto base = static_cast<std::uint16_t>(0x100 + feed * 16);
        node->pids.push_back(
            {inputId, base, 0x1b, "H.264", "", static_cast<std::uint16_t>(feed + 1)});
        node->pids.push_back({inputId, static_cast<std::uint16_t>(base + 1), 0x0f, "AAC", "eng",
                              static_cast<std::uint16_t>(feed + 1)});
    }
    node->metrics = model::metricCatalogue();
    return node;
}

/// Builds the snapshot step by step; one step each for nodes, paths, deliveries and what follows.
class Builder {
public:
    explicit Builder(const FleetShape& shape)
        : m_feeds(std::clamp(shape.feeds, 1, 100)), m_regions(std::clamp(shape.regions, 1, 8)),
          m_hasFaults(shape.hasFaults) {
        m_out.revision = 1;
        m_out.now = shape.now;
    }

    engine::Snapshot build() {
        addNodes();
        for (int region = 0; region < m_regions; ++region) {
            for (int feed = 0; feed < m_feeds; ++feed) {
                addDelivery(region, feed);
            }
        }
        for (int region = 0; region < m_regions; ++region) {
            addRegion(region);
        }
        addShare();
        addPlan();
        if (m_hasFaults) {
            addAlarms(m_out);
            addIncidents(m_out, m_feeds, m_regions);
        }
        addRules(m_out);
        return std::move(m_out);
    }

private:
    [[nodiscard]] base::Utc ago(int seconds) const {
        return m_out.now - std::chrono::seconds(seconds);
    }
    [[nodiscard]] static const RegionRow& row(int region) {
        return regionRows[static_cast<std::size_t>(region)];
    }
    [[nodiscard]] bool isLost(int region) const {
        return m_hasFaults && m_regions > 3 && region == m_regions - 1;
    }

    void addNode(model::NodeDescriptionPtr description, bool isNodeLost) {
        engine::NodeStatus status;
        status.endpoint = "127.0.0.1:" + std::to_string(41'000 + m_out.nodes.size());
        status.description = std::move(description);
        status.contact = isNodeLost ? fleet::Contact::Lost : fleet::Contact::Connected;
        status.lastTick = m_out.now;
        status.clockErrorMs = 2.0;
        if (isNodeLost) {
            status.contactReason = "The connection was refused.";
            status.lastTick = status.noContactSince = ago(91);
            status.worst = engine::Severity::Critical;
        }
        m_out.nodes.push_back(std::move(status));
    }

    void addNodes() {
        addNode(describe("origin-paris", "Paris IBC", model::NodeKind::Origin, "", {48.9, 2.4},
                         m_feeds),
                false);
        for (int region = 0; region < m_regions; ++region) {
            const std::string id = row(region).id;
            addNode(describe("cloud-" + id, row(region).cloudCity, model::NodeKind::Cloud, id,
                             row(region).cloud, m_feeds),
                    false);
            addNode(describe("sat-" + id, row(region).satelliteCity, model::NodeKind::Satellite, id,
                             row(region).satellite, m_feeds),
                    isLost(region));
        }
        for (int feed = 0; feed < m_feeds; ++feed) {
            engine::PathStatus path;
            path.ref = {"origin-paris", feedId(feed)};
            path.feedId = feedId(feed);
            path.kind = model::PathKind::Origin;
            fill(path, 0, feed);
            path.latency = {0.0, 0.0, engine::LatencyMethod::PcrMarks, ""};
            m_out.paths.push_back(std::move(path));
        }
    }

    void fill(engine::PathStatus& path, std::size_t node, int feed) const {
        path.node = node;
        path.isInContact = m_out.nodes[node].contact == fleet::Contact::Connected;
        path.hasPreview = true;
        path.policy = model::DecodePolicy::KeyFrames;
        path.bitrate = 18.4e6 + 0.21e6 * feed;
        path.audioChannels = 2;
        path.audioPeak[0] = static_cast<float>(-8.0 - (feed * 7) % 17);
        path.audioPeak[1] = static_cast<float>(-9.0 - (feed * 5) % 19);
        path.health = windows(static_cast<std::uint32_t>(feed % 5), false);
    }

    engine::PathStatus path(int region, int feed, model::PathKind kind) const {
        const bool isSatellite = kind == model::PathKind::Satellite;
        engine::PathStatus path;
        const std::string nodeId = (isSatellite ? "sat-" : "cloud-") + std::string(row(region).id);
        path.ref = {nodeId, nodeId + "-" + feedId(feed)};
        path.feedId = feedId(feed);
        path.regionId = row(region).id;
        path.kind = kind;
        fill(path, static_cast<std::size_t>(1 + 2 * region + (isSatellite ? 1 : 0)), feed);
        const double ms = isSatellite ? 610 + 3 * region : 420 + 130 * region + feed;
        path.latency = {ms, 4.0, engine::LatencyMethod::PcrMarks, ""};
        if (isSatellite) {
            path.esN0 = 13.4 - 0.1 * region;
            path.linkMargin = 4.4 - 0.1 * region;
        }
        addFaults(path, region, feed);
        return path;
    }

    void addFaults(engine::PathStatus& path, int region, int feed) const {
        using engine::FaultKind;
        using engine::Severity;
        if (!m_hasFaults) {
            return;
        }
        if (!path.isInContact) {
            path.faults.push_back({FaultKind::NoContact, Severity::Critical, ago(91), {}});
            path.latency = {{}, {}, engine::LatencyMethod::None, "no contact to the node"};
            path.bitrate.reset();
            path.audioChannels = 0;
            path.health.minute = health(0, 0, 60);
            return;
        }
        if (feed == 4) {
            path.faults.push_back({FaultKind::Black, Severity::Critical, ago(12), {}});
            path.health = windows(48, true);
            path.audioPeak[0] = path.audioPeak[1] = -62;
        }
        if (feed == 2 && region == 1 && path.kind == model::PathKind::Satellite) {
            path.faults.push_back({FaultKind::Continuity, Severity::Major, ago(143), 41.0});
            path.faults.push_back({FaultKind::RfMargin, Severity::Minor, ago(150), -0.3});
            path.esN0 = 8.7;
            path.linkMargin = -0.3;
            path.health = windows(79, true);
        }
        if (feed == 8 && region == 2) {
            path.faults.push_back({FaultKind::Latency, Severity::Minor, ago(422), 2900.0});
            path.latency.ms = 2900;
        }
    }

    void addDelivery(int region, int feed) {
        using model::PathKind;
        const std::size_t cloud = m_out.paths.size();
        m_out.paths.push_back(path(region, feed, PathKind::Cloud));
        m_out.paths.push_back(path(region, feed, PathKind::Satellite));
        const bool isCloudMain = (feed + region) % 3 != 0;

        engine::DeliveryStatus delivery;
        delivery.id = feedId(feed) + "-" + row(region).id;
        delivery.feedId = feedId(feed);
        delivery.feedNumber = static_cast<std::uint32_t>(feed + 1);
        delivery.feedName = feedNames[static_cast<std::size_t>(feed) % feedNames.size()];
        delivery.regionId = row(region).id;
        delivery.main = isCloudMain ? cloud : cloud + 1;
        delivery.backup = isCloudMain ? cloud + 1 : cloud;
        const bool isFailedOver = m_hasFaults && feed == 6 && region == 3 % m_regions;
        delivery.onAir = isFailedOver ? delivery.backup : delivery.main;
        delivery.reason =
            isFailedOver ? engine::OnAirReason::FailedOver : engine::OnAirReason::Main;
        delivery.onAirSince = ago(isFailedOver ? 320 : 7200);
        const engine::PathStatus& onAir = m_out.paths[*delivery.onAir];
        delivery.health = onAir.health;
        delivery.latency = onAir.latency;
        delivery.faults = onAir.faults;
        const auto& cloudLatency = m_out.paths[cloud].latency;
        const auto& satelliteLatency = m_out.paths[cloud + 1].latency;
        if (cloudLatency.ms && satelliteLatency.ms) {
            delivery.skew = {*cloudLatency.ms - *satelliteLatency.ms, 4.0,
                             engine::LatencyMethod::PcrMarks, ""};
        } else {
            delivery.skew.unknownBecause = "no contact to the node";
        }
        m_out.deliveries.push_back(std::move(delivery));
    }

    void count(engine::ShareCount& share, const engine::DeliveryStatus& delivery) const {
        const engine::PathStatus& onAir = m_out.paths[*delivery.onAir];
        if (!onAir.isInContact) {
            ++share.unknown;
        } else if (onAir.kind == model::PathKind::Cloud) {
            ++share.cloud;
        } else {
            ++share.satellite;
        }
    }

    void addRegion(int region) {
        engine::RegionStatus status;
        status.id = row(region).id;
        status.name = row(region).name;
        std::vector<double> latencies;
        for (const auto& delivery : m_out.deliveries) {
            if (delivery.regionId != status.id) {
                continue;
            }
            ++status.deliveries;
            status.worst = std::max(status.worst, delivery.worst());
            count(status.share, delivery);
            const auto add = [](engine::Health& sum, const engine::Health& one) {
                sum.onAirSeconds += one.onAirSeconds;
                sum.erroredSeconds += one.erroredSeconds;
                sum.unknownSeconds += one.unknownSeconds;
            };
            for (auto* sum : {&status.health, &m_out.world}) {
                add(sum->minute, delivery.health.minute);
                add(sum->quarterHour, delivery.health.quarterHour);
                add(sum->day, delivery.health.day);
            }
            if (delivery.latency.ms) {
                latencies.push_back(*delivery.latency.ms);
            }
        }
        std::sort(latencies.begin(), latencies.end());
        status.latencyKnown = static_cast<std::uint32_t>(latencies.size());
        if (!latencies.empty()) {
            status.latencyMedianMs = latencies[latencies.size() / 2];
            status.latencyP95Ms = latencies[(latencies.size() * 95) / 100];
            status.latencyUncertaintyMs = 4.0;
        }
        for (int i = 0; i < 180; ++i) {
            const bool isUnknown = isLost(region) && i > 60 && i < 75;
            const double dip = (i * (region + 3)) % 37 == 0 ? 2.0 + region : 0.0;
            status.healthTrend.push_back(
                isUnknown
                    ? std::numeric_limits<float>::quiet_NaN()
                    : static_cast<float>(100.0 - dip - 0.3 * (1 + std::sin(i * 0.2 + region))));
        }
        m_out.regions.push_back(std::move(status));
    }

    void addShare() {
        for (const auto& delivery : m_out.deliveries) {
            count(m_out.share.now, delivery);
        }
        m_out.share.hours = {7633.4, 3366.0, 0, 0.6};
        m_out.share.bits = {6.1e14, 2.8e14, 0, 0};
        m_out.share.plannedHours = 11'000;
        m_out.share.plannedSoFarHours = 11'000;
        m_out.share.since = ago(6 * 3600);
        auto history = std::make_shared<std::vector<engine::SharePoint>>();
        const double all = m_out.share.now.total();
        for (int i = 0; i < 2160; ++i) {
            engine::SharePoint point;
            point.at = ago((2160 - i) * 10);
            const double cloud =
                all * (0.67 + 0.03 * std::sin(i * 0.006) + 0.01 * std::sin(i * 0.07));
            point.count.cloud = static_cast<std::uint32_t>(std::lround(cloud));
            point.count.satellite = static_cast<std::uint32_t>(all) - point.count.cloud;
            addSums(point);
            history->push_back(point);
        }
        m_out.share.history = std::move(history);
        for (auto& region : m_out.regions) {
            addShare(region);
        }
    }

    /// What ten seconds of a point come to.
    static void addSums(engine::SharePoint& point) {
        const auto& count = point.count;
        point.seconds = {10 * count.cloud, 10 * count.satellite, 10 * count.fibre, 10 * count.none,
                         10 * count.unknown};
        point.bits = {point.seconds.cloud * 22e6, point.seconds.satellite * 20e6, 0, 0};
        point.hasSums = true;
    }

    /// A region's part of the world.
    void addShare(engine::RegionStatus& region) const {
        const double part = static_cast<double>(region.deliveries) /
                            static_cast<double>(std::max<std::size_t>(m_out.deliveries.size(), 1));
        const auto scaled = [part](const engine::ShareSum& sum) {
            return engine::ShareSum{sum.cloud * part, sum.satellite * part, sum.fibre * part,
                                    sum.none * part};
        };
        region.carried = engine::RegionCarried{
            m_out.share.since, scaled(m_out.share.hours), scaled(m_out.share.bits),
            *m_out.share.plannedHours * part, *m_out.share.plannedSoFarHours * part};
        auto history = std::make_shared<std::vector<engine::SharePoint>>();
        for (int i = 0; i < 2160; ++i) {
            engine::SharePoint point;
            point.at = ago((2160 - i) * 10);
            point.count = region.share;
            addSums(point);
            history->push_back(point);
        }
        region.shareHistory = std::move(history);
    }

    void addPlan() {
        auto plan = std::make_shared<model::Plan>();
        plan->name = "Summer Games";
        plan->plannedHours = 11'000;
        for (const auto& region : m_out.regions) {
            plan->regions.push_back({region.id, region.name});
        }
        plan->feeds = m_out.nodes.front().description->feeds;
        for (const auto& status : m_out.deliveries) {
            model::Delivery delivery;
            delivery.id = status.id;
            delivery.feedId = status.feedId;
            delivery.regionId = status.regionId;
            delivery.main = m_out.paths[*status.main].ref;
            delivery.backup = m_out.paths[*status.backup].ref;
            plan->deliveries.push_back(std::move(delivery));
        }
        m_out.plan = std::move(plan);
    }

    const int m_feeds;
    const int m_regions;
    const bool m_hasFaults;
    engine::Snapshot m_out;
};

} // namespace

engine::Snapshot makeSnapshot(const FleetShape& shape) {
    return Builder(shape).build();
}

} // namespace vigie::uitest
