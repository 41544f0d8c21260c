// SPDX-License-Identifier: GPL-3.0-or-later
//
// What MapView does with the pointer and the keyboard.
#include "ui/distribution/mapview.h"

#include <cmath>

#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QToolTip>
#include <QWheelEvent>

#include "ui/desk/keymap.h"

namespace vigie::ui::distribution {

void MapView::describeKeys() {
    setAccessibleDescription(tr(
        "Plus and minus zoom, arrow keys move, Home shows everything. Page Down and Page Up walk "
        "from node to node, Enter shows only what concerns it. The table of regions beside it "
        "says the same in words."));
    desk::KeyMap::describe(
        this, tr("Map"),
        {{{Qt::Key_Plus, Qt::Key_Minus}, {}, tr("Zoom")},
         {{Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}, {}, tr("Move")},
         {{Qt::Key_Home, Qt::Key_0}, {}, tr("Show everything")},
         {{Qt::Key_PageDown, Qt::Key_PageUp}, {}, tr("To the next node, to the one before")},
         {{Qt::Key_Return}, {}, tr("Only what concerns this node; again: everything")},
         {{Qt::Key_R}, {}, tr("Select the node's region")},
         {{Qt::Key_Escape}, {}, tr("Everything again")},
         {{}, tr("Wheel, pinch"), tr("Zoom at the pointer")},
         {{}, tr("Drag"), tr("Move")},
         {{}, tr("Click on a node"), tr("Only what concerns it; again: everything")},
         {{}, tr("Click on a line or a region's name"), tr("Select the region")}});
}

QString MapView::textAt(QPointF position) const {
    if (const MapNode* node = nodeAt(position)) {
        return node->toolTip;
    }
    if (const MapRegion* region = regionAt(position)) {
        return tr("Region %1").arg(region->name);
    }
    const MapLink* link = linkAt(position);
    return link != nullptr ? link->toolTip : QString();
}

bool MapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = textAt(help->pos());
        if (text.isEmpty()) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), text, this);
        }
        return true;
    }
    if (event->type() == QEvent::Gesture) {
        const QGesture* gesture = static_cast<QGestureEvent*>(event)->gesture(Qt::PinchGesture);
        if (const auto* pinch = qobject_cast<const QPinchGesture*>(gesture)) {
            zoomBy(pinch->scaleFactor(), mapFromGlobal(pinch->centerPoint()));
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::NativeGesture) {
        const auto* native = static_cast<QNativeGestureEvent*>(event);
        if (native->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + native->value(), native->position());
            return true;
        }
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
    const QPointF at = event->position();
    if (!(event->buttons() & Qt::LeftButton)) {
        const bool isHit =
            nodeAt(at) != nullptr || regionAt(at) != nullptr || linkAt(at) != nullptr;
        setCursor(isHit ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    if ((at - m_pressed).manhattanLength() > 4) {
        m_isDragging = true;
    }
    if (m_isDragging) {
        setCursor(Qt::ClosedHandCursor);
        moveBy(at - m_dragged);
    }
    m_dragged = at;
}

void MapView::mouseReleaseEvent(QMouseEvent* event) {
    unsetCursor();
    if (event->button() != Qt::LeftButton || m_isDragging) {
        return;
    }
    const QPointF at = event->position();
    if (const MapNode* node = nodeAt(at)) {
        toggleNode(node->id);
    } else if (const MapRegion* region = regionAt(at)) {
        m_context.selectRegion(region->id);
    } else if (const MapLink* link = linkAt(at)) {
        const QString regionId = m_scene.nodes[link->to].regionId;
        if (!regionId.isEmpty()) {
            m_context.selectRegion(regionId);
        }
    }
}

void MapView::toggleNode(const QString& nodeId) {
    m_current = nodeId;
    m_context.selectNode(m_context.selectedNode() == nodeId ? QString() : nodeId);
}

void MapView::walk(int step) {
    if (m_scene.nodes.empty()) {
        return;
    }
    const int count = static_cast<int>(m_scene.nodes.size());
    int at = -1;
    for (int i = 0; i < count; ++i) {
        at = m_scene.nodes[static_cast<std::size_t>(i)].id == m_current ? i : at;
    }
    const int next = at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count;
    const MapNode& node = m_scene.nodes[static_cast<std::size_t>(next)];
    m_current = node.id;
    m_showsFocus = true;
    const QPointF marker = m_points[static_cast<std::size_t>(next)];
    if (!QRectF(rect()).adjusted(12, 12, -12, -12).contains(marker)) {
        moveBy(QRectF(rect()).center() - marker);
    }
    setAccessibleDescription(node.toolTip);
    layOut();
    update();
    QToolTip::showText(mapToGlobal(m_points[static_cast<std::size_t>(next)].toPoint()),
                       node.toolTip, this);
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
    case Qt::Key_Home:
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
    case Qt::Key_PageDown:
        walk(1);
        break;
    case Qt::Key_PageUp:
        walk(-1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_current.isEmpty()) {
            toggleNode(m_current);
        }
        break;
    case Qt::Key_R:
        for (const MapNode& node : m_scene.nodes) {
            if (node.id == m_current && !node.regionId.isEmpty()) {
                m_context.selectRegion(node.regionId);
                break;
            }
        }
        break;
    case Qt::Key_Escape:
        if (m_context.selectedNode().isEmpty()) {
            QWidget::keyPressEvent(event); // somebody else's
        } else {
            m_context.selectNode({});
        }
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace vigie::ui::distribution
