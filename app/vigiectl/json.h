// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/fleet/state.h"
#include "core/model/event.h"
#include "core/rpc/nodequery.h"

/// What --json prints; the keys are an interface (docs/vigiectl.md). What is not known has no key.
namespace vigie::ctl {

[[nodiscard]] nlohmann::ordered_json describeJson(const rpc::NodeAnswer& answer);
/// The newest values after `tick`.
[[nodiscard]] nlohmann::ordered_json tickJson(const fleet::NodeState& node,
                                              const model::Tick& tick);
[[nodiscard]] nlohmann::ordered_json eventJson(const fleet::NodeState& node,
                                               const model::Event& event);

/// One line, whatever bytes the node's names hold.
[[nodiscard]] std::string toLine(const nlohmann::ordered_json& json);

} // namespace vigie::ctl
