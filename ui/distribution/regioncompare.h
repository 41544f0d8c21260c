// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include <QString>

#include "core/engine/deliveryhistory.h"
#include "core/engine/snapshot.h"
#include "ui/distribution/regionmodel.h"

namespace vigie::ui::distribution {

/// How far back "earlier" is, and over how long either side of it is taken.
inline constexpr std::chrono::minutes comparedEarlier{60};
inline constexpr std::chrono::minutes comparedOver{15};

/// What `past` of compareRegions() has to answer, for what is compared with earlier.
[[nodiscard]] engine::DeliveryHistoryQuery earlierQuery(base::Utc now);

/// One for each region of the snapshot, in its order. `past` is looked at for ComparedWith::Earlier
/// only; without it, and wherever one of the two sides is not known, so is the difference.
[[nodiscard]] std::vector<RegionDifference> compareRegions(const engine::Snapshot& snapshot,
                                                           ComparedWith with, HealthWindow window,
                                                           const engine::DeliveryHistory* past);

} // namespace vigie::ui::distribution
