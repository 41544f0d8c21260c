// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QRect>
#include <QSize>

namespace vigie::ui::wall {

/// Columns and rows of a wall.
struct Grid {
    int columns = 0;
    int rows = 0;
    [[nodiscard]] int capacity() const { return columns * rows; }
    bool operator==(const Grid&) const = default;
};

/// Where the parts of one tile are. None overlaps another: what is painted often (picture, meters)
/// never has text over it.
struct TileGeometry {
    QRect outer;
    /// What the picture may fill; it keeps its aspect inside.
    QRect picture;
    QRect meters;
    /// What is wrong, or quiet figures. Empty in tight tiles while all is well.
    QRect strip;
    QRect label;
    int textPixels = 13;
    bool operator==(const TileGeometry&) const = default;
};

inline constexpr int borderPixels = 2;
/// Between tiles; the mark of the current tile is drawn there.
inline constexpr int gapPixels = 6;

/// One rectangle for each cell, row by row.
[[nodiscard]] std::vector<QRect> cells(const QRect& area, const Grid& grid);
/// `hasFault`: a strip is needed even where there is no room to spare.
[[nodiscard]] TileGeometry tileGeometry(const QRect& outer, bool hasFault);
/// The largest centered rectangle of `picture`'s aspect in `area`.
[[nodiscard]] QRect fitAspect(const QRect& area, const QSize& picture);

} // namespace vigie::ui::wall
