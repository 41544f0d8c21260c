// SPDX-License-Identifier: GPL-3.0-or-later
// How the operator moves about on the wall: keys, mouse, tool tips, screen reader.
#include <algorithm>

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

int WallView::tileAt(const QPoint& position) const {
    for (std::size_t i = 0; i < m_board.tiles().size(); ++i) {
        if (m_board.tiles()[i].geometry.outer.contains(position)) {
            return firstVisible() + static_cast<int>(i);
        }
    }
    return -1;
}

void WallView::moveBy(int columns, int rows) {
    const int step = columns + rows * std::max(1, grid().columns);
    const int wanted = m_current + step;
    if (wanted >= 0 && wanted < tileCount()) {
        setCurrentTile(wanted);
    }
}

void WallView::openCurrent() {
    if (!m_contents.empty()) {
        const TileContent& tile = m_contents[static_cast<std::size_t>(m_current)];
        m_desk.openFeed(tile.feedId, tile.regionId);
    }
}

void WallView::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        moveBy(-1, 0);
        return;
    case Qt::Key_Right:
        moveBy(1, 0);
        return;
    case Qt::Key_Up:
        moveBy(0, -1);
        return;
    case Qt::Key_Down:
        moveBy(0, 1);
        return;
    case Qt::Key_Home:
        setCurrentTile(0);
        return;
    case Qt::Key_End:
        setCurrentTile(tileCount() - 1);
        return;
    case Qt::Key_PageUp:
        setPage(m_page - 1);
        return;
    case Qt::Key_PageDown:
        setPage(m_page + 1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        setEnlarged(!m_isEnlarged);
        return;
    case Qt::Key_Escape:
        if (m_isEnlarged) {
            setEnlarged(false);
            return;
        }
        break;
    case Qt::Key_I:
    case Qt::Key_F:
        openCurrent();
        return;
    case Qt::Key_0:
        setLayoutKind(Layout::Auto);
        return;
    case Qt::Key_4:
        setLayoutKind(Layout::Grid4x3);
        return;
    case Qt::Key_5:
        setLayoutKind(Layout::Grid5x4);
        return;
    case Qt::Key_6:
        setLayoutKind(Layout::Grid6x6);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void WallView::mousePressEvent(QMouseEvent* event) {
    const int index = tileAt(event->position().toPoint());
    if (index >= 0) {
        setCurrentTile(index);
    }
    QWidget::mousePressEvent(event);
}

void WallView::mouseDoubleClickEvent(QMouseEvent* event) {
    const int index = tileAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index >= 0) {
        setCurrentTile(index);
        setEnlarged(!m_isEnlarged);
    }
}

void WallView::contextMenuEvent(QContextMenuEvent* event) {
    const int index =
        event->reason() == QContextMenuEvent::Mouse ? tileAt(event->pos()) : currentTile();
    if (index < 0) {
        return;
    }
    setCurrentTile(index);
    QMenu menu(this);
    menu.addAction(tr("Open in the feed inspector\tI"), this, &WallView::openCurrent);
    menu.addAction(m_isEnlarged ? tr("Back to the wall\tEsc") : tr("Enlarge\tEnter"), this,
                   [this] { setEnlarged(!m_isEnlarged); });
    menu.exec(event->globalPos());
}

void WallView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    m_board.markSeen(static_cast<std::size_t>(std::max(0, m_current - firstVisible())));
    repaintTile(m_current);
}

void WallView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    repaintTile(m_current);
}

bool WallView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = tileAt(help->pos());
        if (index >= 0) {
            QToolTip::showText(
                help->globalPos(),
                tileToolTip(*m_desk.snapshot(), m_contents[static_cast<std::size_t>(index)]), this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void WallView::tellScreenReader() {
    if (m_contents.empty()) {
        return;
    }
    setAccessibleDescription(tileSentence(m_contents[static_cast<std::size_t>(m_current)]));
    if (QAccessible::isActive()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

} // namespace vigie::ui::wall
