// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/fleet.h"

namespace vigie::model {

/// From `from` up to, not including, `to`.
struct Interval {
    base::Utc from{};
    base::Utc to{};
    bool operator==(const Interval&) const = default;
};

/// One feed into one region, by a main and maybe a backup path.
struct Delivery {
    std::string id;
    std::string feedId;
    std::string regionId;
    std::optional<PathRef> main;
    std::optional<PathRef> backup;
    /// When it is on air; empty: always.
    std::vector<Interval> schedule;
    bool operator==(const Delivery&) const = default;
};

/// Which feeds go to which regions, how, and when.
struct Plan {
    std::string name;
    std::vector<RegionInfo> regions;
    std::vector<FeedInfo> feeds;
    std::vector<Delivery> deliveries;
    /// Hours that are to be distributed over the event; absent where the plan does not say.
    std::optional<double> plannedHours;
    /// True where it was derived from the paths seen: the share then says "assumed".
    bool isAssumed = false;
    bool operator==(const Plan&) const = default;
};

} // namespace vigie::model
