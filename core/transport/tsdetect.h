// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace vigie::transport {

inline constexpr std::size_t tsPacketSize = 188;
inline constexpr std::byte tsSyncByte{0x47};

/// Whether these bytes can be part of a transport stream: sync bytes at a stride of 188, from any
/// offset. Fewer than two packets must begin with the sync byte.
[[nodiscard]] bool looksLikeTransportStream(std::span<const std::byte> bytes);

} // namespace vigie::transport
