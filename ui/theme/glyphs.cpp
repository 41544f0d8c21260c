// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/glyphs.h"

#include <algorithm>

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QPixmap>

#include "ui/theme/palette.h"

namespace vigie::ui::theme {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::theme)
};

} // namespace

QColor severityColor(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::None:
        return QColor::fromRgb(color::quiet());
    case engine::Severity::Warning:
        return QColor::fromRgb(color::warning());
    case engine::Severity::Minor:
        return QColor::fromRgb(color::minor());
    case engine::Severity::Major:
        return QColor::fromRgb(color::major());
    case engine::Severity::Critical:
        return QColor::fromRgb(color::critical());
    }
    return QColor::fromRgb(color::quiet());
}

QString severityGlyph(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::None:
        return {};
    case engine::Severity::Warning:
        return QStringLiteral("○");
    case engine::Severity::Minor:
        return QStringLiteral("▽");
    case engine::Severity::Major:
        return QStringLiteral("▲");
    case engine::Severity::Critical:
        return QStringLiteral("■");
    }
    return {};
}

QString severityWord(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::None:
        return Words::tr("ok");
    case engine::Severity::Warning:
        return Words::tr("warning");
    case engine::Severity::Minor:
        return Words::tr("minor");
    case engine::Severity::Major:
        return Words::tr("major");
    case engine::Severity::Critical:
        return Words::tr("critical");
    }
    return {};
}

Shape severityShape(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::None:
        return Shape::None;
    case engine::Severity::Warning:
        return Shape::Ring;
    case engine::Severity::Minor:
        return Shape::TriangleDown;
    case engine::Severity::Major:
        return Shape::Triangle;
    case engine::Severity::Critical:
        return Shape::Square;
    }
    return Shape::None;
}

QColor onSeverityColor(engine::Severity severity) {
    const QColor strip = severityColor(severity);
    const QColor ink = QColor::fromRgb(0xff0a0d10);
    const QColor paper = QColor::fromRgb(0xffffffff);
    return contrast(ink, strip) >= contrast(paper, strip) ? ink : paper;
}

QColor pathKindColor(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return QColor::fromRgb(color::cloud());
    case model::PathKind::Satellite:
        return QColor::fromRgb(color::satellite());
    case model::PathKind::Fibre:
        return QColor::fromRgb(color::fibre());
    case model::PathKind::Origin:
        return QColor::fromRgb(color::bright());
    case model::PathKind::Unknown:
        break;
    }
    return QColor::fromRgb(color::quiet());
}

QString pathKindGlyph(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return QStringLiteral("●");
    case model::PathKind::Satellite:
        return QStringLiteral("◆");
    case model::PathKind::Fibre:
        return QStringLiteral("▬");
    case model::PathKind::Origin:
        return QStringLiteral("■");
    case model::PathKind::Unknown:
        break;
    }
    return QStringLiteral("?");
}

QString pathKindWord(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return Words::tr("cloud");
    case model::PathKind::Satellite:
        return Words::tr("satellite");
    case model::PathKind::Fibre:
        return Words::tr("fibre");
    case model::PathKind::Origin:
        return Words::tr("origin");
    case model::PathKind::Unknown:
        break;
    }
    return Words::tr("unknown");
}

QString pathKindShort(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return Words::tr("CLOUD");
    case model::PathKind::Satellite:
        return Words::tr("SAT");
    case model::PathKind::Fibre:
        return Words::tr("FIBRE");
    case model::PathKind::Origin:
        return Words::tr("ORIGIN");
    case model::PathKind::Unknown:
        break;
    }
    return Words::tr("NO PATH");
}

Shape pathKindShape(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Cloud:
        return Shape::Disc;
    case model::PathKind::Satellite:
        return Shape::Diamond;
    case model::PathKind::Fibre:
        return Shape::Bar;
    case model::PathKind::Origin:
        return Shape::Square;
    case model::PathKind::Unknown:
        break;
    }
    return Shape::Ring;
}

QString nodeKindWord(model::NodeKind kind) {
    switch (kind) {
    case model::NodeKind::Origin:
        return Words::tr("origin");
    case model::NodeKind::Cloud:
        return Words::tr("cloud");
    case model::NodeKind::Satellite:
        return Words::tr("satellite");
    case model::NodeKind::Unknown:
        break;
    }
    return Words::tr("unknown");
}

QColor nodeKindColor(model::NodeKind kind) {
    switch (kind) {
    case model::NodeKind::Origin:
        return QColor::fromRgb(color::bright());
    case model::NodeKind::Cloud:
        return QColor::fromRgb(color::cloud());
    case model::NodeKind::Satellite:
        return QColor::fromRgb(color::satellite());
    case model::NodeKind::Unknown:
        break;
    }
    return QColor::fromRgb(color::quiet());
}

Shape nodeKindShape(model::NodeKind kind) {
    switch (kind) {
    case model::NodeKind::Origin:
        return Shape::Square;
    case model::NodeKind::Cloud:
        return Shape::Disc;
    case model::NodeKind::Satellite:
        return Shape::Diamond;
    case model::NodeKind::Unknown:
        break;
    }
    return Shape::Ring;
}

QString contactWord(fleet::Contact contact) {
    switch (contact) {
    case fleet::Contact::Connecting:
        return Words::tr("connecting");
    case fleet::Contact::Connected:
        return Words::tr("connected");
    case fleet::Contact::Lost:
        return Words::tr("no contact");
    case fleet::Contact::Refused:
        return Words::tr("refused");
    }
    return {};
}

QColor contactColor(fleet::Contact contact) {
    switch (contact) {
    case fleet::Contact::Connecting:
        return QColor::fromRgb(color::warning());
    case fleet::Contact::Connected:
        return QColor::fromRgb(color::text());
    case fleet::Contact::Lost:
    case fleet::Contact::Refused:
        return QColor::fromRgb(color::critical());
    }
    return QColor::fromRgb(color::quiet());
}

void drawShape(QPainter& painter, const QRectF& box, Shape shape, const QColor& color) {
    if (shape == Shape::None) {
        return;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal side = std::min(box.width(), box.height());
    const QPointF c = box.center();
    const qreal r = side / 2;
    QPen outline(color, std::max<qreal>(1.2, side / 7));
    outline.setJoinStyle(Qt::MiterJoin);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (shape) {
    case Shape::Square:
        painter.drawRect(QRectF(c.x() - r * 0.85, c.y() - r * 0.85, r * 1.7, r * 1.7));
        break;
    case Shape::Triangle:
        painter.drawPolygon(QPolygonF({{c.x(), c.y() - r * 0.9},
                                       {c.x() + r, c.y() + r * 0.85},
                                       {c.x() - r, c.y() + r * 0.85}}));
        break;
    case Shape::TriangleDown:
        painter.setPen(outline);
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(QPolygonF({{c.x() - r * 0.75, c.y() - r * 0.55},
                                       {c.x() + r * 0.75, c.y() - r * 0.55},
                                       {c.x(), c.y() + r * 0.65}}));
        break;
    case Shape::Ring:
        painter.setPen(outline);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(c, r * 0.75, r * 0.75);
        break;
    case Shape::Disc:
        painter.drawEllipse(c, r * 0.8, r * 0.8);
        break;
    case Shape::Diamond:
        painter.drawPolygon(QPolygonF(
            {{c.x(), c.y() - r}, {c.x() + r, c.y()}, {c.x(), c.y() + r}, {c.x() - r, c.y()}}));
        break;
    case Shape::Bar:
        painter.drawRect(QRectF(c.x() - r, c.y() - r * 0.35, r * 2, r * 0.7));
        break;
    case Shape::None:
        break;
    }
    painter.restore();
}

QIcon shapeIcon(Shape shape, const QColor& color) {
    QIcon icon;
    for (const int side : {12, 24, 36}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        drawShape(painter, QRectF(0, 0, side, side).adjusted(1, 1, -1, -1), shape, color);
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace vigie::ui::theme
