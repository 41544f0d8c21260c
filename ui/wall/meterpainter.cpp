// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/meterpainter.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/wall/signalcolors.h"
#include "ui/wall/tile.h"
#include "ui/wall/tilelabel.h"

namespace vigie::ui::wall {

namespace {

/// So that "−23.1" fits.
int loudnessPixels(int width) {
    return std::clamp(width * 10 / 32, 9, 18);
}

QColor meterColor(double level) {
    // -60 dB to full scale; the top 9 dB are red, the 9 below yellow, as meters in this trade are.
    if (level > 1.0 - 9.0 / 60.0) {
        return signal::meterOver;
    }
    if (level > 1.0 - 18.0 / 60.0) {
        return signal::meterHigh;
    }
    return signal::meterLow;
}

void paintBar(QPainter& painter, const QRect& bar, double level, double held, bool isKnown) {
    painter.fillRect(bar, signal::meterGround);
    const auto yOf = [&bar](double value) {
        return bar.bottom() + 1 - static_cast<int>(std::lround(value * bar.height()));
    };
    const double green = 1.0 - 18.0 / 60.0;
    const double yellow = 1.0 - 9.0 / 60.0;
    double from = 0;
    for (const double to : {green, yellow, 1.0}) {
        const double top = std::min(level, to);
        if (top > from) {
            painter.fillRect(
                QRect(QPoint(bar.left(), yOf(top)), QPoint(bar.right(), yOf(from) - 1)),
                meterColor((from + to) / 2));
        }
        from = to;
    }
    if (held > 0.01 && isKnown) {
        painter.fillRect(QRect(bar.left(), yOf(held), bar.width(), 1),
                         meterColor(held).lighter(130));
    }
}

} // namespace

void paintMeters(QPainter& painter, const Tile& tile) {
    const QRect area = tile.geometry.meters;
    painter.fillRect(area, QColor::fromRgb(theme::color::black()));
    const int channels = tile.meter.channels();
    // A corner of color: something happened here since anybody looked.
    QRect inner = area.adjusted(3, 3, -3, -3);
    if (tile.missed > engine::Severity::None) {
        const int side = inner.width();
        theme::drawShape(painter, QRectF(inner.left(), inner.top(), side, side),
                         theme::severityShape(tile.missed), theme::severityColor(tile.missed));
        inner.setTop(inner.top() + side + 3);
    }
    if (hasLoudnessUnderMeters(tile.geometry)) {
        const int pixels = loudnessPixels(area.width());
        const int height = pixels + 4;
        if (!tile.content.loudness.isEmpty()) {
            painter.setFont(theme::figureFont(pixels));
            painter.setPen(signal::figureOnBlack);
            painter.drawText(QRect(area.left(), area.bottom() + 1 - height, area.width(), height),
                             Qt::AlignCenter, tile.content.loudness);
        }
        inner.setBottom(area.bottom() - height);
    }
    const int bars = std::max(2, channels);
    const int gap = bars > 4 ? 1 : 2;
    for (int i = 0; i < bars; ++i) {
        const int left = inner.left() + (inner.width() + gap) * i / bars;
        const int right = inner.left() + (inner.width() + gap) * (i + 1) / bars - gap;
        const QRect bar(left, inner.top(), std::max(1, right - left), inner.height());
        if (i < channels) {
            paintBar(painter, bar, tile.meter.level(i), tile.meter.held(i), tile.meter.isKnown());
        } else if (channels == 0) {
            // Not known is neither silence nor sound: an empty outline.
            painter.setPen(signal::meterOutline);
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(bar.adjusted(0, 0, -1, -1));
        } else {
            painter.fillRect(bar, signal::meterUnused);
        }
    }
}

} // namespace vigie::ui::wall
