// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/signicons.h"

#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

namespace vigie::ui::shell {

namespace {

void drawSpeaker(QPainter& painter) {
    painter.drawPolygon(QPolygonF({{3, 8}, {6, 8}, {10, 4}, {10, 16}, {6, 12}, {3, 12}}));
}

void draw(QPainter& painter, Sign sign, const QColor& color) {
    const QPen pen(color, 1.6, Qt::SolidLine, Qt::RoundCap);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    switch (sign) {
    case Sign::Search:
        painter.drawEllipse(QPointF(8.5, 8.5), 4.5, 4.5);
        painter.drawLine(QPointF(12, 12), QPointF(16.5, 16.5));
        break;
    case Sign::Menu:
        for (const double y : {6.0, 10.0, 14.0}) {
            painter.drawLine(QPointF(4, y), QPointF(16, y));
        }
        break;
    case Sign::SoundOn:
        painter.setBrush(color);
        drawSpeaker(painter);
        painter.setBrush(Qt::NoBrush);
        painter.drawArc(QRectF(8, 6.5, 6, 7), -60 * 16, 120 * 16);
        painter.drawArc(QRectF(8, 4, 9, 12), -55 * 16, 110 * 16);
        break;
    case Sign::SoundOff:
        painter.setBrush(color);
        drawSpeaker(painter);
        painter.drawLine(QPointF(13, 7.5), QPointF(17.5, 12.5));
        painter.drawLine(QPointF(17.5, 7.5), QPointF(13, 12.5));
        break;
    case Sign::Person: {
        painter.setBrush(color);
        painter.drawEllipse(QPointF(10, 7), 2.6, 2.6);
        QPainterPath shoulders(QPointF(4.5, 16));
        shoulders.cubicTo(5, 10.5, 15, 10.5, 15.5, 16);
        shoulders.closeSubpath();
        painter.drawPath(shoulders);
        break;
    }
    case Sign::Nodes:
        painter.setBrush(color);
        painter.drawLine(QPointF(5, 14), QPointF(10, 5));
        painter.drawLine(QPointF(10, 5), QPointF(15, 14));
        for (const QPointF& at : {QPointF(10, 5), QPointF(5, 14), QPointF(15, 14)}) {
            painter.drawEllipse(at, 1.7, 1.7);
        }
        break;
    }
}

} // namespace

QIcon signIcon(Sign sign, const QColor& color) {
    QIcon icon;
    for (const int scale : {1, 2, 3}) {
        QPixmap pixmap(20 * scale, 20 * scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(scale, scale);
        draw(painter, sign, color);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace vigie::ui::shell
