// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/tslfile.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/config/address.h"
#include "core/config/rulewords.h"
#include "core/config/scalars.h"

namespace vigie::config {
namespace {

using namespace std::chrono_literals;

/// What names a thread and stands in the log.
constexpr std::size_t longestName = 40;
constexpr std::size_t mostMappings = 4096;

/// "host:port" into its parts; it was checked before.
void split(const std::string& address, std::string& host, std::uint16_t& port) {
    const auto colon = address.rfind(':');
    host = address.substr(0, colon);
    if (host.starts_with('[')) {
        host = host.substr(1, host.size() - 2);
    }
    port = static_cast<std::uint16_t>(parseInteger(address.substr(colon + 1)).value_or(0));
}

std::chrono::milliseconds millisecondsOf(const Value& value, std::chrono::milliseconds least) {
    const auto time = value.duration();
    if (time != 0ns && time < least) {
        value.fail(fmt::format("expected 0s, or at least {} ms", least.count()));
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(time);
}

/// "left red"; nothing for "none".
std::optional<tsl::TallyMeaning> readMeaning(const Value& value) {
    const std::string text = value.text();
    if (text == "none") {
        return std::nullopt;
    }
    const auto space = text.find(' ');
    const std::string side = text.substr(0, space);
    const std::string color = space == std::string::npos ? "" : text.substr(space + 1);
    tsl::TallyMeaning meaning;
    const bool isSide = side == "left" || side == "text" || side == "right";
    const bool isColor = color == "red" || color == "green" || color == "amber";
    if (!isSide || !isColor) {
        value.fail("expected 'none', or a lamp and its color like 'left red' (left, text, right; "
                   "red, green, amber), found '" +
                   text + "'");
        return std::nullopt;
    }
    meaning.side = side == "left"   ? tsl::Side::Left
                   : side == "text" ? tsl::Side::Text
                                    : tsl::Side::Right;
    meaning.color = color == "red"     ? tsl::Lamp::Red
                    : color == "green" ? tsl::Lamp::Green
                                       : tsl::Lamp::Amber;
    return meaning;
}

tsl::TallyMeanings readMeanings(const Value& list) {
    tsl::TallyMeanings meanings;
    const auto items = list.items();
    if (items.size() > meanings.size()) {
        list.fail("expected at most 4 tallies");
    }
    for (std::size_t i = 0; i < std::min(items.size(), meanings.size()); ++i) {
        meanings[i] = readMeaning(items[i]);
    }
    return meanings;
}

/// What listening and sending share.
template <typename Options> void readCommon(const Value& map, bool isPortFree, Options& options) {
    if (const auto address = map.require("address")) {
        const std::string text = address->text();
        if (const auto why = whyNoAddress(text)) {
            address->fail(*why);
        } else {
            split(text, options.host, options.port);
            if (options.port == 0 && !isPortFree) {
                address->fail("expected a port from 1 to 65535 after the colon");
            }
        }
    }
    if (const auto transport = map.find("transport")) {
        options.transport =
            transport->choice({"udp", "tcp"}) == "tcp" ? tsl::Transport::Tcp : tsl::Transport::Udp;
    }
    if (const auto version = map.find("version")) {
        const std::string word = version->choice({"3.1", "4.0", "5.0"});
        options.version = word == "3.1"   ? tsl::Version::V31
                          : word == "4.0" ? tsl::Version::V40
                                          : tsl::Version::V50;
    }
    const bool isV5 = options.version == tsl::Version::V50;
    if (const auto screen = map.find("screen")) {
        options.screen = static_cast<std::uint16_t>(screen->integer(0, tsl::broadcast));
        if (!isV5) {
            screen->fail("only version 5.0 has screens");
        }
    }
    if (const auto tallies = map.find("tallies")) {
        options.meanings = readMeanings(*tallies);
        if (isV5) {
            tallies->fail("version 5.0 says the color of each lamp itself");
        }
    }
    options.name = fmt::format("{}-{}", options.transport == tsl::Transport::Tcp ? "tcp" : "udp",
                               options.port);
    if (const auto name = map.find("name")) {
        options.name = name->text();
        if (options.name.empty() || options.name.size() > longestName) {
            name->fail("expected a name of 1 to 40 characters");
        }
    }
}

tsl::ReceiverOptions readListen(const Value& map) {
    tsl::ReceiverOptions options;
    map.expectKeys({"name", "address", "transport", "version", "screen", "tallies", "silence"});
    readCommon(map, true, options);
    if (const auto silence = map.find("silence")) {
        options.silence = millisecondsOf(*silence, 1000ms);
    }
    return options;
}

TslTarget readSend(const Value& map) {
    TslTarget target;
    map.expectKeys({"name", "address", "transport", "version", "screen", "tallies", "refresh",
                    "encoding", "text", "least", "well", "region"});
    readCommon(map, false, target.sender);
    if (const auto refresh = map.find("refresh")) {
        target.sender.refresh = millisecondsOf(*refresh, 1000ms);
    }
    if (const auto encoding = map.find("encoding")) {
        target.sender.isUtf16 = encoding->choice({"ascii", "utf-16"}) == "utf-16";
        if (target.sender.isUtf16 && target.sender.version != tsl::Version::V50) {
            encoding->fail("only version 5.0 has UTF-16");
        }
    }
    if (const auto text = map.find("text")) {
        const std::string word = text->choice({"fault", "name", "both"});
        target.text = word == "name"   ? TslTarget::Text::Name
                      : word == "both" ? TslTarget::Text::Both
                                       : TslTarget::Text::Fault;
    }
    if (const auto least = map.find("least")) {
        const auto word = least->choice({"warning", "minor", "major", "critical"});
        target.least = severityFrom(word).value_or(target.least);
    }
    if (const auto well = map.find("well")) {
        target.isGreenWhenWell = well->choice({"off", "green"}) == "green";
    }
    if (const auto region = map.find("region")) {
        target.regionId = region->text();
        target.where = region->where();
    }
    return target;
}

std::vector<TslConfig::Mapping> readMap(const Value& value, bool hasShortTarget) {
    std::vector<TslConfig::Mapping> map;
    std::set<std::int64_t> seen;
    for (const auto& [key, feed] : value.entries()) {
        const auto index = parseInteger(key);
        const std::int64_t highest = hasShortTarget ? tsl::highestAddress : tsl::highestIndex;
        if (!index || *index < 0 || *index > highest) {
            feed.fail(fmt::format("expected the index of a display, 0 to {}{}, found '{}'", highest,
                                  hasShortTarget ? " (3.1 and 4.0 know no more)" : "", key));
            continue;
        }
        if (!seen.insert(*index).second) {
            feed.fail(fmt::format("the display {} is given twice", *index));
            continue;
        }
        if (map.size() >= mostMappings) {
            feed.fail("expected at most 4096 displays");
            break;
        }
        map.push_back({static_cast<std::uint16_t>(*index), feed.text(), feed.where()});
    }
    return map;
}

bool isShort(tsl::Version version) {
    return version != tsl::Version::V50;
}

} // namespace

TslConfig readTsl(const Value& value) {
    TslConfig config;
    value.expectKeys({"listen", "send", "map"});
    if (const auto listen = value.find("listen")) {
        for (const Value& item : listen->items()) {
            config.listen.push_back(readListen(item));
        }
    }
    if (const auto send = value.find("send")) {
        for (const Value& item : send->items()) {
            config.send.push_back(readSend(item));
        }
    }
    if (const auto map = value.find("map")) {
        const bool hasShortTarget =
            std::any_of(config.send.begin(), config.send.end(),
                        [](const TslTarget& target) { return isShort(target.sender.version); });
        config.map = readMap(*map, hasShortTarget);
        if (config.map.empty()) {
            map->fail("expected at least one display; without 'map' the index of a display is the "
                      "number of its feed");
        }
    }
    if (value.isMap() && config.isEmpty()) {
        value.fail("expected 'listen', 'send', or both");
    }
    return config;
}

base::Result<void> checkTsl(const TslConfig& config, const model::Plan& plan) {
    std::string errors;
    for (const TslConfig::Mapping& mapping : config.map) {
        const bool isKnown =
            std::any_of(plan.feeds.begin(), plan.feeds.end(),
                        [&](const auto& feed) { return feed.id == mapping.feedId; });
        if (!isKnown) {
            errors += fmt::format("{}{}: '{}' is no feed of the plan", errors.empty() ? "" : "\n",
                                  mapping.where, mapping.feedId);
        }
    }
    for (const TslTarget& target : config.send) {
        const bool isKnown =
            target.regionId.empty() ||
            std::any_of(plan.regions.begin(), plan.regions.end(),
                        [&](const auto& region) { return region.id == target.regionId; });
        if (!isKnown) {
            errors += fmt::format("{}{}: '{}' is no region of the plan", errors.empty() ? "" : "\n",
                                  target.where, target.regionId);
        }
    }
    if (!errors.empty()) {
        return base::failure(errors);
    }
    return {};
}

} // namespace vigie::config
