// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QPixmap>
#include <QString>
#include <QTimer>
#include <QTransform>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/distribution/land.h"
#include "ui/distribution/mapscene.h"

namespace vigie::ui::distribution {

/// The world with the nodes and what goes from the origins to them. Wheel, pinch and + − zoom,
/// dragging and the arrow keys move, Home shows everything. A click on a node, or Enter on the one
/// that Page Down and Page Up walk to, selects it for the whole desk, and lets it go again; Esc
/// does too. A click on a line or a region's name selects the region. Switches choose which kinds
/// of paths are shown (remembered). GUI thread; looks at a snapshot at most twice a second and
/// paints only when what it shows has changed.
class MapView final : public QWidget {
    Q_OBJECT
public:
    /// `context` must outlive it.
    explicit MapView(desk::DeskContext& context, QWidget* parent = nullptr);

    /// Where a place is on the widget now.
    [[nodiscard]] QPointF positionOf(const model::GeoPosition& place) const;
    /// The node whose marker or label is at `position`; null where there is none. Valid until the
    /// next snapshot.
    [[nodiscard]] const MapNode* nodeAt(QPointF position) const;
    [[nodiscard]] const MapLink* linkAt(QPointF position) const;
    /// The region whose name is written at `position`.
    [[nodiscard]] const MapRegion* regionAt(QPointF position) const;
    /// Where a node's marker is: near its place, apart from its neighbors.
    [[nodiscard]] std::optional<QPointF> markerOf(const QString& nodeId) const;
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] QPointF center() const { return m_center; }
    [[nodiscard]] const MapScene& scene() const { return m_scene; }
    /// The node that the keyboard is at; empty: none.
    [[nodiscard]] QString currentNode() const { return m_current; }
    [[nodiscard]] MapKinds kinds() const { return m_kinds; }
    void setKinds(MapKinds kinds);
    void showAll();

    [[nodiscard]] QSize sizeHint() const override { return {560, 280}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 140}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeSwitches();
    void describeKeys();
    void takeSnapshot();
    /// Keeps the plane's point under `anchor` where it is.
    void zoomBy(double factor, QPointF anchor);
    void moveBy(QPointF pixels);
    void walk(int step);
    void toggleNode(const QString& nodeId);
    void invalidate();
    [[nodiscard]] QString textAt(QPointF position) const;
    [[nodiscard]] double fitScale() const;
    [[nodiscard]] QTransform planeToWidget() const;
    [[nodiscard]] QString labelOf(const MapNode& node) const;
    [[nodiscard]] bool isEmphasized(const MapNode& node) const;
    void layOut();
    void paintLand();
    void paintLinks(QPainter& painter) const;
    void paintNode(QPainter& painter, std::size_t number) const;
    void paintRegions(QPainter& painter) const;
    void paintRemarks(QPainter& painter) const;

    static constexpr double markerSide = 8;
    static constexpr int labelPixels = 10;

    desk::DeskContext& m_context;
    std::shared_ptr<const Land> m_land;
    MapScene m_scene;
    MapKinds m_kinds;
    QTimer m_pause; // between two looks at a snapshot
    QWidget* m_switches = nullptr;
    /// What showAll() shows, on the plane.
    QRectF m_extent;
    QPointF m_center;
    double m_zoom = 1; // 1: the whole extent
    QPixmap m_landPixmap;
    bool m_isLandStale = true;
    std::vector<QPointF> m_places; // on the widget
    std::vector<QPointF> m_points; // of the markers, apart from each other
    std::vector<QRectF> m_markers;
    std::vector<std::optional<QRectF>> m_labels;
    std::vector<std::optional<QRectF>> m_regionLabels;
    QString m_current;
    QPointF m_pressed;
    QPointF m_dragged;
    bool m_isDragging = false;
    /// Only focus that came by the keyboard is framed.
    bool m_showsFocus = false;
    /// Until the user has moved the map it follows the nodes that appear.
    bool m_isFollowing = true;
};

} // namespace vigie::ui::distribution
