// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/alarm/incident.h"

namespace vigie::rootcause {

/// What an incident must name to be right. The hops that the demo fleet cannot tell apart (one
/// transponder has one receiver and one input in each region) count as one.
struct Cause {
    enum class What { Feed, Node, Satellite, Link, CloudRegion, Region };
    What what = What::Feed;
    /// The feed's id; the node's id; of a link "node/feed"; of a cloud region its node; a region's
    /// id.
    std::string id;
    bool operator==(const Cause&) const = default;
};

/// A line for the demo fleet's standard input, and how many milliseconds after the first.
struct Stroke {
    int afterMs = 0;
    std::string json;
};

struct Scenario {
    std::string name;
    std::vector<Stroke> strokes;
    std::vector<std::string> repairs;
    std::vector<Cause> causes;
};

/// For a fleet of 12 feeds and 6 regions.
[[nodiscard]] std::vector<Scenario> scenarios();

[[nodiscard]] std::string text(const Cause& cause);
/// Whether a hop that was named is the cause. `carriers`: transponder id to its satellite node;
/// `links`: "node/input" to "node/feed".
struct Places {
    std::vector<std::pair<std::string, std::string>> carriers;
    std::vector<std::pair<std::string, std::string>> links;
};
[[nodiscard]] bool isRight(const Cause& cause, const alarm::Hop& hop, const Places& places);

} // namespace vigie::rootcause
