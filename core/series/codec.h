// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vigie::series {

/// Appends up to 255 integers to `out`: frame of reference, or frame of reference over the
/// differences, whichever is smaller, bit-packed. Any values are kept exactly.
void packIntegers(std::span<const std::int64_t> values, std::vector<std::uint8_t>& out);

/// Reads back what packIntegers wrote for `values.size()` values. Returns the number of bytes read.
/// `bytes` is our own memory and trusted.
std::size_t unpackIntegers(std::span<const std::uint8_t> bytes, std::span<std::int64_t> values);

} // namespace vigie::series
