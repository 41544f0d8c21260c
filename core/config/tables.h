// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/config/yaml.h"
#include "core/model/fleet.h"

namespace vigie::config {

/// The tables that a plan and a node's configuration share. Faults go to the document's errors.
[[nodiscard]] std::vector<model::RegionInfo> readRegions(const Value& list);
/// Only a plan says how important a feed is.
enum class FeedTable : std::uint8_t { Node, Plan };
[[nodiscard]] std::vector<model::FeedInfo> readFeeds(const Value& list,
                                                     FeedTable table = FeedTable::Node);
/// An id: lower-case letters, digits, '-', '_' and '.', at most 64; anything else is a fault.
[[nodiscard]] std::string readId(const Value& value);

} // namespace vigie::config
