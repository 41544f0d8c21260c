// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace vigie::probe {

/// Where packets lie in a piece of a transport stream (ISO/IEC 13818-1, 2.4.3.2: sync byte 0x47).
struct PacketGrid {
    /// 188, 192 (four bytes of time stamp before each packet) or 204 (16 bytes of Reed-Solomon
    /// after each).
    std::size_t packetSize = 188;
    /// The beginning of a packet.
    std::size_t offset = 0;
};

/// The first place where five packets follow each other; nothing where there is none.
[[nodiscard]] std::optional<PacketGrid> findFirstPackets(std::span<const std::byte> bytes);
/// The end of the last of five packets of this size that follow each other.
[[nodiscard]] std::optional<std::size_t> findLastPacketsEnd(std::span<const std::byte> bytes,
                                                            std::size_t packetSize);

} // namespace vigie::probe
