// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/planhops.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace vigie::config {
namespace {

using model::PlanHop;

PlanHop::Type readType(const Value& value) {
    const std::string word = value.choice({"uplink", "transponder", "cloud-region", "link"});
    if (word == "uplink") {
        return PlanHop::Type::Uplink;
    }
    if (word == "cloud-region") {
        return PlanHop::Type::CloudRegion;
    }
    return word == "link" ? PlanHop::Type::Link : PlanHop::Type::Transponder;
}

std::string readInput(const Value& value) {
    std::string text = value.text();
    const auto slash = text.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == text.size()) {
        value.fail("expected node-id/input-id, found '" + text + "'");
    }
    return text;
}

/// Everything that is read of one hop, with where its words stand.
struct Entry {
    Value value;
    PlanHop hop;
};

Entry readHop(const Value& value) {
    value.expectKeys({"type", "id", "name", "behind", "inputs", "nodes"});
    Entry entry{value, {}};
    if (const auto type = value.require("type")) {
        entry.hop.type = readType(*type);
    }
    if (const auto id = value.require("id")) {
        // Names of carriers hold blanks and commas: any text will do.
        entry.hop.id = id->text();
        if (entry.hop.id.empty()) {
            id->fail("the id of a hop must not be empty");
        }
    }
    const auto name = value.find("name");
    entry.hop.name = name ? name->text() : "";
    const auto behind = value.find("behind");
    entry.hop.behind = behind ? behind->text() : "";
    if (const auto inputs = value.find("inputs")) {
        for (const Value& input : inputs->items()) {
            entry.hop.inputs.push_back(readInput(input));
        }
    }
    if (const auto nodes = value.find("nodes")) {
        for (const Value& node : nodes->items()) {
            entry.hop.nodes.push_back(node.text());
        }
    }
    return entry;
}

void checkNesting(const std::vector<Entry>& entries) {
    std::map<std::string, const PlanHop*> byId;
    for (const Entry& entry : entries) {
        byId.emplace(entry.hop.id, &entry.hop);
    }
    for (const Entry& entry : entries) {
        if (entry.hop.behind.empty()) {
            continue;
        }
        const auto behind = entry.value.find("behind");
        const auto found = byId.find(entry.hop.behind);
        if (found == byId.end()) {
            behind->fail("'" + entry.hop.behind + "' is no hop of this plan");
            continue;
        }
        if (found->second->type > entry.hop.type) {
            behind->fail("'" + entry.hop.behind + "' lies further down the way than this hop");
            continue;
        }
        const PlanHop* hop = found->second;
        for (std::size_t i = 0; hop != nullptr && i <= entries.size(); ++i) {
            if (hop->id == entry.hop.id) {
                behind->fail("'" + entry.hop.id + "' lies behind itself");
                break;
            }
            const auto next = byId.find(hop->behind);
            hop = next == byId.end() ? nullptr : next->second;
        }
    }
}

void checkClaims(const std::vector<Entry>& entries) {
    std::map<std::pair<PlanHop::Type, std::string>, std::string> owners;
    for (const Entry& entry : entries) {
        const auto inputs = entry.value.find("inputs");
        if (!inputs) {
            continue;
        }
        for (const Value& input : inputs->items()) {
            const auto [owner, isNew] =
                owners.try_emplace({entry.hop.type, input.text()}, entry.hop.id);
            if (!isNew) {
                input.fail("'" + input.text() + "' already lies behind '" + owner->second + "'");
            }
        }
    }
}

} // namespace

std::vector<PlanHop> readPlanHops(const Value& list) {
    std::vector<Entry> entries;
    std::set<std::string> ids;
    for (const Value& item : list.items()) {
        Entry entry = readHop(item);
        if (!entry.hop.id.empty() && !ids.insert(entry.hop.id).second) {
            item.fail("the hop '" + entry.hop.id + "' is given twice");
        }
        entries.push_back(std::move(entry));
    }
    checkNesting(entries);
    checkClaims(entries);
    std::vector<PlanHop> hops;
    hops.reserve(entries.size());
    for (Entry& entry : entries) {
        hops.push_back(std::move(entry.hop));
    }
    return hops;
}

} // namespace vigie::config
