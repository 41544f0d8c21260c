// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/tables.h"

#include <algorithm>
#include <cstdint>
#include <set>

namespace vigie::config {
namespace {

constexpr std::int64_t largestFeedNumber = 999999;

std::string readUniqueId(const Value& entry, std::set<std::string>& seen) {
    const auto id = entry.require("id");
    if (!id) {
        return {};
    }
    std::string text = readId(*id);
    if (!text.empty() && !seen.insert(text).second) {
        id->fail("the id '" + text + "' is given twice");
    }
    return text;
}

model::Importance readImportance(const Value& value) {
    const std::string word = value.choice({"low", "normal", "high"});
    return word == "low"    ? model::Importance::Low
           : word == "high" ? model::Importance::High
                            : model::Importance::Normal;
}

} // namespace

std::string readId(const Value& value) {
    std::string text = value.text();
    const bool isPlain = std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
    if (text.empty() || text.size() > 64 || !isPlain) {
        value.fail("expected an id of lower-case letters, digits, '-', '_' or '.', found '" + text +
                   "'");
    }
    return text;
}

std::vector<model::RegionInfo> readRegions(const Value& list) {
    std::vector<model::RegionInfo> regions;
    std::set<std::string> seen;
    for (const Value& entry : list.items()) {
        entry.expectKeys({"id", "name"});
        model::RegionInfo region;
        region.id = readUniqueId(entry, seen);
        const auto name = entry.find("name");
        region.name = name ? name->text() : region.id;
        regions.push_back(region);
    }
    return regions;
}

std::vector<model::FeedInfo> readFeeds(const Value& list, FeedTable table) {
    std::vector<model::FeedInfo> feeds;
    std::set<std::string> seen;
    for (const Value& entry : list.items()) {
        if (table == FeedTable::Plan) {
            entry.expectKeys({"id", "number", "name", "sport", "venue", "importance"});
        } else {
            entry.expectKeys({"id", "number", "name", "sport", "venue"});
        }
        model::FeedInfo feed;
        feed.id = readUniqueId(entry, seen);
        if (const auto number = entry.find("number")) {
            feed.number = static_cast<std::uint32_t>(number->integer(0, largestFeedNumber));
        }
        const auto name = entry.find("name");
        feed.name = name ? name->text() : feed.id;
        if (const auto sport = entry.find("sport")) {
            feed.sport = sport->text();
        }
        if (const auto venue = entry.find("venue")) {
            feed.venue = venue->text();
        }
        if (const auto importance = entry.find("importance");
            importance && table == FeedTable::Plan) {
            feed.importance = readImportance(*importance);
        }
        feeds.push_back(feed);
    }
    return feeds;
}

} // namespace vigie::config
