// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/base/result.h"
#include "core/probe/capturering.h"

namespace vigie::probe {

/// A stretch of a ring as a file of its own.
struct WrittenExtract {
    std::uint64_t bytes = 0;
    /// 188, 192 or 204; absent where no packets were found: then the bytes are as they came.
    std::optional<std::size_t> packetSize;
    /// Offsets count from the file's beginning.
    std::vector<RingMark> marks;
};

/// Copies `extract` into the new file `path`: the bytes as they were received, from the first whole
/// packet to the last. Removes the file when it fails. Waits for the disk.
[[nodiscard]] base::Result<WrittenExtract> writeExtract(const RingExtract& extract,
                                                        const std::filesystem::path& path,
                                                        const std::stop_token& stop);

} // namespace vigie::probe
