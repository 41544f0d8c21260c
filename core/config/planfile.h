// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "core/model/plan.h"

namespace vigie::config {

/// Reads a plan (docs/configuration.md). The error lists every fault with file, line and column.
[[nodiscard]] base::Result<model::Plan> readPlan(const std::filesystem::path& file);

} // namespace vigie::config
