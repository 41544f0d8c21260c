// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/alarmlab/causes.h"

namespace vigie::alarmlab {

/// A script over the fleet of FleetSize{} with makePlan(): what happens within 25 s.
struct Scenario {
    std::string group;
    std::string name;
    std::function<void(Saboteur&, Lab&)> play;
};

/// Single, cascading, simultaneous and misleading ones. Which hop counts as the cause:
/// - contact lost: the node; of all nodes of a region: the region;
/// - RF at all receivers of a transponder: it; of all transponders of an uplink: that; at one of
///   several receivers: the receiver; at all inputs of one satellite node: the node (its site);
/// - no data or damage with clean RF: the hop whose inputs all have it; at a single satellite
///   input: the input, at a single cloud link: the link; at all links of a node with contact: its
///   cloud region (where the plan lets several nodes share one: the node);
/// - content, or no data, that the origin shows too: the feed; of all feeds: the origin;
/// - the same at one link only: the link; at the origin's tap only: its input.
[[nodiscard]] const std::vector<Scenario>& scenarios();

} // namespace vigie::alarmlab
