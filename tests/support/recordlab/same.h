// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/fleet/state.h"
#include "core/record/recording.h"

namespace vigie::recordlab {

/// Empty: equal; otherwise what differs. Descriptions are compared as they go over the wire.
[[nodiscard]] std::string howDifferent(const record::Item& a, const record::Item& b);
[[nodiscard]] std::string howDifferent(const fleet::NodeState& expected,
                                       const record::NodeMoment& found);
[[nodiscard]] std::string howDifferent(const record::Picture& a, const record::Picture& b);
/// `found` gives exactly expected[begin] and what follows.
[[nodiscard]] std::string
howDifferent(record::Items& found, const std::vector<record::Item>& expected, std::size_t begin);
/// One line about an item, for messages.
[[nodiscard]] std::string describe(const record::Item& item);

} // namespace vigie::recordlab
