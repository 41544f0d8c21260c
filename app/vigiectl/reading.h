// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/fleet/state.h"

/// Newest values of a node by metric key. Nothing where the node does not have the metric or does
/// not know the value now.
namespace vigie::ctl {

/// raw × step, without the noise of binary fractions: 3 × 0.1 is 0.3.
[[nodiscard]] double scaled(std::int64_t raw, double step);

[[nodiscard]] std::optional<double> number(const fleet::NodeState& node, std::string_view key,
                                           std::size_t row);
[[nodiscard]] std::optional<std::string> stateName(const fleet::NodeState& node,
                                                   std::string_view key, std::size_t row);

} // namespace vigie::ctl
