// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fleet/provider.h"
#include "core/rpc/grpcsource.h"

/// What a tool may ask a node to do. Each blocks up to `timeout`; from any thread. A node that is
/// too old to know these calls is named as such.
namespace vigie::rpc {

[[nodiscard]] base::Result<base::Utc> requestDecoding(const Endpoint& endpoint,
                                                      const fleet::DecodeRequest& request,
                                                      std::chrono::milliseconds timeout);
[[nodiscard]] base::Result<fleet::CaptureInfo> requestCapture(const Endpoint& endpoint,
                                                              const fleet::CaptureRequest& request,
                                                              std::chrono::milliseconds timeout);
/// Newest first.
[[nodiscard]] base::Result<std::vector<fleet::CaptureInfo>>
listCaptures(const Endpoint& endpoint, std::chrono::milliseconds timeout);

/// Takes a piece of a file in order; `size` is that of the whole. False ends the reading.
using TakePiece = std::function<bool(std::string_view piece, std::uint64_t size)>;
/// Reads one file of a finished capture. Fails when nothing comes for `timeout`, when `take` ends
/// it, or when the bytes are not as many as the node said.
[[nodiscard]] base::Result<void> readCapture(const Endpoint& endpoint, const std::string& captureId,
                                             fleet::CapturePart part,
                                             std::chrono::milliseconds timeout,
                                             const TakePiece& take);

} // namespace vigie::rpc
