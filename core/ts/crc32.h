// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace vigie::ts {

/// CRC-32/MPEG-2 of sections; over a section with its own CRC the result is 0.
[[nodiscard]] std::uint32_t crc32(std::span<const std::uint8_t> bytes);

} // namespace vigie::ts
