// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace vigie::transport {

inline constexpr std::size_t tsPacketSize = 188;
inline constexpr std::byte tsSyncByte{0x47};

/// Whether these bytes can be part of a transport stream: sync bytes at a stride of 188, 192 or 204
/// from the first byte on (of 192: after the time stamp), or, where three of them are there, from
/// any offset.
[[nodiscard]] bool looksLikeTransportStream(std::span<const std::byte> bytes);

} // namespace vigie::transport
