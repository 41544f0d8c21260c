// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/config/tslfile.h"
#include "core/engine/snapshot.h"
#include "core/tsl/display.h"

namespace vigie::ui::tally {

/// Which feed stands at the index of a display.
using FeedAt = std::map<std::uint16_t, std::string>;

/// What `target` shows of a snapshot: of each feed the worst fault over its deliveries that are on
/// air by the schedule, lost contact before all else. Red lamps for critical, amber for major and
/// minor, none for a warning; green, where it is wanted, only for what is known to be well.
/// `isWatched` false: names with dark lamps.
[[nodiscard]] std::vector<tsl::Display> displaysFor(const config::TslTarget& target,
                                                    const FeedAt& feedAt,
                                                    const engine::Snapshot& snapshot,
                                                    bool isWatched = true);

} // namespace vigie::ui::tally
