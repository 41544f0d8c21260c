// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "core/base/result.h"
#include "core/fleet/provider.h"
#include "core/rpc/grpcsource.h"

namespace vigie::ctl {

/// `x.json` for `x.ts`.
[[nodiscard]] std::filesystem::path analysisBeside(const std::filesystem::path& stream);
/// Why a capture cannot be stored at `stream`, with its analysis beside it; empty when it can.
[[nodiscard]] std::string whyNotThere(const std::filesystem::path& stream, bool isForced);
/// Fetches one file of a capture into `file`, by way of `file`.part. Ends when interrupted.
[[nodiscard]] base::Result<void> download(const rpc::Endpoint& endpoint, const std::string& id,
                                          fleet::CapturePart part,
                                          std::chrono::milliseconds timeout,
                                          const std::filesystem::path& file);

} // namespace vigie::ctl
