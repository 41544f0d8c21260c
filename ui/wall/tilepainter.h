// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

#include <QRegion>

#include "ui/wall/differenceframe.h"
#include "ui/wall/picturepainter.h"
#include "ui/wall/tileboard.h"

namespace vigie::ui::wall {

/// Paints the parts of a tile that a region touches. GUI thread; keeps the picture painter's
/// scratch.
class TilePainter {
public:
    void paint(QPainter& painter, Tile& tile, const QRegion& dirty, bool isCurrent, bool isFocused);
    [[nodiscard]] const PicturePainter& pictures() const { return m_pictures; }
    /// How many pictures were painted so many whole milliseconds after their access unit came; the
    /// last entry counts all that took longer.
    using Delays = std::array<std::uint64_t, 64>;
    [[nodiscard]] const Delays& delaysMs() const { return m_delaysMs; }

private:
    void paintPicture(QPainter& painter, Tile& tile);
    /// One picture, or two beside each other, or what differs between them.
    void paintFrames(QPainter& painter, const Tile& tile, const QRect& picture);

    PicturePainter m_pictures;
    DifferenceFrame m_difference;
    Delays m_delaysMs{};
};

/// The mark of the current tile, in the gap around it.
[[nodiscard]] QRect currentMark(const TileGeometry& geometry);

} // namespace vigie::ui::wall
