// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>

#include "core/fleet/state.h"

namespace vigie::ctl {

/// The live table as text lines: one row per path, then the inputs with their TR 101 290 errors.
/// `pathIds`: only these; empty: all. What is not known is shown as "-".
[[nodiscard]] std::string renderTable(const fleet::NodeState& node,
                                      std::span<const std::string> pathIds);

/// Text from a node, made safe for a terminal: no control characters.
[[nodiscard]] std::string printable(std::string text);

} // namespace vigie::ctl
