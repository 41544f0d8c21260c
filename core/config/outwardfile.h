// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/config/yaml.h"
#include "core/outward/outward.h"

namespace vigie::config {

/// The list `outward` of a desk file: who else is told of alarms. What is wrong is added to the
/// document's errors, which never repeat a secret or an address that may hold one.
/// docs/configuration.md has the keys.
[[nodiscard]] std::vector<outward::Target> readOutward(const Value& list);

} // namespace vigie::config
