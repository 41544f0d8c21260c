// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/engine/witness.h"
#include "core/record/item.h"

namespace vigie::pastlab {

/// What the sample's desk begins with: the site's plan and the shipped rules.
[[nodiscard]] engine::BeginState sampleBegin();
/// The facts and verdicts of playOutage().
[[nodiscard]] std::vector<record::Item> sampleItems();
/// One closed file of items; it must not exist.
[[nodiscard]] base::Result<void> writeItems(const std::vector<record::Item>& items,
                                            const std::filesystem::path& file,
                                            std::chrono::seconds slab = std::chrono::seconds{60});
[[nodiscard]] base::Result<void> writeSample(const std::filesystem::path& file);

} // namespace vigie::pastlab
