// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

/// TSL UMD: labels and tally lamps of under monitor displays, in and out, as routers, switchers and
/// multiviewers speak it. Protocol versions 3.1, 4.0 and 5.0.
namespace vigie::tsl {

enum class Version : std::uint8_t { V31, V40, V50 };
enum class Transport : std::uint8_t { Udp, Tcp };

/// As 4.0 and 5.0 number them.
enum class Lamp : std::uint8_t { Off, Red, Green, Amber };
enum class Side : std::uint8_t { Left, Text, Right };

/// Every screen, or every display of one; 5.0 only.
inline constexpr std::uint16_t broadcast = 0xffff;
inline constexpr std::uint16_t highestIndex = 0xfffe;
/// Of 3.1 and 4.0.
inline constexpr std::uint16_t highestAddress = 126;
/// Longer labels are cut, at a whole character.
inline constexpr std::size_t mostLabelBytes = 256;

/// What one display shows. 3.1 and 4.0 know no screens: 0.
struct Display {
    std::uint16_t screen = 0;
    std::uint16_t index = 0;
    Lamp left = Lamp::Off;
    Lamp text = Lamp::Off;
    Lamp right = Lamp::Off;
    /// 0 (off) to 3 (full).
    std::uint8_t brightness = 3;
    /// UTF-8 without control characters; padding is gone.
    std::string label;
    bool operator==(const Display&) const = default;
};

/// The four tallies of 3.1 have no colors and no places: what each means is agreed upon. Absent:
/// that tally means nothing.
struct TallyMeaning {
    Side side = Side::Left;
    Lamp color = Lamp::Red;
    bool operator==(const TallyMeaning&) const = default;
};
using TallyMeanings = std::array<std::optional<TallyMeaning>, 4>;
inline constexpr TallyMeanings usualMeanings{
    TallyMeaning{Side::Left, Lamp::Red}, TallyMeaning{Side::Right, Lamp::Green},
    TallyMeaning{Side::Text, Lamp::Red}, TallyMeaning{Side::Text, Lamp::Amber}};

[[nodiscard]] inline Lamp& lampOf(Display& display, Side side) {
    return side == Side::Left ? display.left : side == Side::Text ? display.text : display.right;
}
[[nodiscard]] inline Lamp lampOf(const Display& display, Side side) {
    return side == Side::Left ? display.left : side == Side::Text ? display.text : display.right;
}

} // namespace vigie::tsl
