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
    std::string feedId;
    /// Empty: into every region that it goes to.
    std::string regionId;
    model::Interval interval;
    /// Line of the file, for messages.
    std::uint32_t line = 0;
};

/// A schedule as traffic systems write it: CSV (with a heading) or iCalendar (RFC 5545), told by
/// the content. See docs/configuration.md for the columns and properties. Times without a zone are
/// UTC.
/// Errors name file, line and what was expected; nothing is dropped silently.
struct Schedule {
    std::vector<ScheduleEntry> entries;
};

[[nodiscard]] base::Result<Schedule> readSchedule(const std::filesystem::path& file);

/// Gives each delivery of the plan its intervals (sorted, merged); a delivery of which the schedule
/// says nothing keeps its own. Fails on feeds or regions that the plan does not know. Sets
/// plannedHours to the sum where the plan does not say it.
[[nodiscard]] base::Result<void> applySchedule(const Schedule& schedule, model::Plan& plan);

} // namespace vigie::config
