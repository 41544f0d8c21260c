// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include <QString>

#include "ui/wall/grid.h"
#include "ui/wall/wallspec.h"

/// The cells of a wall: ready-made ones, and how an operator changes them. All of it is plain
/// values: what is refused leaves the wall as it was.
namespace vigie::ui::wall {

/// A wall has at most so many columns, and so many rows.
inline constexpr int mostAlong = 10;

/// Cells that an operator can ask for by name. "One and five": one large, five small.
enum class Preset : std::uint8_t {
    Auto,
    One,
    Grid2x2,
    Grid3x3,
    Grid4x3,
    Grid5x4,
    Grid6x6,
    Grid8x8,
    Grid10x10,
    OneAndFive,
    OneAndSeven,
    TwoAndEight,
    OneAndTwelve
};
inline constexpr std::array<Preset, 13> allPresets{
    Preset::Auto,        Preset::One,        Preset::Grid2x2,     Preset::Grid3x3,
    Preset::Grid4x3,     Preset::Grid5x4,    Preset::Grid6x6,     Preset::Grid8x8,
    Preset::Grid10x10,   Preset::OneAndFive, Preset::OneAndSeven, Preset::TwoAndEight,
    Preset::OneAndTwelve};

/// "Auto", "5×4", "1+7".
[[nodiscard]] QString presetWord(Preset preset);

/// The smallest grid of at most 10 x 10 that shows `tiles` at once; more go to further pages.
[[nodiscard]] Grid autoGrid(int tiles);

/// Gives the wall other cells. Pins stay, in reading order, as far as there are cells for them;
/// Auto has none.
void setPreset(WallSpec& spec, Preset preset);
/// A grid of equal cells; both are clamped to 1 to mostAlong.
void setGrid(WallSpec& spec, const Grid& grid);
/// Which one the cells are; nothing where an operator made them.
[[nodiscard]] std::optional<Preset> presetOf(const WallSpec& spec);

/// Why these cells can be no wall: outside of the grid, one over another, too many. Empty: they
/// can. For people.
[[nodiscard]] QString problemOf(const WallSpec& spec);

/// The cells in reading order, and small ones wherever none is.
void tidy(WallSpec& spec);
/// Gives the cell this span. Cells that it covers whole go; of those that it covers in part, and
/// of what it leaves, the rest becomes small cells. Returns where the cell is now in the list; -1,
/// and nothing changed, where the span leaves the grid.
int setSpan(WallSpec& spec, int cell, const CellSpan& span);
/// Into small cells; the first keeps the pin.
void split(WallSpec& spec, int cell);
/// Both keep their places and change what they are pinned to.
void swapPins(WallSpec& spec, int a, int b);
void setPin(WallSpec& spec, int cell, const CellPin& pin);
/// -1: none.
[[nodiscard]] int cellAt(const WallSpec& spec, int column, int row);
/// The nearest cell in a direction (one of -1, 0, 1 each); -1: none.
[[nodiscard]] int neighborOf(const std::vector<CellSpan>& spans, int cell, int columns, int rows);

/// Where the cells are; like cells(), for spans.
[[nodiscard]] std::vector<QRect> spanRects(const QRect& area, const Grid& grid,
                                           const std::vector<CellSpan>& spans);

} // namespace vigie::ui::wall
