// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>

#include "core/engine/snapshot.h"

namespace vigie::ui::desk {

/// How a feed is in all the regions that it goes to; those where the schedule says that it is off
/// air do not count. A value object made from a snapshot; regions are ids, in the snapshot's order.
struct FeedRegions {
    /// The path on air has faults.
    std::vector<std::string> bad;
    /// The path on air is clean, the other one has faults.
    std::vector<std::string> twinBad;
    /// No path is on air, or its node is out of contact: what is received there is not known.
    std::vector<std::string> unknown;
    std::size_t total = 0;
    bool operator==(const FeedRegions&) const = default;
};

[[nodiscard]] FeedRegions feedRegions(const engine::Snapshot& snapshot, const std::string& feedId);
/// "bad in 1 of 6 regions: South America · not known in: Africa"; "clean in all 6 regions".
[[nodiscard]] QString feedRegionsText(const engine::Snapshot& snapshot, const FeedRegions& regions);

} // namespace vigie::ui::desk
