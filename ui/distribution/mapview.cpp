// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/mapview.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

constexpr double mostZoom = 24;
constexpr double markerSide = 8;
constexpr double reach = 4; // pixels beside a marker that still count as it
constexpr int labelPixels = 10;

/// From the Americas' west coast to New Zealand, without the poles.
QRectF inhabitedWorld() {
    return {toPlane({74, -128}), toPlane({-46, 156})};
}

/// A bow above the straight way, so that paths to neighbors do not cover each other.
QPainterPath bow(QPointF from, QPointF to) {
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    QPainterPath path(from);
    if (length < 1) {
        return path;
    }
    QPointF across(way.y() / length, -way.x() / length);
    if (across.y() > 0) {
        across = -across;
    }
    path.quadTo((from + to) / 2 + across * (length * 0.22), to);
    return path;
}

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

MapView::MapView(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_land(Land::shared()), m_extent(inhabitedWorld()),
      m_center(m_extent.center()) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Map of nodes and paths"));
    setAccessibleDescription(
        tr("Plus and minus zoom, arrow keys move, 0 shows everything. The table of regions beside "
           "it says the same in words."));
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    });
    connect(&m_context, &desk::DeskContext::selectionChanged, this, [this] { update(); });
    takeSnapshot();
}

void MapView::takeSnapshot() {
    MapScene scene = makeScene(*m_context.snapshot());
    if (scene == m_scene) {
        return;
    }
    m_scene = std::move(scene);
    if (m_isFollowing) {
        showAll();
    } else {
        layOut();
        update();
    }
}

void MapView::showAll() {
    m_isFollowing = true;
    m_extent = inhabitedWorld();
    for (const MapNode& node : m_scene.nodes) {
        m_extent |= QRectF(node.plane - QPointF(8, 6), QSizeF(16, 12));
    }
    m_zoom = 1;
    m_center = m_extent.center();
    invalidate();
}

double MapView::fitScale() const {
    return std::max(
        0.1, std::min(width() / m_extent.width(), height() / std::max(1.0, m_extent.height())));
}

QTransform MapView::planeToWidget() const {
    const double scale = fitScale() * m_zoom;
    return QTransform::fromScale(scale, scale) *
           QTransform::fromTranslate(width() / 2.0 - m_center.x() * scale,
                                     height() / 2.0 - m_center.y() * scale);
}

QPointF MapView::positionOf(const model::GeoPosition& place) const {
    return planeToWidget().map(toPlane(place));
}

void MapView::zoomBy(double factor, QPointF anchor) {
    const QPointF fixed = planeToWidget().inverted().map(anchor);
    m_zoom = std::clamp(m_zoom * factor, 1.0, mostZoom);
    const QPointF now = planeToWidget().inverted().map(anchor);
    m_center += fixed - now;
    moveBy({});
}

void MapView::moveBy(QPointF pixels) {
    m_isFollowing = false;
    m_center -= pixels / (fitScale() * m_zoom);
    m_center.setX(std::clamp(m_center.x(), m_extent.left(), m_extent.right()));
    m_center.setY(std::clamp(m_center.y(), m_extent.top(), m_extent.bottom()));
    invalidate();
}

void MapView::invalidate() {
    m_isLandStale = true;
    layOut();
    update();
}

void MapView::layOut() {
    const QTransform transform = planeToWidget();
    const QFontMetricsF metrics(theme::textFont(labelPixels));
    const std::size_t count = m_scene.nodes.size();
    m_points.assign(count, {});
    m_markers.assign(count, {});
    m_labels.assign(count, std::nullopt);
    // Those that fail choose their label's place first, then the origins, then the rest.
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) {
        order[i] = i;
        m_points[i] = transform.map(m_scene.nodes[i].plane);
        const double side =
            markerSide + (m_scene.nodes[i].worst > engine::Severity::Warning ? 8 : 2);
        m_markers[i] = QRectF(m_points[i] - QPointF(side, side) / 2, QSizeF(side, side));
    }
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const MapNode& left = m_scene.nodes[a];
        const MapNode& right = m_scene.nodes[b];
        if (left.worst != right.worst) {
            return left.worst > right.worst;
        }
        return left.kind == model::NodeKind::Origin && right.kind != model::NodeKind::Origin;
    });
    std::vector<QRectF> markers;
    std::vector<QSizeF> sizes;
    for (const std::size_t i : order) {
        markers.push_back(m_markers[i]);
        sizes.emplace_back(metrics.horizontalAdvance(m_scene.nodes[i].name) + 4, metrics.height());
    }
    const auto places = placeLabels(markers, sizes, QRectF(rect()));
    for (std::size_t i = 0; i < count; ++i) {
        m_labels[order[i]] = places[i];
    }
}

const MapNode* MapView::nodeAt(QPointF position) const {
    const MapNode* found = nullptr;
    double nearest = 1e9;
    for (std::size_t i = 0; i < m_scene.nodes.size(); ++i) {
        const QPointF way = position - m_points[i];
        const double distance = std::hypot(way.x(), way.y());
        const bool isHit = m_markers[i].adjusted(-reach, -reach, reach, reach).contains(position) ||
                           (m_labels[i] && m_labels[i]->contains(position));
        if (isHit && distance < nearest) {
            nearest = distance;
            found = &m_scene.nodes[i];
        }
    }
    return found;
}

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
    const QString selected = m_context.selectedRegion();
    painter.setBrush(Qt::NoBrush);
    for (const MapLink& link : m_scene.links) {
        const bool isFailing = link.worst >= engine::Severity::Minor;
        QColor color =
            isFailing ? theme::severityColor(link.worst) : theme::pathKindColor(link.kind);
        const bool isSelected = !selected.isEmpty() && m_scene.nodes[link.to].regionId == selected;
        color.setAlphaF(isSelected ? 1.0F : isFailing ? 0.9F : 0.6F);
        QPen pen(color, isSelected ? 1.9 : isFailing ? 1.5 : 1.2);
        if (link.kind == model::PathKind::Satellite) {
            pen.setDashPattern({4, 3});
        } else if (link.kind == model::PathKind::Fibre) {
            pen.setDashPattern({9, 2});
        }
        painter.setPen(pen);
        painter.drawPath(bow(m_points[link.from], m_points[link.to]));
    }
}

void MapView::paintNodes(QPainter& painter) const {
    const QString selected = m_context.selectedRegion();
    painter.setFont(theme::textFont(labelPixels));
    for (std::size_t i = 0; i < m_scene.nodes.size(); ++i) {
        const MapNode& node = m_scene.nodes[i];
        const QPointF at = m_points[i];
        const bool isSelected = !selected.isEmpty() && node.regionId == selected;
        if (isSelected) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(QColor::fromRgb(theme::color::selection()));
            painter.drawEllipse(at, markerSide + 3, markerSide + 3);
        }
        if (node.worst > engine::Severity::Warning) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(theme::severityColor(node.worst), 2));
            painter.drawEllipse(at, markerSide, markerSide);
        }
        const QRectF box(at - QPointF(markerSide, markerSide) / 2, QSizeF(markerSide, markerSide));
        if (node.kind == model::NodeKind::Origin) {
            theme::drawShape(painter, box, theme::nodeKindShape(node.kind),
                             theme::nodeKindColor(node.kind));
        } else {
            // Filled with the ground where there is no contact: what it said last may be old.
            const QColor color = node.isInContact ? theme::nodeKindColor(node.kind)
                                                  : QColor::fromRgb(theme::color::quiet());
            theme::drawShape(painter, box, theme::nodeKindShape(node.kind), color);
        }
        if (m_labels[i]) {
            QColor behind = QColor::fromRgb(theme::color::ground());
            behind.setAlphaF(0.55F);
            painter.fillRect(m_labels[i]->adjusted(1, 1, -1, -1), behind);
            painter.setPen(QColor::fromRgb(isSelected ? theme::color::bright()
                                           : node.worst > engine::Severity::Warning
                                               ? theme::color::text()
                                               : theme::color::warning()));
            painter.drawText(*m_labels[i], Qt::AlignCenter, node.name);
        }
    }
}

void MapView::paintEvent(QPaintEvent* /*event*/) {
    paintLand();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_landPixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLinks(painter);
    paintNodes(painter);
    painter.setFont(theme::textFont(labelPixels));
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    if (!m_scene.withoutPosition.empty()) {
        painter.drawText(QRectF(rect()).adjusted(4, 0, -4, -2), Qt::AlignLeft | Qt::AlignBottom,
                         tr("%n node(s) without a position", nullptr,
                            static_cast<int>(m_scene.withoutPosition.size())));
    }
    if (m_zoom > 1.01) {
        painter.drawText(QRectF(rect()).adjusted(4, 0, -4, -2), Qt::AlignRight | Qt::AlignBottom,
                         tr("× %1 · 0 shows all").arg(m_zoom, 0, 'f', 1));
    }
    if (m_showsFocus) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QColor::fromRgb(theme::color::focus()));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

bool MapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const MapNode* node = nodeAt(help->pos());
        if (node != nullptr) {
            QToolTip::showText(help->globalPos(), node->toolTip, this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void MapView::resizeEvent(QResizeEvent* /*event*/) {
    invalidate();
}

void MapView::showEvent(QShowEvent* /*event*/) {
    takeSnapshot();
}

void MapView::focusInEvent(QFocusEvent* event) {
    m_showsFocus = event->reason() == Qt::TabFocusReason ||
                   event->reason() == Qt::BacktabFocusReason ||
                   event->reason() == Qt::ShortcutFocusReason;
    update();
}

void MapView::focusOutEvent(QFocusEvent* /*event*/) {
    m_showsFocus = false;
    update();
}

void MapView::wheelEvent(QWheelEvent* event) {
    zoomBy(std::pow(1.25, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void MapView::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        m_pressed = m_dragged = event->position();
        m_isDragging = false;
    }
}

void MapView::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) {
        setCursor(nodeAt(event->position()) != nullptr ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    if ((event->position() - m_pressed).manhattanLength() > 4) {
        m_isDragging = true;
    }
    if (m_isDragging) {
        setCursor(Qt::ClosedHandCursor);
        moveBy(event->position() - m_dragged);
    }
    m_dragged = event->position();
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    unsetCursor();
    if (event->button() != Qt::LeftButton || m_isDragging) {
        return;
    }
    const MapNode* node = nodeAt(event->position());
    if (node != nullptr && !node->regionId.isEmpty()) {
        m_context.selectRegion(node->regionId);
    }
}

void MapView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle(width() / 2.0, height() / 2.0);
    constexpr double step = 40;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1.4, middle);
        break;
    case Qt::Key_Minus:
        zoomBy(1 / 1.4, middle);
        break;
    case Qt::Key_0:
        showAll();
        break;
    case Qt::Key_Left:
        moveBy({step, 0});
        break;
    case Qt::Key_Right:
        moveBy({-step, 0});
        break;
    case Qt::Key_Up:
        moveBy({0, step});
        break;
    case Qt::Key_Down:
        moveBy({0, -step});
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace vigie::ui::distribution
