// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/tilepainter.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QPainter>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/wall/meterpainter.h"
#include "ui/wall/signalcolors.h"
#include "ui/wall/tilelabel.h"

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

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

/// The letter says the same as the color does.
QString lampLetter(desk::TallyColor color) {
    switch (color) {
    case desk::TallyColor::Off:
        break;
    case desk::TallyColor::Red:
        return Words::tr("R", "a red tally lamp");
    case desk::TallyColor::Green:
        return Words::tr("G", "a green tally lamp");
    case desk::TallyColor::Amber:
        return Words::tr("A", "an amber tally lamp");
    }
    return {};
}

void paintLamp(QPainter& painter, const QRect& rect, desk::TallyColor color, int textPixels) {
    const QRect lamp = rect.adjusted(0, 2, 0, -2);
    painter.fillRect(lamp, signal::lamp(color));
    painter.setFont(theme::textFont(std::max(9, textPixels - 4), QFont::Bold));
    painter.setPen(rgb(theme::color::black()));
    painter.drawText(lamp, Qt::AlignCenter, lampLetter(color));
}

/// A loudspeaker; crossed out while nothing comes out of it.
void paintSpeaker(QPainter& painter, const QRect& rect, bool isSilenced) {
    const double side = std::min(rect.width(), rect.height() - 4);
    const QPointF center = QRectF(rect).center();
    const auto at = [&](double x, double y) { return center + QPointF(x, y) * side; };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(rgb(theme::color::bright()));
    painter.drawPolygon(QPolygonF({at(-0.45, -0.16), at(-0.22, -0.16), at(0.05, -0.4),
                                   at(0.05, 0.4), at(-0.22, 0.16), at(-0.45, 0.16)}));
    painter.setPen(QPen(rgb(theme::color::bright()), std::max(1.0, side / 10)));
    painter.setBrush(Qt::NoBrush);
    if (isSilenced) {
        painter.drawLine(at(0.18, -0.2), at(0.46, 0.2));
        painter.drawLine(at(0.18, 0.2), at(0.46, -0.2));
    } else {
        painter.drawArc(QRectF(at(-0.1, -0.2), at(0.26, 0.2)), -60 * 16, 120 * 16);
        painter.drawArc(QRectF(at(-0.16, -0.36), at(0.46, 0.36)), -60 * 16, 120 * 16);
    }
    painter.restore();
}

/// An arrow up, in a box: it was brought here because it fails.
void paintPenalty(QPainter& painter, const QRect& rect) {
    const double side = std::min(rect.width(), rect.height() - 4);
    const QPointF center = QRectF(rect).center();
    const auto at = [&](double x, double y) { return center + QPointF(x, y) * side; };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(rgb(theme::color::bright()), std::max(1.0, side / 10)));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(at(-0.45, -0.45), at(0.45, 0.45)));
    painter.drawLine(at(0, 0.28), at(0, -0.28));
    painter.drawPolyline(QPolygonF({at(-0.22, -0.04), at(0, -0.28), at(0.22, -0.04)}));
    painter.restore();
}

void paintLabel(QPainter& painter, const Tile& tile) {
    const TileGeometry& g = tile.geometry;
    painter.fillRect(g.label, rgb(theme::color::panel()));
    const desk::Tally tally = tile.marks.tally.value_or(desk::Tally{});
    if (tally.text != desk::TallyColor::Off) {
        painter.fillRect(QRect(g.label.left(), g.label.bottom() - 1, g.label.width(), 2),
                         signal::lamp(tally.text));
    }
    for (const LabelField& field : labelFields(tile.content, tile.marks, g.label, g.textPixels)) {
        QColor color = rgb(theme::color::quiet());
        switch (field.what) {
        case LabelField::What::LampLeft:
            paintLamp(painter, field.rect, tally.left, g.textPixels);
            continue;
        case LabelField::What::LampRight:
            paintLamp(painter, field.rect, tally.right, g.textPixels);
            continue;
        case LabelField::What::Heard:
            paintSpeaker(painter, field.rect, tile.marks.isSilenced);
            continue;
        case LabelField::What::Penalty:
            paintPenalty(painter, field.rect);
            continue;
        case LabelField::What::KindShape: {
            const double side = field.rect.width();
            theme::drawShape(
                painter,
                QRectF(field.rect.left(), field.rect.center().y() - side / 2.0 + 0.5, side, side),
                theme::pathKindShape(tile.content.kind), theme::pathKindColor(tile.content.kind));
            continue;
        }
        case LabelField::What::KindWord:
            color = theme::pathKindColor(tile.content.kind);
            break;
        case LabelField::What::Name:
            color = rgb(theme::color::text());
            break;
        case LabelField::What::Role:
            color = rgb(theme::color::bright());
            break;
        case LabelField::What::Number:
        case LabelField::What::Router:
        case LabelField::What::Region:
            break;
        }
        painter.setFont(labelFont(field.what, g.textPixels));
        painter.setPen(color);
        painter.drawText(field.rect, Qt::AlignVCenter | Qt::AlignLeft, field.text);
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
        QString facts = tile.content.facts;
        if (!tile.content.loudness.isEmpty() && !hasLoudnessUnderMeters(g)) {
            const QString loudness = Words::tr("%1 LUFS").arg(tile.content.loudness);
            facts = facts.isEmpty() ? loudness : facts + QStringLiteral(" · ") + loudness;
        }
        painter.setFont(font);
        painter.setPen(rgb(theme::color::quiet()));
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                         fittedFacts(facts, font, box.width()));
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
                     fittedFault(tile.stripText(), font, box.width()));
}

/// A line of text in a box of its own over the picture, for what is said while it does not move.
void paintNote(QPainter& painter, const QRect& picture, Qt::Alignment where, const QString& text,
               int pixels, const QColor& color) {
    const QFont font = theme::figureFont(pixels);
    const QFontMetrics metrics(font);
    const int pad = std::max(2, pixels / 3);
    const QSize size(std::min(metrics.horizontalAdvance(text) + 2 * pad + 1, picture.width()),
                     std::min(metrics.height() + 2, picture.height()));
    QRect box(picture.topLeft(), size);
    if ((where & Qt::AlignRight) != 0) {
        box.moveRight(picture.right());
    } else if ((where & Qt::AlignHCenter) != 0) {
        box.moveLeft(picture.center().x() - size.width() / 2);
    }
    if ((where & Qt::AlignBottom) != 0) {
        box.moveBottom(picture.bottom());
    } else if ((where & Qt::AlignVCenter) != 0) {
        box.moveTop(picture.center().y() - size.height() / 2);
    }
    QColor veil = rgb(theme::color::ground());
    veil.setAlpha(210);
    painter.fillRect(box, veil);
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(box, Qt::AlignCenter,
                     metrics.elidedText(text, Qt::ElideRight, box.width() - 2));
}

int notePixels(const TileGeometry& geometry) {
    return std::max(9, geometry.textPixels - 3);
}

/// A picture that stands still must never look live: dark, with the time of its arrival.
void paintStillness(QPainter& painter, const Tile& tile, const QRect& picture) {
    QColor veil = rgb(theme::color::ground());
    veil.setAlpha(150);
    painter.fillRect(picture, veil);
    const int pixels = notePixels(tile.geometry);
    const QString since = tile.lastPictureText();
    const QString ago = tile.lastPictureAgoText();
    if (since.isEmpty()) {
        return;
    }
    const QColor color = rgb(theme::color::text());
    const QFontMetrics metrics(theme::figureFont(pixels));
    const int line = metrics.height() + 3;
    const bool isRoomy =
        picture.height() >= 3 * line && metrics.horizontalAdvance(since) + 12 < picture.width();
    if (isRoomy) {
        paintNote(painter, picture.translated(0, -line / 2), Qt::AlignCenter, since, pixels, color);
        paintNote(painter, picture.translated(0, line - line / 2), Qt::AlignCenter, ago, pixels,
                  color);
    } else {
        paintNote(painter, picture, Qt::AlignCenter, ago, pixels, color);
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

void TilePainter::paintFrames(QPainter& painter, const Tile& tile, const QRect& picture) {
    if (!isOfTwo(tile.content.view)) {
        m_pictures.paint(painter, picture, *tile.frame);
        return;
    }
    const int pixels = notePixels(tile.geometry);
    const QColor quiet = rgb(theme::color::text());
    QString standing = tile.twinText();
    if (!tile.otherFrame) {
        m_pictures.paint(painter, picture, *tile.frame);
    } else if (tile.content.view == TwinView::Difference && tile.isAligned) {
        if (m_difference.make(*tile.frame, *tile.otherFrame)) {
            m_pictures.paint(painter, picture, m_difference);
            standing = Words::tr("differs %1 %")
                           .arg(theme::figure(100 * m_difference.differingShare(), 1)) +
                       QStringLiteral(" · ") + standing;
        }
    } else {
        // Not of the same moment there is no difference to speak of: both halves instead.
        const int middle = picture.width() / 2;
        const QRect left(picture.left(), picture.top(), middle, picture.height());
        const QRect right = picture.adjusted(middle, 0, 0, 0);
        const int leftColumns = tile.frame->width / 2;
        const int rightFrom = tile.otherFrame->width / 2;
        m_pictures.paint(painter, left, partOf(*tile.frame, 0, leftColumns));
        m_pictures.paint(painter, right,
                         partOf(*tile.otherFrame, rightFrom, tile.otherFrame->width - rightFrom));
        painter.fillRect(QRect(right.left(), picture.top(), 1, picture.height()),
                         rgb(theme::color::bright()));
    }
    paintNote(painter, picture, Qt::AlignLeft | Qt::AlignTop,
              theme::pathKindShort(tile.content.kind), pixels,
              theme::pathKindColor(tile.content.kind));
    if (tile.content.otherPath) {
        paintNote(painter, picture, Qt::AlignRight | Qt::AlignTop,
                  theme::pathKindShort(tile.content.otherKind), pixels,
                  theme::pathKindColor(tile.content.otherKind));
    }
    paintNote(painter, picture, Qt::AlignHCenter | Qt::AlignBottom,
              fittedFacts(standing, theme::figureFont(pixels), picture.width() - 8), pixels, quiet);
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
    QRect picture = fitAspect(area, shapeOf(*tile.frame));
    if (!tile.geometry.strip.isEmpty()) {
        picture.moveTop(area.top()); // what is left joins the strip
    }
    fillAround(painter, area, picture);
    paintFrames(painter, tile, picture);
    if (tile.isStill) {
        paintStillness(painter, tile, picture);
    }
    const QString age = tile.ageText();
    if (!age.isEmpty()) {
        paintNote(painter, picture, Qt::AlignLeft | Qt::AlignBottom, age, notePixels(tile.geometry),
                  rgb(theme::color::text()));
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
