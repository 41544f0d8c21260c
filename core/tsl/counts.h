// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>

namespace vigie::tsl {

/// Why bytes were not taken.
enum class Refusal : std::uint8_t {
    /// It ends before its own end.
    Short,
    /// The byte count of the packet is not that of its bytes, or above 2048.
    Length,
    /// A version that is not known.
    Version,
    /// A display message reaches beyond its packet.
    Display,
    /// UTF-16 of an odd number of bytes.
    Text,
    /// Bytes outside of a frame, or an escape that means nothing.
    Framing,
    /// No display has this address.
    Address,
    Checksum
};
inline constexpr std::size_t refusals = 8;

[[nodiscard]] constexpr std::string_view wordsOf(Refusal refusal) {
    constexpr std::array<std::string_view, refusals> words{
        "a message that ends too early",
        "a packet whose byte count is not that of its bytes, or above 2048",
        "a version that is not known",
        "a display message that reaches beyond its packet",
        "UTF-16 text of an odd number of bytes",
        "bytes outside of a message",
        "an address that no display has",
        "a wrong checksum"};
    return words[static_cast<std::size_t>(refusal)];
}

/// Of everything that was ever read.
struct Counts {
    /// Packets (5.0) or messages (3.1, 4.0) that were taken, whole or in part.
    std::uint64_t packets = 0;
    std::uint64_t displays = 0;
    /// Control data and commands, which say nothing of a display.
    std::uint64_t skipped = 0;
    std::array<std::uint64_t, refusals> refused{};

    void refuse(Refusal why) { ++refused[static_cast<std::size_t>(why)]; }
    [[nodiscard]] std::uint64_t of(Refusal why) const {
        return refused[static_cast<std::size_t>(why)];
    }
    [[nodiscard]] std::uint64_t allRefused() const {
        return std::accumulate(refused.begin(), refused.end(), std::uint64_t{0});
    }
    bool operator==(const Counts&) const = default;
};

} // namespace vigie::tsl
