// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/config/schedulefile.h"

/// Any text is either a schedule whose intervals have a length, or sentences; and it can be applied
/// to a plan, or not, without harm.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigie;
    const auto schedule =
        config::parseSchedule(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
    if (!schedule) {
        return schedule.error().message.empty() ? (std::abort(), 0) : 0;
    }
    for (const auto& entry : schedule->entries) {
        if (entry.feedId.empty() || entry.line == 0 || entry.interval.to <= entry.interval.from) {
            std::abort();
        }
    }
    model::Plan plan;
    plan.regions = {{"europe", "Europe"}};
    model::FeedInfo feed;
    feed.id = "f001";
    feed.number = 1;
    plan.feeds = {feed};
    model::Delivery delivery;
    delivery.id = "d";
    delivery.feedId = "f001";
    delivery.regionId = "europe";
    plan.deliveries = {delivery};
    const bool isApplied = config::applySchedule(*schedule, plan).has_value();
    const auto& intervals = plan.deliveries[0].schedule;
    if (!isApplied && !intervals.empty()) {
        std::abort();
    }
    for (std::size_t i = 1; i < intervals.size(); ++i) {
        if (intervals[i].from <= intervals[i - 1].to) {
            std::abort();
        }
    }
    return 0;
}
