// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/grid.h"

#include <algorithm>

namespace vigie::ui::wall {

std::vector<QRect> cells(const QRect& area, const Grid& grid) {
    std::vector<QRect> all;
    if (grid.capacity() <= 0) {
        return all;
    }
    const QRect inner = area.adjusted(gapPixels, gapPixels, -gapPixels, -gapPixels);
    // Edges from the exact fraction, so that the wall fills its area to the pixel.
    const auto edge = [](int from, int length, int count, int i) {
        return from + (length + gapPixels) * i / count;
    };
    for (int row = 0; row < grid.rows; ++row) {
        for (int column = 0; column < grid.columns; ++column) {
            const int left = edge(inner.left(), inner.width(), grid.columns, column);
            const int right =
                edge(inner.left(), inner.width(), grid.columns, column + 1) - gapPixels;
            const int top = edge(inner.top(), inner.height(), grid.rows, row);
            const int bottom = edge(inner.top(), inner.height(), grid.rows, row + 1) - gapPixels;
            all.emplace_back(left, top, std::max(0, right - left), std::max(0, bottom - top));
        }
    }
    return all;
}

TileGeometry tileGeometry(const QRect& outer, bool hasFault) {
    TileGeometry g;
    g.outer = outer;
    const QRect inner = outer.adjusted(borderPixels, borderPixels, -borderPixels, -borderPixels);
    g.textPixels = std::clamp(std::min(outer.height() / 14, outer.width() / 20), 10, 18);
    // In a small tile every line of pixels counts for the picture.
    const bool isTight = outer.height() < 120;
    const int labelHeight = isTight ? g.textPixels + 6 : g.textPixels * 2;
    const int stripHeight = isTight ? g.textPixels + 4 : g.textPixels + 8;
    const int meterWidth = std::clamp(inner.width() / 11, 12, std::max(30, inner.width() / 24));

    g.label = QRect(inner.left(), inner.bottom() + 1 - labelHeight, inner.width(), labelHeight);
    const QRect body(inner.left(), inner.top(), inner.width(), inner.height() - labelHeight);
    g.meters = QRect(body.right() + 1 - meterWidth, body.top(), meterWidth, body.height());
    const QRect area = body.adjusted(0, 0, -meterWidth, 0);
    const int wide = area.width() * 9 / 16;
    const int spare = area.height() - wide;
    if (hasFault || spare >= stripHeight) {
        // The strip takes what a 16:9 picture leaves, up to a point.
        const int height = std::clamp(spare, stripHeight, stripHeight * 3 / 2);
        g.strip = QRect(area.left(), area.bottom() + 1 - height, area.width(), height);
        g.picture = area.adjusted(0, 0, 0, -height);
    } else {
        g.picture = area;
    }
    return g;
}

QRect fitAspect(const QRect& area, const QSize& picture) {
    if (picture.isEmpty() || area.isEmpty()) {
        return area;
    }
    const QSize size = picture.scaled(area.size(), Qt::KeepAspectRatio);
    // A pixel of rounding is no reason for a bar beside the picture.
    const int width = area.width() - size.width() <= 1 ? area.width() : size.width();
    const int height = area.height() - size.height() <= 1 ? area.height() : size.height();
    return {area.left() + (area.width() - width) / 2, area.top() + (area.height() - height) / 2,
            width, height};
}

} // namespace vigie::ui::wall
