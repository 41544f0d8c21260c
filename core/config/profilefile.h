// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "core/ts/analyzer.h"

namespace vigie::config {

/// Reads a threshold profile (docs/configuration.md, resources/examples/profile.yaml): limits and
/// checks that differ from those of "dvb" or "ott". The error lists every fault as
/// "file:line:column: what was expected".
[[nodiscard]] base::Result<ts::Profile> readProfile(const std::filesystem::path& file);

/// "dvb", "ott", or a file; a relative one lies in `folder`. "./dvb" is a file.
[[nodiscard]] base::Result<ts::Profile> profileFrom(const std::string& nameOrFile,
                                                    const std::filesystem::path& folder);

} // namespace vigie::config
