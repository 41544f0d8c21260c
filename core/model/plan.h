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

/// A piece of the way that no node describes: what it is, and which inputs or nodes lie behind it.
struct PlanHop {
    enum class Type : std::uint8_t { Uplink, Transponder, CloudRegion, Link };
    Type type = Type::Transponder;
    std::string id;
    /// For people; empty: the id.
    std::string name;
    /// The hop that it hangs on (a transponder on its uplink); empty: none.
    std::string behind;
    /// "node/input"; all inputs of `nodes` too.
    std::vector<std::string> inputs;
    std::vector<std::string> nodes;
    bool operator==(const PlanHop&) const = default;
};

/// Which feeds go to which regions, how, and when.
struct Plan {
    std::string name;
    std::vector<RegionInfo> regions;
    std::vector<FeedInfo> feeds;
    std::vector<Delivery> deliveries;
    std::vector<PlanHop> hops;
    /// Hours that are to be distributed over the event; absent where the plan does not say.
    std::optional<double> plannedHours;
    /// True where it was derived from the paths seen: the share then says "assumed".
    bool isAssumed = false;
    bool operator==(const Plan&) const = default;
};

} // namespace vigie::model
