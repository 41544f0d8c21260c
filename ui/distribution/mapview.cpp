// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/mapview.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>
#include <utility>

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QSettings>
#include <QToolButton>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

constexpr double mostZoom = 24;
constexpr double markerSide = 8;
constexpr double reach = 4; // pixels beside a marker that still count as it
constexpr int labelPixels = 10;
constexpr auto leastPause = std::chrono::milliseconds(500);

/// From the Americas' west coast to New Zealand, without the poles.
QRectF inhabitedWorld() {
    return {toPlane({74, -128}), toPlane({-46, 156})};
}

/// A bow above the straight way, so that paths to neighbors, and those of other kinds to the same
/// one, do not cover each other.
QPainterPath bow(QPointF from, QPointF to, model::PathKind kind) {
    const double height = kind == model::PathKind::Satellite ? 0.3
                          : kind == model::PathKind::Fibre   ? 0.13
                                                             : 0.22;
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
    path.quadTo((from + to) / 2 + across * (length * height), to);
    return path;
}

double distanceTo(QPointF point, QPointF from, QPointF to) {
    const QPointF way = to - from;
    const double square = QPointF::dotProduct(way, way);
    const double along =
        square > 0 ? std::clamp(QPointF::dotProduct(point - from, way) / square, 0.0, 1.0) : 0.0;
    const QPointF off = point - (from + way * along);
    return std::hypot(off.x(), off.y());
}

/// All but what only a tooltip tells.
bool looksLike(const MapScene& a, const MapScene& b) {
    const auto isSameNode = [](const MapNode& x, const MapNode& y) {
        return x.id == y.id && x.name == y.name && x.regionId == y.regionId && x.kind == y.kind &&
               x.plane == y.plane && x.worst == y.worst && x.isInContact == y.isInContact &&
               x.state == y.state;
    };
    const auto isSameLink = [](const MapLink& x, const MapLink& y) {
        return x.from == y.from && x.to == y.to && x.kind == y.kind && x.worst == y.worst;
    };
    return std::equal(a.nodes.begin(), a.nodes.end(), b.nodes.begin(), b.nodes.end(), isSameNode) &&
           std::equal(a.links.begin(), a.links.end(), b.links.begin(), b.links.end(), isSameLink) &&
           a.regions == b.regions && a.withoutPosition == b.withoutPosition;
}

QString settingsKey(model::PathKind kind) {
    switch (kind) {
    case model::PathKind::Satellite:
        return QStringLiteral("distribution/mapSatellite");
    case model::PathKind::Fibre:
        return QStringLiteral("distribution/mapFibre");
    case model::PathKind::Cloud:
    case model::PathKind::Origin:
    case model::PathKind::Unknown:
        break;
    }
    return QStringLiteral("distribution/mapCloud");
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
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Map of nodes and paths"));
    m_kinds.hasCloud = QSettings().value(settingsKey(model::PathKind::Cloud), true).toBool();
    m_kinds.hasSatellite =
        QSettings().value(settingsKey(model::PathKind::Satellite), true).toBool();
    m_kinds.hasFibre = QSettings().value(settingsKey(model::PathKind::Fibre), true).toBool();
    makeSwitches();
    describeKeys();
    m_pause.setSingleShot(true);
    m_pause.setInterval(leastPause);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    });
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, [this] {
        if (isVisible() && !m_pause.isActive()) {
            takeSnapshot();
            m_pause.start();
        }
    });
    connect(&m_context, &desk::DeskContext::placeChanged, &m_pause, &QTimer::stop);
    connect(&m_context, &desk::DeskContext::selectionChanged, this, [this] {
        layOut();
        update();
    });
    takeSnapshot();
}

void MapView::makeSwitches() {
    m_switches = new QWidget(this);
    auto* row = new QHBoxLayout(m_switches);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(1);
    const auto add = [this, row](model::PathKind kind, bool MapKinds::*has) {
        auto* button = new QToolButton(m_switches);
        button->setText(theme::pathKindWord(kind));
        button->setIcon(theme::shapeIcon(theme::pathKindShape(kind), theme::pathKindColor(kind)));
        button->setIconSize({9, 9});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFont(theme::textFont(labelPixels + 1));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setChecked(m_kinds.*has);
        button->setToolTip(tr("Show what goes by %1").arg(theme::pathKindWord(kind)));
        button->setAccessibleName(button->toolTip());
        connect(button, &QToolButton::toggled, this, [this, has, kind](bool isOn) {
            MapKinds next = m_kinds;
            next.*has = isOn;
            setKinds(next);
            QSettings().setValue(settingsKey(kind), isOn);
        });
        row->addWidget(button);
    };
    add(model::PathKind::Cloud, &MapKinds::hasCloud);
    add(model::PathKind::Satellite, &MapKinds::hasSatellite);
    add(model::PathKind::Fibre, &MapKinds::hasFibre);
    m_switches->adjustSize();
    m_switches->move(0, 0);
}

void MapView::setKinds(MapKinds kinds) {
    if (kinds == m_kinds) {
        return;
    }
    m_kinds = kinds;
    takeSnapshot();
}

void MapView::takeSnapshot() {
    MapScene scene = makeScene(*m_context.snapshot(), m_kinds);
    const bool isSamePicture = looksLike(scene, m_scene);
    m_scene = std::move(scene);
    if (isSamePicture) {
        return;
    }
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

bool MapView::isEmphasized(const MapNode& node) const {
    const QString region = m_context.selectedRegion();
    return node.id == m_context.selectedNode() || node.id == m_current ||
           (!region.isEmpty() && node.regionId == region);
}

QString MapView::labelOf(const MapNode& node) const {
    return node.state.isEmpty() ? node.name : tr("%1 · %2").arg(node.name, node.state);
}

void MapView::layOut() {
    const QTransform transform = planeToWidget();
    const QFontMetricsF metrics(theme::textFont(labelPixels));
    const std::size_t count = m_scene.nodes.size();
    m_places.assign(count, {});
    m_markers.assign(count, {});
    m_labels.assign(count, std::nullopt);
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i) {
        order[i] = i;
        m_places[i] = transform.map(m_scene.nodes[i].plane);
    }
    m_points = spread(m_places, markerSide + 4);
    for (std::size_t i = 0; i < count; ++i) {
        const double side =
            markerSide + (m_scene.nodes[i].worst > engine::Severity::Warning ? 8 : 2);
        m_markers[i] = QRectF(m_points[i] - QPointF(side, side) / 2, QSizeF(side, side));
    }
    // What is looked at chooses its label's place first, then what fails, then the origins.
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const MapNode& left = m_scene.nodes[a];
        const MapNode& right = m_scene.nodes[b];
        const auto rank = [this](const MapNode& node) {
            return std::tuple(node.id != m_current && node.id != m_context.selectedNode(),
                              -static_cast<int>(node.worst), node.kind != model::NodeKind::Origin);
        };
        return rank(left) < rank(right);
    });
    std::vector<QRectF> markers;
    std::vector<QSizeF> sizes;
    for (const std::size_t i : order) {
        markers.push_back(m_markers[i]);
        sizes.emplace_back(metrics.horizontalAdvance(labelOf(m_scene.nodes[i])) + 4,
                           metrics.height());
    }
    for (const MapRegion& region : m_scene.regions) {
        markers.emplace_back(transform.map(region.plane), QSizeF(1, 1));
        sizes.emplace_back(metrics.horizontalAdvance(region.name) + 4, metrics.height());
    }
    // The switches are in the way, too.
    markers.emplace_back(m_switches->geometry());
    const auto places = placeLabels(markers, sizes, QRectF(rect()));
    for (std::size_t i = 0; i < count; ++i) {
        m_labels[order[i]] = places[i];
    }
    m_regionLabels.assign(places.begin() + static_cast<std::ptrdiff_t>(count),
                          places.begin() +
                              static_cast<std::ptrdiff_t>(count + m_scene.regions.size()));
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

const MapLink* MapView::linkAt(QPointF position) const {
    constexpr int pieces = 32;
    const MapLink* found = nullptr;
    double nearest = reach;
    for (const MapLink& link : m_scene.links) {
        const QPainterPath path = bow(m_points[link.from], m_points[link.to], link.kind);
        const double slack = path.length() / pieces / 2;
        if (!path.controlPointRect().adjusted(-reach, -reach, reach, reach).contains(position)) {
            continue;
        }
        QPointF before = path.pointAtPercent(0);
        for (int i = 1; i <= pieces && slack > 0; ++i) {
            const QPointF next = path.pointAtPercent(static_cast<double>(i) / pieces);
            const double distance = distanceTo(position, before, next);
            if (distance < nearest) {
                nearest = distance;
                found = &link;
            }
            before = next;
        }
    }
    return found;
}

const MapRegion* MapView::regionAt(QPointF position) const {
    for (std::size_t i = 0; i < m_scene.regions.size(); ++i) {
        if (m_regionLabels[i] && m_regionLabels[i]->contains(position)) {
            return &m_scene.regions[i];
        }
    }
    return nullptr;
}

std::optional<QPointF> MapView::markerOf(const QString& nodeId) const {
    for (std::size_t i = 0; i < m_scene.nodes.size(); ++i) {
        if (m_scene.nodes[i].id == nodeId) {
            return m_points[i];
        }
    }
    return std::nullopt;
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
