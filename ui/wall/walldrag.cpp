// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles that are dragged onto others, and feeds that are dropped onto the wall.
#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

/// Longer is no id of ours.
constexpr qsizetype longestMime = 4096;
constexpr int markPixels = 3;

} // namespace

std::unique_ptr<QMimeData> feedMime(const QString& feedId, const QString& regionId) {
    auto data = std::make_unique<QMimeData>();
    data->setData(QLatin1String(feedMimeType), (feedId + QLatin1Char('\n') + regionId).toUtf8());
    return data;
}

std::optional<CellPin> pinFromMime(const QMimeData& data) {
    const QByteArray bytes = data.data(QLatin1String(feedMimeType));
    if (bytes.isEmpty() || bytes.size() > longestMime) {
        return std::nullopt;
    }
    const QStringList parts = QString::fromUtf8(bytes).split(QLatin1Char('\n'));
    if (parts.first().isEmpty()) {
        return std::nullopt;
    }
    CellPin pin;
    pin.feedId = parts.first();
    pin.regionId = parts.value(1);
    return pin;
}

void WallView::mousePressEvent(QMouseEvent* event) {
    touch();
    const int cell = tileAt(event->position().toPoint());
    if (cell >= 0) {
        moveTo(m_page, cell);
        if (event->button() == Qt::LeftButton && !m_isEnlarged) {
            m_drag = {};
            m_drag.from = cell;
            m_drag.pressedAt = event->position().toPoint();
        }
    }
    QWidget::mousePressEvent(event);
}

void WallView::mouseMoveEvent(QMouseEvent* event) {
    if (m_drag.from < 0 || !event->buttons().testFlag(Qt::LeftButton)) {
        return;
    }
    touch();
    const QPoint at = event->position().toPoint();
    if (!m_drag.isMoving) {
        if ((at - m_drag.pressedAt).manhattanLength() < QApplication::startDragDistance()) {
            return;
        }
        m_drag.isMoving = true;
        setCursor(Qt::ClosedHandCursor);
    }
    setDragOver(cellAt(at));
}

void WallView::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = m_drag;
    setDragOver(-1);
    m_drag = {};
    unsetCursor();
    if (drag.isMoving && event->button() == Qt::LeftButton) {
        const int to = cellAt(event->position().toPoint());
        if (to >= 0) {
            swapCells(drag.from, to);
        }
    }
    QWidget::mouseReleaseEvent(event);
}

void WallView::mouseDoubleClickEvent(QMouseEvent* event) {
    touch();
    const int cell = tileAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && cell >= 0) {
        moveTo(m_page, cell);
        setEnlarged(!m_isEnlarged);
    }
}

void WallView::dragEnterEvent(QDragEnterEvent* event) {
    if (!m_isEnlarged && pinFromMime(*event->mimeData())) {
        event->acceptProposedAction();
    }
}

void WallView::dragMoveEvent(QDragMoveEvent* event) {
    const int cell = cellAt(event->position().toPoint());
    setDragOver(cell);
    if (cell >= 0 && !m_isEnlarged && pinFromMime(*event->mimeData())) {
        event->acceptProposedAction();
    } else {
        event->ignore();
    }
}

void WallView::dragLeaveEvent(QDragLeaveEvent*) {
    setDragOver(-1);
}

void WallView::dropEvent(QDropEvent* event) {
    setDragOver(-1);
    touch();
    const int cell = cellAt(event->position().toPoint());
    const auto dropped = pinFromMime(*event->mimeData());
    if (cell >= 0 && dropped && !m_isEnlarged) {
        event->acceptProposedAction();
        pin(cell, *dropped);
        moveTo(m_page, cell);
    }
}

void WallView::setDragOver(int cell) {
    if (m_drag.over != cell) {
        m_drag.over = cell;
        update();
    }
}

void WallView::paintDrag(QPainter& painter, const QRegion& dirty) const {
    if (m_drag.over < 0 || m_drag.over >= static_cast<int>(m_arrangement.spans.size())) {
        return;
    }
    const std::vector<QRect> all = spanRects(rect(), m_arrangement.grid, m_arrangement.spans);
    const QRect cell = all[static_cast<std::size_t>(m_drag.over)];
    if (!dirty.intersects(cell)) {
        return;
    }
    painter.save();
    painter.setClipRegion(dirty);
    painter.setPen(QPen(QColor::fromRgb(theme::color::focus()), markPixels, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.adjusted(1, 1, -2, -2));
    painter.restore();
}

} // namespace vigie::ui::wall
