// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schedulefile.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "core/config/scalars.h"
#include "core/config/schedulereader.h"

namespace vigie::config {
namespace {

constexpr std::uintmax_t mostBytes = 32U << 20U;

bool isSameText(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : int{c}; };
        return lower(x) == lower(y);
    });
}

bool isCalendar(std::string_view text) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
    }
    constexpr std::string_view begin = "BEGIN:";
    const auto at = text.find_first_not_of(" \t\r\n");
    return at != std::string_view::npos && isSameText(text.substr(at, begin.size()), begin);
}

/// By id, number or name, in this order; `why` says why none.
const model::FeedInfo* findFeed(const model::Plan& plan, const std::string& text,
                                std::string& why) {
    for (const model::FeedInfo& feed : plan.feeds) {
        if (feed.id == text) {
            return &feed;
        }
    }
    const auto number = parseInteger(text);
    const model::FeedInfo* found = nullptr;
    for (const model::FeedInfo& feed : plan.feeds) {
        const bool isIt = number ? feed.number != 0 && feed.number == *number
                                 : !feed.name.empty() && isSameText(feed.name, text);
        if (!isIt) {
            continue;
        }
        if (found != nullptr) {
            why = fmt::format("'{}' is both '{}' and '{}': give the id", text, found->id, feed.id);
            return nullptr;
        }
        found = &feed;
    }
    if (found == nullptr) {
        why = fmt::format("'{}' is no feed of the plan, by id, number or name", text);
    }
    return found;
}

const model::RegionInfo* findRegion(const model::Plan& plan, const std::string& text) {
    for (const model::RegionInfo& region : plan.regions) {
        if (region.id == text) {
            return &region;
        }
    }
    for (const model::RegionInfo& region : plan.regions) {
        if (!region.name.empty() && isSameText(region.name, text)) {
            return &region;
        }
    }
    return nullptr;
}

/// Ids of the regions that an entry speaks of; empty and no `why`: all.
std::vector<std::string> regionsOf(const model::Plan& plan, const ScheduleEntry& entry,
                                   std::string& why) {
    std::vector<std::string> regions;
    if (!entry.regionId.empty()) {
        if (const auto* region = findRegion(plan, entry.regionId)) {
            regions.push_back(region->id);
        } else {
            why = fmt::format("'{}' is no region of the plan", entry.regionId);
        }
        return regions;
    }
    std::string words;
    for (const std::string& word : entry.regionWords) {
        if (const auto* region = findRegion(plan, word)) {
            regions.push_back(region->id);
        }
        words += (words.empty() ? "'" : ", '") + word + "'";
    }
    if (regions.empty() && !entry.regionWords.empty()) {
        why = fmt::format("none of the categories {} is a region of the plan (X-VIGIE-REGION says "
                          "which; '*' is all)",
                          words);
    }
    return regions;
}

/// Sorted, and those that overlap or touch made one.
std::vector<model::Interval> merged(std::vector<model::Interval> intervals) {
    std::sort(intervals.begin(), intervals.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<model::Interval> out;
    for (const model::Interval& interval : intervals) {
        if (!out.empty() && interval.from <= out.back().to) {
            out.back().to = std::max(out.back().to, interval.to);
        } else {
            out.push_back(interval);
        }
    }
    return out;
}

/// In hours; nothing while a delivery is on air always.
std::optional<double> plannedHours(const model::Plan& plan) {
    std::chrono::duration<double, std::ratio<3600>> sum{0};
    for (const model::Delivery& delivery : plan.deliveries) {
        if (delivery.schedule.empty()) {
            return std::nullopt;
        }
        for (const model::Interval& interval : delivery.schedule) {
            sum += interval.to - interval.from;
        }
    }
    return sum.count();
}

} // namespace

base::Result<Schedule> parseSchedule(const std::string& text, const std::string& name) {
    Schedule schedule;
    schedule.name = name;
    ScheduleErrors errors(name);
    if (isCalendar(text)) {
        readCalendarSchedule(text, schedule, errors);
    } else {
        readCsvSchedule(text, schedule, errors);
    }
    if (!errors.isEmpty()) {
        return base::failure(errors.text());
    }
    return schedule;
}

base::Result<Schedule> readSchedule(const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file, std::ios::binary);
    if (error || !in) {
        return base::failure(fmt::format("{}: the schedule cannot be read{}", file.string(),
                                         error ? ": " + error.message() : std::string()));
    }
    if (size > mostBytes) {
        return base::failure(fmt::format("{}: a schedule of more than 32 MiB", file.string()));
    }
    const std::string text(std::istreambuf_iterator<char>(in), {});
    return parseSchedule(text, file.string());
}

base::Result<void> applySchedule(const Schedule& schedule, model::Plan& plan) {
    ScheduleErrors errors(schedule.name);
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> deliveries;
    std::map<std::string, std::vector<std::size_t>> allOf;
    for (std::size_t i = 0; i < plan.deliveries.size(); ++i) {
        const model::Delivery& delivery = plan.deliveries[i];
        deliveries[{delivery.feedId, delivery.regionId}].push_back(i);
        allOf[delivery.feedId].push_back(i);
    }
    std::map<std::size_t, std::vector<model::Interval>> scheduled;
    for (const ScheduleEntry& entry : schedule.entries) {
        std::string why;
        const model::FeedInfo* feed = findFeed(plan, entry.feedId, why);
        if (feed == nullptr && !entry.otherFeedId.empty()) {
            std::string otherWhy;
            feed = findFeed(plan, entry.otherFeedId, otherWhy);
            why += feed == nullptr ? ", and " + otherWhy : std::string();
        }
        if (feed == nullptr) {
            errors.add(entry.line, why);
            continue;
        }
        why.clear();
        const auto regions = regionsOf(plan, entry, why);
        if (!why.empty()) {
            errors.add(entry.line, why);
            continue;
        }
        const auto take = [&](const std::vector<std::size_t>& which) {
            for (const std::size_t delivery : which) {
                scheduled[delivery].push_back(entry.interval);
            }
        };
        if (regions.empty()) {
            if (!allOf.contains(feed->id)) {
                errors.add(entry.line,
                           fmt::format("the plan delivers '{}' into no region", feed->id));
                continue;
            }
            take(allOf.at(feed->id));
        }
        for (const std::string& region : regions) {
            const auto found = deliveries.find({feed->id, region});
            if (found == deliveries.end()) {
                errors.add(entry.line, fmt::format("the plan does not deliver '{}' into '{}'",
                                                   feed->id, region));
                continue;
            }
            take(found->second);
        }
    }
    if (!errors.isEmpty()) {
        return base::failure(errors.text());
    }
    for (auto& [delivery, intervals] : scheduled) {
        plan.deliveries[delivery].schedule = merged(std::move(intervals));
    }
    if (!plan.plannedHours) {
        plan.plannedHours = plannedHours(plan);
    }
    return {};
}

} // namespace vigie::config
