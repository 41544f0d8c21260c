// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include <QImage>
#include <QRect>

#include "core/media/decodepool.h"

class QPainter;

namespace vigie::ui::wall {

/// Puts I420 pictures on the screen: scaled while still I420, then converted straight into the
/// image that the painter paints on (a window's backing store); through an image of its own where
/// the painter's device is something else. GUI thread; keeps scratch memory.
class PicturePainter {
public:
    /// Fills `target` (logical coordinates) whatever the picture's aspect: the caller fits it.
    void paint(QPainter& painter, const QRect& target, const media::VideoFrame& frame);

    /// How many pictures went straight into the backing store, and how many the long way.
    [[nodiscard]] std::uint64_t direct() const { return m_direct; }
    [[nodiscard]] std::uint64_t indirect() const { return m_indirect; }

private:
    bool convert(const media::VideoFrame& frame, std::uint8_t* pixels, int stride,
                 const QSize& size);

    std::vector<std::uint8_t> m_scaled;
    QImage m_image;
    std::uint64_t m_direct = 0;
    std::uint64_t m_indirect = 0;
};

/// The size that a picture is to be shown in where its own height is kept: pixels that are not
/// square are made so.
[[nodiscard]] QSize shapeOf(const media::VideoFrame& frame);
/// The picture as an image of its own size, for inspectors and snapshots.
[[nodiscard]] QImage toImage(const media::VideoFrame& frame);

} // namespace vigie::ui::wall
