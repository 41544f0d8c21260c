// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// zstd and XXH3, each in one place. Thread-safe: contexts are kept per thread.
namespace vigie::record {

/// XXH3-64 of what a file holds.
[[nodiscard]] std::uint64_t checksumOf(std::string_view bytes);

/// Appends one zstd frame with `bytes`; false, and nothing appended, unless that is smaller.
[[nodiscard]] bool appendCompressed(std::string& out, std::string_view bytes, int level);

/// Fills [to, to + size) from one zstd frame that must hold exactly that much; false: it does not.
[[nodiscard]] bool decompressInto(std::string_view stored, char* to, std::size_t size);

/// Whether `stored` bytes can be a frame of `plain` bytes at all: asked before memory is taken for
/// foreign figures. A block of at least 4 bytes stands for at most 128 KiB.
[[nodiscard]] constexpr bool isPlausibleRatio(std::uint64_t stored, std::uint64_t plain) {
    return plain / (128U * 1024U) <= stored / 3U;
}

} // namespace vigie::record
