// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tilepainter.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::wall {

namespace {

QColor rgb(QRgb value) {
    return QColor::fromRgb(value);
}

void paintFrame(QPainter& painter, const Tile& tile, bool isCurrent, bool isFocused) {
    const QRect outer = tile.geometry.outer;
    const bool isBad = tile.content.severity > engine::Severity::None;
    const QColor color =
        isBad ? theme::severityColor(tile.content.severity) : rgb(theme::color::line());
    const int b = borderPixels;
    painter.fillRect(outer.left(), outer.top(), outer.width(), b, color);
    painter.fillRect(outer.left(), outer.bottom() + 1 - b, outer.width(), b, color);
    painter.fillRect(outer.left(), outer.top() + b, b, outer.height() - 2 * b, color);
    painter.fillRect(outer.right() + 1 - b, outer.top() + b, b, outer.height() - 2 * b, color);

    const QRect mark = currentMark(tile.geometry);
    const QColor around = !isCurrent  ? rgb(theme::color::ground())
                          : isFocused ? rgb(theme::color::bright())
                                      : rgb(theme::color::quiet());
    painter.setPen(QPen(around, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(mark.adjusted(0, 0, -1, -1));
}

void paintLabel(QPainter& painter, const Tile& tile) {
    const TileGeometry& g = tile.geometry;
    painter.fillRect(g.label, rgb(theme::color::panel()));
    const int pad = g.textPixels / 2;
    const QRect box = g.label.adjusted(pad, 0, -pad, 0);
    const QFont text = theme::textFont(g.textPixels);
    const QFont small = theme::textFont(std::max(9, g.textPixels - 2));
    const QFont figures = theme::figureFont(g.textPixels, QFont::Bold);

    // From the right: path kind, then what is special about it.
    int right = box.right();
    const QString kind = theme::pathKindShort(tile.content.kind);
    painter.setFont(small);
    const int kindWidth = QFontMetrics(small).horizontalAdvance(kind);
    painter.setPen(theme::pathKindColor(tile.content.kind));
    painter.drawText(QRect(right - kindWidth, box.top(), kindWidth + 1, box.height()),
                     Qt::AlignVCenter | Qt::AlignLeft, kind);
    right -= kindWidth + pad / 2;
    const int side = std::max(6, g.textPixels * 2 / 3);
    theme::drawShape(painter, QRectF(right - side, box.center().y() - side / 2.0 + 0.5, side, side),
                     theme::pathKindShape(tile.content.kind),
                     theme::pathKindColor(tile.content.kind));
    right -= side + pad;
    if (!tile.content.role.isEmpty()) {
        const int width = QFontMetrics(small).horizontalAdvance(tile.content.role);
        painter.setPen(rgb(theme::color::bright()));
        painter.drawText(QRect(right - width, box.top(), width + 1, box.height()),
                         Qt::AlignVCenter | Qt::AlignLeft, tile.content.role);
        right -= width + pad;
    }

    int left = box.left();
    if (!tile.content.number.isEmpty()) {
        painter.setFont(figures);
        painter.setPen(rgb(theme::color::quiet()));
        const int width = QFontMetrics(figures).horizontalAdvance(tile.content.number);
        painter.drawText(QRect(left, box.top(), width + 1, box.height()),
                         Qt::AlignVCenter | Qt::AlignLeft, tile.content.number);
        left += width + pad;
    }
    const QFontMetrics metrics(text);
    const int room = right - left;
    const int nameWidth = metrics.horizontalAdvance(tile.content.name);
    painter.setFont(text);
    painter.setPen(rgb(theme::color::text()));
    const QString name = metrics.elidedText(tile.content.name, Qt::ElideRight, room);
    painter.drawText(QRect(left, box.top(), room, box.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     name);
    // The region where there is room for enough of it to be read.
    const int rest = room - nameWidth - pad;
    if (!tile.content.regionName.isEmpty() && rest >= metrics.averageCharWidth() * 5) {
        painter.setPen(rgb(theme::color::quiet()));
        painter.drawText(QRect(left + nameWidth + pad, box.top(), rest, box.height()),
                         Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(tile.content.regionName, Qt::ElideRight, rest));
    }
}

void paintStrip(QPainter& painter, const Tile& tile) {
    const TileGeometry& g = tile.geometry;
    const engine::Severity severity = tile.stripSeverity();
    const int pad = g.textPixels / 2;
    QRect box = g.strip.adjusted(pad, 0, -pad, 0);
    if (severity == engine::Severity::None || (tile.content.fault.isEmpty() && !tile.isStill)) {
        painter.fillRect(g.strip, rgb(theme::color::panel()));
        const QFont font = theme::figureFont(std::max(9, g.textPixels - 3));
        painter.setFont(font);
        painter.setPen(rgb(theme::color::quiet()));
        painter.drawText(
            box, Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetrics(font).elidedText(tile.content.facts, Qt::ElideRight, box.width()));
        return;
    }
    painter.fillRect(g.strip, theme::severityColor(severity));
    const int side = g.textPixels * 3 / 4;
    theme::drawShape(painter, QRectF(box.left(), box.center().y() - side / 2.0 + 0.5, side, side),
                     theme::severityShape(severity), theme::onSeverityColor(severity));
    box.setLeft(box.left() + side + pad);
    const QFont font = theme::textFont(g.textPixels - 1, QFont::Bold);
    painter.setFont(font);
    painter.setPen(theme::onSeverityColor(severity));
    painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(tile.stripText(), Qt::ElideMiddle, box.width()));
}

QColor meterColor(double level) {
    // -60 dB to full scale; the top 9 dB are red, the 9 below yellow, as meters in this trade are.
    if (level > 1.0 - 9.0 / 60.0) {
        return QColor(0xd9, 0x58, 0x4a);
    }
    if (level > 1.0 - 18.0 / 60.0) {
        return QColor(0xd8, 0xb2, 0x4a);
    }
    return QColor(0x4a, 0xa8, 0x74);
}

void paintBar(QPainter& painter, const QRect& bar, double level, double held, bool isKnown) {
    painter.fillRect(bar, QColor(0x1c, 0x21, 0x27));
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

void paintMeters(QPainter& painter, const Tile& tile) {
    const QRect area = tile.geometry.meters;
    painter.fillRect(area, rgb(theme::color::black()));
    const int channels = tile.meter.channels();
    // A corner of color: something happened here since anybody looked.
    QRect inner = area.adjusted(3, 3, -3, -3);
    if (tile.missed > engine::Severity::None) {
        const int side = inner.width();
        theme::drawShape(painter, QRectF(inner.left(), inner.top(), side, side),
                         theme::severityShape(tile.missed), theme::severityColor(tile.missed));
        inner.setTop(inner.top() + side + 3);
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
            painter.setPen(QColor(0x2a, 0x31, 0x38));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(bar.adjusted(0, 0, -1, -1));
        } else {
            painter.fillRect(bar, QColor(0x0c, 0x0f, 0x12));
        }
    }
}

void fillAround(QPainter& painter, const QRect& area, const QRect& picture) {
    for (const QRect& rest : QRegion(area).subtracted(picture)) {
        painter.fillRect(rest, rgb(theme::color::panel()));
    }
}

} // namespace

QRect currentMark(const TileGeometry& geometry) {
    return geometry.outer.adjusted(-gapPixels / 2, -gapPixels / 2, gapPixels / 2, gapPixels / 2);
}

void TilePainter::paintPicture(QPainter& painter, Tile& tile) {
    const QRect area = tile.geometry.picture;
    if (!tile.frame) {
        painter.fillRect(area, rgb(theme::color::black()));
        painter.setFont(theme::textFont(std::max(9, tile.geometry.textPixels - 2)));
        painter.setPen(rgb(theme::color::quiet()));
        painter.drawText(area.adjusted(8, 4, -8, -4), Qt::AlignCenter | Qt::TextWordWrap,
                         tile.noPictureText());
        return;
    }
    QRect picture = fitAspect(area, QSize(tile.frame->width, tile.frame->height));
    if (!tile.geometry.strip.isEmpty()) {
        picture.moveTop(area.top()); // what is left joins the strip
    }
    fillAround(painter, area, picture);
    m_pictures.paint(painter, picture, *tile.frame);
    if (tile.isStill) {
        QColor veil = rgb(theme::color::ground());
        veil.setAlpha(150);
        painter.fillRect(picture, veil);
    }
    const QString age = tile.ageText();
    if (!age.isEmpty()) {
        const QFont font = theme::figureFont(std::max(9, tile.geometry.textPixels - 3));
        const QFontMetrics metrics(font);
        const QSize size(std::min(metrics.horizontalAdvance(age) + 16, picture.width()),
                         metrics.height() + 4);
        const QRect box(QPoint(picture.left(), picture.bottom() + 1 - size.height()), size);
        QColor veil = rgb(theme::color::ground());
        veil.setAlpha(200);
        painter.fillRect(box, veil);
        painter.setFont(font);
        painter.setPen(rgb(theme::color::text()));
        painter.drawText(box.adjusted(6, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(age, Qt::ElideRight, box.width() - 12));
    }
    if (tile.isFrameNew) {
        tile.isFrameNew = false;
        ++tile.framesShown;
        const auto delay = base::SystemClock::instance().now().mono - tile.frame->queued;
        const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(delay).count();
        ++m_delaysMs[static_cast<std::size_t>(
            std::clamp<std::int64_t>(ms, 0, static_cast<std::int64_t>(m_delaysMs.size()) - 1))];
    }
}

void TilePainter::paint(QPainter& painter, Tile& tile, const QRegion& dirty, bool isCurrent,
                        bool isFocused) {
    const TileGeometry& g = tile.geometry;
    if (dirty.intersects(g.picture)) {
        // One rectangle as the clip keeps the painter on its fast paths.
        painter.setClipRect(g.picture);
        paintPicture(painter, tile);
    }
    if (dirty.intersects(g.meters)) {
        painter.setClipRect(g.meters);
        paintMeters(painter, tile);
    }
    if (!g.strip.isEmpty() && dirty.intersects(g.strip)) {
        painter.setClipRect(g.strip);
        paintStrip(painter, tile);
    }
    if (dirty.intersects(g.label)) {
        painter.setClipRect(g.label);
        paintLabel(painter, tile);
    }
    const QRect inner = g.outer.adjusted(borderPixels, borderPixels, -borderPixels, -borderPixels);
    const bool isFrameDirty = std::any_of(dirty.begin(), dirty.end(), [&](const QRect& rect) {
        return !inner.contains(rect) && rect.intersects(currentMark(g)) &&
               !inner.contains(rect.intersected(currentMark(g)));
    });
    if (isFrameDirty) {
        painter.setClipRect(currentMark(g));
        paintFrame(painter, tile, isCurrent, isFocused);
    }
}

} // namespace vigie::ui::wall
