// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/result.h"

/// Small files that the engine keeps over restarts.
namespace vigie::engine {

/// Nothing where there is no such file or it cannot be read.
[[nodiscard]] std::optional<std::string> readText(const std::filesystem::path& file);
/// Makes the folder, writes beside and replaces: the old content stays whole until the new one is.
[[nodiscard]] base::Result<void> writeText(const std::filesystem::path& file,
                                           const std::string& text);

} // namespace vigie::engine
