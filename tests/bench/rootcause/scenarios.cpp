// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/rootcause/scenarios.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace vigie::rootcause {
namespace {

using What = Cause::What;

struct Region {
    const char* id;
    const char* cloud;
    const char* satellite;
};
constexpr std::array<Region, 6> regions{{
    {"europe", "cloud-frankfurt", "sat-europe"},
    {"north-america", "cloud-ashburn", "sat-north-america"},
    {"asia", "cloud-tokyo", "sat-asia"},
    {"oceania", "cloud-sydney", "sat-oceania"},
    {"middle-east", "cloud-dubai", "sat-middle-east"},
    {"south-america", "cloud-sao-paulo", "sat-south-america"},
}};

std::string feedName(int feed) {
    return fmt::format("f{:03}", feed);
}

std::string content(const char* what, int feed, bool isOn) {
    return fmt::format(R"({{"do":"{}","feed":"{}","on":{}}})", what, feedName(feed), isOn);
}

std::string loss(const Region& region, int feed, double part) {
    return fmt::format(R"({{"do":"srt-loss","region":"{}","feed":"{}","loss":{}}})", region.id,
                       feedName(feed), part);
}

std::string rain(const Region& region, double db) {
    return fmt::format(R"({{"do":"rain","region":"{}","db":{},"seconds":{}}})", region.id, db,
                       db > 0 ? 60 : 1);
}

std::string node(const char* what, const char* id) {
    return fmt::format(R"({{"do":"{}","node":"{}"}})", what, id);
}

/// Puts one fault after the other into a scenario.
class Script {
public:
    explicit Script(std::string name) { m_scenario.name = std::move(name); }
    Script& after(int ms) {
        m_afterMs = ms;
        return *this;
    }
    Script& feed(const char* what, int number) {
        add(content(what, number, true), content(what, number, false));
        m_scenario.causes.push_back({What::Feed, feedName(number)});
        return *this;
    }
    Script& kill(const char* id) {
        add(node("kill-node", id), node("start-node", id));
        m_scenario.causes.push_back({What::Node, id});
        return *this;
    }
    Script& fade(const Region& region, double db) {
        add(rain(region, db), rain(region, 0));
        m_scenario.causes.push_back({What::Satellite, region.satellite});
        return *this;
    }
    Script& link(const Region& region, int number) {
        add(loss(region, number, 0.6), loss(region, number, 0));
        m_scenario.causes.push_back(
            {What::Link, std::string(region.cloud) + "/" + feedName(number)});
        return *this;
    }
    Script& cloud(const Region& region) {
        for (int number = 1; number <= 12; ++number) {
            add(loss(region, number, 0.6), loss(region, number, 0));
        }
        m_scenario.causes.push_back({What::CloudRegion, region.cloud});
        return *this;
    }
    /// Both nodes of a region: together they are one cause, the region.
    Script& region(const Region& which) {
        add(node("kill-node", which.cloud), node("start-node", which.cloud));
        add(node("kill-node", which.satellite), node("start-node", which.satellite));
        m_scenario.causes.push_back({What::Region, which.id});
        return *this;
    }
    [[nodiscard]] Scenario done() { return std::move(m_scenario); }

private:
    void add(std::string stroke, std::string repair) {
        m_scenario.strokes.push_back({m_afterMs, std::move(stroke)});
        m_scenario.repairs.push_back(std::move(repair));
    }
    Scenario m_scenario;
    int m_afterMs = 0;
};

void addSingle(std::vector<Scenario>& all) {
    for (const int number : {1, 4, 7, 10}) {
        all.push_back(Script(fmt::format("feed {} black", number)).feed("black", number).done());
    }
    for (const int number : {2, 5, 9}) {
        all.push_back(Script(fmt::format("feed {} frozen", number)).feed("freeze", number).done());
    }
    for (const int number : {3, 8, 12}) {
        all.push_back(Script(fmt::format("feed {} silent", number)).feed("silence", number).done());
    }
    for (const int number : {6, 11, 2}) {
        all.push_back(
            Script(fmt::format("feed {} stops", number)).feed("stop-feed", number).done());
    }
    for (const std::size_t i : {0U, 2U, 3U}) {
        all.push_back(
            Script(fmt::format("{} dies", regions[i].cloud)).kill(regions[i].cloud).done());
    }
    for (const std::size_t i : {1U, 4U, 5U}) {
        all.push_back(
            Script(fmt::format("{} dies", regions[i].satellite)).kill(regions[i].satellite).done());
    }
    all.push_back(Script("the origin's probe dies").kill("origin-paris").done());
    for (const std::size_t i : {0U, 2U, 5U, 3U}) {
        all.push_back(
            Script(fmt::format("rain over {}", regions[i].id)).fade(regions[i], 9).done());
    }
    int number = 1;
    for (const std::size_t i : {0U, 1U, 2U, 4U, 5U}) {
        all.push_back(
            Script(fmt::format("one link into {}", regions[i].id)).link(regions[i], number).done());
        number += 2;
    }
    for (const std::size_t i : {1U, 3U}) {
        all.push_back(
            Script(fmt::format("all links into {}", regions[i].cloud)).cloud(regions[i]).done());
    }
}

void addSeveral(std::vector<Scenario>& all) {
    all.push_back(Script("two feeds black at once").feed("black", 3).feed("black", 9).done());
    all.push_back(Script("rain and a black feed").fade(regions[5], 9).feed("black", 5).done());
    all.push_back(Script("rain over two regions").fade(regions[0], 9).fade(regions[2], 9).done());
    all.push_back(
        Script("a node dies and a feed freezes").kill("cloud-sydney").feed("freeze", 6).done());
    all.push_back(Script("both nodes of a region die").region(regions[4]).done());
    all.push_back(Script("a link and a feed").link(regions[2], 4).feed("black", 7).done());
    all.push_back(Script("two links, two regions").link(regions[0], 2).link(regions[4], 8).done());
    all.push_back(Script("a node dies, rain elsewhere")
                      .kill("sat-north-america")
                      .after(1500)
                      .fade(regions[3], 9)
                      .done());
    all.push_back(Script("a feed stops during rain")
                      .fade(regions[2], 9)
                      .after(3000)
                      .feed("stop-feed", 10)
                      .done());
    all.push_back(Script("a link fails in the region where it rains")
                      .fade(regions[5], 9)
                      .after(1000)
                      .link(regions[5], 2)
                      .done());
    all.push_back(Script("a feed is black where a node dies")
                      .feed("black", 11)
                      .after(2000)
                      .kill("cloud-tokyo")
                      .done());
    all.push_back(
        Script("a silent feed and a black one").feed("silence", 1).feed("black", 12).done());
}

} // namespace

std::vector<Scenario> scenarios() {
    std::vector<Scenario> all;
    addSingle(all);
    addSeveral(all);
    return all;
}

std::string text(const Cause& cause) {
    static constexpr std::array<const char*, 6> words{"feed", "node",       "satellite into",
                                                      "link", "cloud into", "region"};
    return fmt::format("{} {}", words[static_cast<std::size_t>(cause.what)], cause.id);
}

bool isRight(const Cause& cause, const alarm::Hop& hop, const Places& places) {
    using alarm::HopType;
    const auto placeOf = [](const auto& list, const std::string& id) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&id](const auto& p) { return p.first == id; });
        return found == list.end() ? std::string() : found->second;
    };
    const std::string nodeOfInput = hop.id.substr(0, hop.id.find('/'));
    const bool isInput =
        hop.type == HopType::Input || hop.type == HopType::Receiver || hop.type == HopType::Link;
    switch (cause.what) {
    case What::Feed:
        return (hop.type == HopType::Feed || hop.type == HopType::Origin) && hop.id == cause.id;
    case What::Node:
        return hop.type == HopType::Node && hop.id == cause.id;
    case What::Satellite:
        return (hop.type == HopType::Transponder && placeOf(places.carriers, hop.id) == cause.id) ||
               (isInput && nodeOfInput == cause.id);
    case What::Link:
        return isInput && placeOf(places.links, hop.id) == cause.id;
    case What::CloudRegion:
        // The demo has one cloud node in each region: its links and its region are the same.
        return (hop.type == HopType::CloudRegion && placeOf(places.carriers, hop.id) == cause.id) ||
               (hop.type == HopType::Node && hop.id == cause.id);
    case What::Region:
        return hop.type == HopType::Region && hop.id == cause.id;
    }
    return false;
}

} // namespace vigie::rootcause
