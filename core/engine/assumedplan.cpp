// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/assumedplan.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace vigie::engine {
namespace {

int rankOf(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return 0;
    case model::PathKind::Fibre:
        return 1;
    case model::PathKind::Satellite:
        return 2;
    case model::PathKind::Unknown:
    case model::PathKind::Origin:
        break;
    }
    return 3;
}

} // namespace

std::string defaultDeliveryId(const std::string& feedId, const std::string& regionId) {
    return regionId.empty() ? feedId : feedId + "-" + regionId;
}

model::Plan assumePlan(const std::vector<model::NodeDescriptionPtr>& nodes) {
    model::Plan plan;
    plan.isAssumed = true;
    std::map<std::string, model::FeedInfo> feeds;
    std::map<std::string, model::RegionInfo> regions;
    using Candidate = std::pair<int, model::PathRef>;
    std::map<std::pair<std::string, std::string>, std::vector<Candidate>> arrivals;
    for (const model::NodeDescriptionPtr& node : nodes) {
        for (const model::FeedInfo& feed : node->feeds) {
            feeds.try_emplace(feed.id, feed);
        }
        for (const model::RegionInfo& region : node->regions) {
            regions.try_emplace(region.id, region);
        }
        for (const model::PathInfo& path : node->paths) {
            if (path.kind != model::PathKind::Origin) {
                arrivals[{path.feedId, path.regionId}].emplace_back(
                    rankOf(path.kind), model::PathRef{node->id, path.id});
            }
        }
    }
    for (auto& [where, candidates] : arrivals) {
        std::sort(candidates.begin(), candidates.end());
        const auto& [feed, region] = where;
        model::Delivery delivery;
        delivery.id = defaultDeliveryId(feed, region);
        delivery.feedId = feed;
        delivery.regionId = region;
        delivery.main = candidates.front().second;
        if (candidates.size() > 1) {
            delivery.backup = candidates[1].second;
        }
        plan.deliveries.push_back(std::move(delivery));
        if (!region.empty()) {
            regions.try_emplace(region, model::RegionInfo{region, region});
        }
        feeds.try_emplace(feed, model::FeedInfo{feed, 0, feed, "", ""});
    }
    for (auto& [id, feed] : feeds) {
        plan.feeds.push_back(feed);
    }
    for (auto& [id, region] : regions) {
        plan.regions.push_back(region);
    }
    const auto numberOf = [&feeds](const model::Delivery& delivery) {
        const std::uint32_t number = feeds.at(delivery.feedId).number;
        return std::pair(number == 0, number); // without a number: last
    };
    std::stable_sort(plan.deliveries.begin(), plan.deliveries.end(),
                     [&numberOf](const auto& a, const auto& b) {
                         return std::tuple(numberOf(a), a.feedId, a.regionId) <
                                std::tuple(numberOf(b), b.feedId, b.regionId);
                     });
    return plan;
}

model::Plan completePlan(model::Plan plan, const std::vector<model::NodeDescriptionPtr>& nodes) {
    for (const model::NodeDescriptionPtr& node : nodes) {
        for (const model::FeedInfo& feed : node->feeds) {
            if (std::none_of(plan.feeds.begin(), plan.feeds.end(),
                             [&feed](const auto& f) { return f.id == feed.id; })) {
                plan.feeds.push_back(feed);
            }
        }
        for (const model::RegionInfo& region : node->regions) {
            const bool isUsed =
                std::any_of(plan.deliveries.begin(), plan.deliveries.end(),
                            [&region](const auto& d) { return d.regionId == region.id; });
            if (isUsed && std::none_of(plan.regions.begin(), plan.regions.end(),
                                       [&region](const auto& r) { return r.id == region.id; })) {
                plan.regions.push_back(region);
            }
        }
    }
    return plan;
}

} // namespace vigie::engine
