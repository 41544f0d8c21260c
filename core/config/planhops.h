// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/config/yaml.h"
#include "core/model/plan.h"

namespace vigie::config {

/// The plan's `hops`. Faults go to the document's errors: an id given twice, a hop that hangs on
/// one that is not there, on one further down, or on itself, an input that is no node-id/input-id,
/// or that two hops of one type claim.
[[nodiscard]] std::vector<model::PlanHop> readPlanHops(const Value& list);

} // namespace vigie::config
