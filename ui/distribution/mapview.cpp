// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/mapview.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>
#include <utility>

#include <QHBoxLayout>
#include <QPainterPath>
#include <QSettings>
#include <QToolButton>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"

namespace vigie::ui::distribution {

namespace {

constexpr double mostZoom = 24;
constexpr double reach = 4; // pixels beside a marker that still count as it
constexpr auto leastPause = std::chrono::milliseconds(500);

/// From the Americas' west coast to New Zealand, without the poles.
QRectF inhabitedWorld() {
    return {toPlane({74, -128}), toPlane({-46, 156})};
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

} // namespace vigie::ui::distribution
