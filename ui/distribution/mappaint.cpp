// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the map looks.
#include "ui/distribution/mapview.h"

#include <cmath>

#include <QPainter>
#include <QPainterPath>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

QPainterPath outline(const LandPolygon& polygon, const QTransform& transform, double turn) {
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    for (const QPolygonF& ring : polygon.rings) {
        QPolygonF points;
        points.reserve(ring.size());
        QPointF last(-1e9, -1e9);
        for (const QPointF& place : ring) {
            const QPointF at = transform.map(toPlane({place.y(), place.x() + turn}));
            // Closer than half a pixel to the one before says nothing new.
            if (std::abs(at.x() - last.x()) + std::abs(at.y() - last.y()) >= 0.5) {
                points.append(at);
                last = at;
            }
        }
        path.addPolygon(points);
        path.closeSubpath();
    }
    return path;
}

} // namespace

void MapView::paintLand() {
    const double ratio = devicePixelRatioF();
    const QSize size = (QSizeF(width(), height()) * ratio).toSize();
    if (!m_isLandStale && m_landPixmap.size() == size) {
        return;
    }
    m_isLandStale = false;
    m_landPixmap = QPixmap(size);
    m_landPixmap.setDevicePixelRatio(ratio);
    m_landPixmap.fill(QColor::fromRgb(theme::color::ground()));
    QPainter painter(&m_landPixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QColor::fromRgb(theme::color::coast()), 0.7));
    painter.setBrush(QColor::fromRgb(theme::color::land()));
    const QTransform transform = planeToWidget();
    const QRectF visible = QRectF(rect()).adjusted(-2, -2, 2, 2);
    // The world goes on beyond 180 degrees on both sides.
    for (const double turn : {-360.0, 0.0, 360.0}) {
        for (const LandPolygon& polygon : m_land->polygons()) {
            const QRectF box =
                QRectF(transform.map(toPlane({polygon.box.bottom(), polygon.box.left() + turn})),
                       transform.map(toPlane({polygon.box.top(), polygon.box.right() + turn})))
                    .normalized();
            const bool isTooSmall = box.width() < 0.7 && box.height() < 0.7;
            if (isTooSmall || !box.intersects(visible)) {
                continue;
            }
            painter.drawPath(outline(polygon, transform, turn));
        }
    }
}

void MapView::paintLinks(QPainter& painter) const {
    const QString region = m_context.selectedRegion();
    const QString node = m_context.selectedNode();
    painter.setBrush(Qt::NoBrush);
    for (const MapLink& link : m_scene.links) {
        const MapNode& from = m_scene.nodes[link.from];
        const MapNode& to = m_scene.nodes[link.to];
        const bool isFailing = link.worst >= engine::Severity::Minor;
        const bool isOfNode = !node.isEmpty() && (from.id == node || to.id == node);
        const bool isSelected =
            node.isEmpty() ? !region.isEmpty() && to.regionId == region : isOfNode;
        QColor color =
            isFailing ? theme::severityColor(link.worst) : theme::pathKindColor(link.kind);
        const bool isAside = !node.isEmpty() && !isOfNode;
        color.setAlphaF(isSelected ? 1.0F : isAside ? 0.25F : isFailing ? 0.9F : 0.6F);
        QPen pen(color, isSelected ? 1.9 : isFailing ? 1.5 : 1.2);
        if (link.kind == model::PathKind::Satellite) {
            pen.setDashPattern({4, 3});
        } else if (link.kind == model::PathKind::Fibre) {
            pen.setDashPattern({9, 2});
        }
        painter.setPen(pen);
        const QPainterPath way = bow(m_points[link.from], m_points[link.to], link.kind);
        painter.drawPath(way);
        if (isFailing) { // color is never alone
            const QPointF middle = way.pointAtPercent(0.5);
            theme::drawShape(painter, QRectF(middle - QPointF(4, 4), QSizeF(8, 8)),
                             theme::severityShape(link.worst), color);
        }
    }
}

void MapView::paintNode(QPainter& painter, std::size_t number) const {
    const MapNode& node = m_scene.nodes[number];
    const QPointF at = m_points[number];
    const bool isSelected = node.id == m_context.selectedNode();
    const QPointF aside = at - m_places[number];
    if (std::hypot(aside.x(), aside.y()) > 3) { // moved apart from a neighbor
        painter.setPen(QPen(QColor::fromRgb(theme::color::quiet()), 0.8));
        painter.drawLine(m_places[number], at);
    }
    if (isEmphasized(node)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor::fromRgb(theme::color::selection()));
        painter.drawEllipse(at, markerSide + 3, markerSide + 3);
    }
    if (node.worst > engine::Severity::Warning) {
        const QColor color = theme::severityColor(node.worst);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 2));
        painter.drawEllipse(at, markerSide, markerSide);
        theme::drawShape(painter, QRectF(at + QPointF(4, -12), QSizeF(8, 8)),
                         theme::severityShape(node.worst), color);
    }
    if (isSelected || (node.id == m_current && m_showsFocus)) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(
            QColor::fromRgb(isSelected ? theme::color::bright() : theme::color::focus()), 1.5));
        painter.drawRect(QRectF(at - QPointF(11, 11), QSizeF(22, 22)));
    }
    const QRectF box(at - QPointF(markerSide, markerSide) / 2, QSizeF(markerSide, markerSide));
    // Quiet where there is no contact: what it said last may be old.
    const QColor color = node.kind == model::NodeKind::Origin || node.isInContact
                             ? theme::nodeKindColor(node.kind)
                             : QColor::fromRgb(theme::color::quiet());
    theme::drawShape(painter, box, theme::nodeKindShape(node.kind), color);
    if (!m_labels[number]) {
        return;
    }
    QColor behind = QColor::fromRgb(theme::color::ground());
    behind.setAlphaF(0.55F);
    painter.fillRect(m_labels[number]->adjusted(1, 1, -1, -1), behind);
    painter.setPen(QColor::fromRgb(isEmphasized(node) ? theme::color::bright()
                                   : node.worst > engine::Severity::Warning
                                       ? theme::color::text()
                                       : theme::color::warning()));
    painter.drawText(*m_labels[number], Qt::AlignCenter, labelOf(node));
}

void MapView::paintRegions(QPainter& painter) const {
    for (std::size_t i = 0; i < m_scene.regions.size(); ++i) {
        if (m_regionLabels[i]) {
            const bool isSelected = m_scene.regions[i].id == m_context.selectedRegion();
            painter.setPen(
                QColor::fromRgb(isSelected ? theme::color::bright() : theme::color::quiet()));
            painter.drawText(*m_regionLabels[i], Qt::AlignCenter, m_scene.regions[i].name);
        }
    }
}

void MapView::paintRemarks(QPainter& painter) const {
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    const QRectF box = QRectF(rect()).adjusted(4, 0, -4, -2);
    if (!m_scene.withoutPosition.empty()) {
        painter.drawText(box, Qt::AlignLeft | Qt::AlignBottom,
                         tr("%n node(s) without a position", nullptr,
                            static_cast<int>(m_scene.withoutPosition.size())));
    }
    if (m_zoom > 1.01) {
        painter.drawText(box, Qt::AlignRight | Qt::AlignBottom,
                         tr("× %1 · Home shows all").arg(theme::figure(m_zoom, 1)));
    }
}

void MapView::paintEvent(QPaintEvent* /*event*/) {
    paintLand();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_landPixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme::textFont(labelPixels));
    paintRegions(painter);
    paintLinks(painter);
    for (std::size_t i = 0; i < m_scene.nodes.size(); ++i) {
        paintNode(painter, i);
    }
    paintRemarks(painter);
    if (m_showsFocus) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QColor::fromRgb(theme::color::focus()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace vigie::ui::distribution
