// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/plan.h"

namespace vigie::config {

/// One line of a schedule: a feed is on air from .. to.
struct ScheduleEntry {
    /// As the file says it: id, number or name.
    std::string feedId;
    /// Where `feedId` is no feed: the next place of the file that may name it; empty: none.
    std::string otherFeedId;
    /// Id or name. Empty: into every region that it goes to.
    std::string regionId;
    /// Where the file only gives words of which some may be regions: those that are. Not empty, and
    /// none of them is one: an error.
    std::vector<std::string> regionWords;
    model::Interval interval;
    /// Line of the file, for messages.
    std::uint32_t line = 0;
};

/// A schedule as traffic systems write it: CSV (with a heading) or iCalendar (RFC 5545), told by
/// the content. See docs/configuration.md for the columns and properties. Times without a zone are
/// UTC.
/// Errors name file, line and what was expected; nothing is dropped silently.
struct Schedule {
    /// Of the file, for messages.
    std::string name;
    std::vector<ScheduleEntry> entries;
};

[[nodiscard]] base::Result<Schedule> readSchedule(const std::filesystem::path& file);
/// The same of a text that is at hand.
[[nodiscard]] base::Result<Schedule> parseSchedule(const std::string& text,
                                                   const std::string& name);

/// Gives each delivery of the plan its intervals (sorted, merged); a delivery of which the schedule
/// says nothing keeps its own. Fails, and changes nothing, on feeds or regions that the plan does
/// not know, or where the one does not go into the other. Sets plannedHours to the sum where the
/// plan does not say it, and every delivery has a schedule: otherwise there is no sum.
[[nodiscard]] base::Result<void> applySchedule(const Schedule& schedule, model::Plan& plan);

} // namespace vigie::config
