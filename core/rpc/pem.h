// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"

namespace vigie::rpc {

/// The text of a PEM file; fails for one that cannot be read or holds no PEM block. Never puts file
/// contents into an error.
[[nodiscard]] base::Result<std::string> readPem(const std::filesystem::path& file);

} // namespace vigie::rpc
