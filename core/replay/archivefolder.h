// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/result.h"
#include "core/replay/archive.h"

namespace vigie::replay {

/// Makes it when missing; fails when it cannot be made or written.
[[nodiscard]] base::Result<void> makeArchiveFolder(const std::filesystem::path& folder);
/// The recordings that lie there: Done, or Failed where one cannot be read. Without because.
[[nodiscard]] std::vector<ArchiveEntry> readArchiveFolder(const std::filesystem::path& folder);
/// Takes away what copies left there that were cut off; not those of a process that lives.
void removeLeftovers(const std::filesystem::path& folder);

} // namespace vigie::replay
