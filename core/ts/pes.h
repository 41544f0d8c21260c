// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace vigie::ts {

/// The header of a PES packet, as far as the bytes at hand go.
struct PesHeader {
    std::uint8_t streamId = 0;
    /// PES_packet_length: bytes after that field; 0: unbounded (video).
    std::size_t length = 0;
    std::optional<std::uint64_t> pts;
    std::optional<std::uint64_t> dts;
    /// Where the payload begins.
    std::size_t headerSize = 0;
};

/// Nothing where no start code is there, the bytes end before the header does, or the header
/// contradicts itself.
[[nodiscard]] std::optional<PesHeader> readPesHeader(std::span<const std::uint8_t> bytes);

} // namespace vigie::ts
