// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/planfile.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/config/planhops.h"
#include "core/config/tables.h"
#include "core/config/yaml.h"

namespace vigie::config {
namespace {

std::optional<model::PathRef> readPath(const Value& value) {
    const std::string text = value.text();
    const auto slash = text.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == text.size()) {
        value.fail("expected node-id/path-id, found '" + text + "'");
        return std::nullopt;
    }
    return model::PathRef{text.substr(0, slash), text.substr(slash + 1)};
}

model::Interval readInterval(const Value& value) {
    value.expectKeys({"from", "to"});
    model::Interval interval;
    if (const auto from = value.require("from")) {
        interval.from = from->utc();
    }
    if (const auto to = value.require("to")) {
        interval.to = to->utc();
    }
    if (interval.to <= interval.from) {
        value.fail("'to' must be later than 'from'");
    }
    return interval;
}

template <typename Info>
void expectKnown(const Value& value, const std::string& id, const std::vector<Info>& known,
                 const std::string& what) {
    const bool isKnown =
        std::any_of(known.begin(), known.end(), [&id](const Info& info) { return info.id == id; });
    if (!isKnown) {
        value.fail("'" + id + "' is no " + what + " of this plan");
    }
}

model::Delivery readDelivery(const Value& value, const model::Plan& plan) {
    value.expectKeys({"id", "feed", "region", "main", "backup", "on_air"});
    model::Delivery delivery;
    if (const auto feed = value.require("feed")) {
        delivery.feedId = feed->text();
        expectKnown(*feed, delivery.feedId, plan.feeds, "feed");
    }
    if (const auto region = value.require("region")) {
        delivery.regionId = region->text();
        expectKnown(*region, delivery.regionId, plan.regions, "region");
    }
    if (const auto main = value.require("main")) {
        delivery.main = readPath(*main);
    }
    if (const auto backup = value.find("backup")) {
        delivery.backup = readPath(*backup);
        if (delivery.backup && delivery.backup == delivery.main) {
            backup->fail("the backup is the main path itself");
        }
    }
    if (const auto onAir = value.find("on_air")) {
        for (const Value& interval : onAir->items()) {
            delivery.schedule.push_back(readInterval(interval));
        }
    }
    const auto id = value.find("id");
    delivery.id = id ? id->text() : delivery.feedId + "-" + delivery.regionId;
    return delivery;
}

} // namespace

base::Result<model::Plan> readPlan(const std::filesystem::path& file) {
    const auto root = Value::parseFile(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    root->expectKeys({"name", "planned_hours", "regions", "feeds", "deliveries", "hops"});
    model::Plan plan;
    if (const auto name = root->find("name")) {
        plan.name = name->text();
    }
    if (const auto hours = root->find("planned_hours")) {
        plan.plannedHours = hours->number(0, 1e9);
    }
    if (const auto regions = root->require("regions")) {
        plan.regions = readRegions(*regions);
    }
    if (const auto feeds = root->require("feeds")) {
        plan.feeds = readFeeds(*feeds, FeedTable::Plan);
    }
    if (const auto deliveries = root->require("deliveries")) {
        std::set<std::string> ids;
        for (const Value& item : deliveries->items()) {
            model::Delivery delivery = readDelivery(item, plan);
            if (!ids.insert(delivery.id).second) {
                item.fail("the delivery '" + delivery.id + "' is given twice");
            }
            plan.deliveries.push_back(std::move(delivery));
        }
    }
    if (const auto hops = root->find("hops")) {
        plan.hops = readPlanHops(*hops);
    }
    if (const std::string errors = root->errors(); !errors.empty()) {
        return base::failure(errors);
    }
    return plan;
}

} // namespace vigie::config
