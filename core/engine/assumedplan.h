// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/model/plan.h"
#include "core/model/tick.h"

namespace vigie::engine {

/// The plan of a fleet that has none: each feed seen in a region is a delivery; its main path is
/// the cloud one, else fibre, else satellite, and the next is its backup. Marked as assumed.
[[nodiscard]] model::Plan assumePlan(const std::vector<model::NodeDescriptionPtr>& nodes);

/// Feeds and regions that the plan only names, as the nodes describe them.
[[nodiscard]] model::Plan completePlan(model::Plan plan,
                                       const std::vector<model::NodeDescriptionPtr>& nodes);

/// "<feed>-<region>", the id of a delivery that the plan does not name.
[[nodiscard]] std::string defaultDeliveryId(const std::string& feedId, const std::string& regionId);

} // namespace vigie::engine
