// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QPixmap>
#include <QString>
#include <QTransform>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/distribution/land.h"
#include "ui/distribution/mapscene.h"

namespace vigie::ui::distribution {

/// The world with the nodes and what goes from the origins to them. Wheel and + − zoom, dragging
/// and the arrow keys move, 0 shows everything; a click on a node selects its region. GUI thread;
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
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] const MapScene& scene() const { return m_scene; }

    [[nodiscard]] QSize sizeHint() const override { return {560, 280}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 140}; }

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
    void takeSnapshot();
    void showAll();
    /// Keeps the plane's point under `anchor` where it is.
    void zoomBy(double factor, QPointF anchor);
    void moveBy(QPointF pixels);
    void invalidate();
    [[nodiscard]] double fitScale() const;
    [[nodiscard]] QTransform planeToWidget() const;
    void layOut();
    void paintLand();
    void paintLinks(QPainter& painter) const;
    void paintNodes(QPainter& painter) const;

    desk::DeskContext& m_context;
    std::shared_ptr<const Land> m_land;
    MapScene m_scene;
    /// What showAll() shows, on the plane.
    QRectF m_extent;
    QPointF m_center;
    double m_zoom = 1; // 1: the whole extent
    QPixmap m_landPixmap;
    bool m_isLandStale = true;
    std::vector<QPointF> m_points;
    std::vector<QRectF> m_markers;
    std::vector<std::optional<QRectF>> m_labels;
    QPointF m_pressed;
    QPointF m_dragged;
    bool m_isDragging = false;
    /// Only focus that came by the keyboard is framed.
    bool m_showsFocus = false;
    /// Until the user has moved the map it follows the nodes that appear.
    bool m_isFollowing = true;
};

} // namespace vigie::ui::distribution
