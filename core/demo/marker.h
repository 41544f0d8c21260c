// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

/// A machine-readable mark in the picture, so that a test can tell which feed and which frame it
/// sees after encoding, loss, scaling and decoding.
///
/// The mark is one row of 32 cells along the top edge, from the left. A cell is 1/40 of the
/// picture's width wide, and the row is 1/20 of its height high, so that it scales with the
/// picture; a cell is white (luma 220) for 1 and black (luma 32) for 0. From the left:
///   cells 0 and 1    white, black: where the row is, and its two levels
///   cells 2 to 9     feed number, most significant bit first
///   cells 10 to 25   frame counter modulo 65536, most significant bit first
///   cells 26 to 29   parity: CRC-4 (x^4 + x + 1, start 0xF) over the 24 bits before
///   cells 30 and 31  black, white
namespace vigie::demo {

struct Marker {
    std::uint8_t feed = 0;
    std::uint16_t frame = 0;
    bool operator==(const Marker&) const = default;
};

/// Draws on the luma plane.
void drawMarker(std::uint8_t* luma, int stride, int width, int height, Marker marker);
/// Reads from a decoded luma plane of any size from 80x45 up; nothing where there is no intact
/// mark.
[[nodiscard]] std::optional<Marker> readMarker(const std::uint8_t* luma, int stride, int width,
                                               int height);

} // namespace vigie::demo
