// SPDX-License-Identifier: GPL-3.0-or-later
// How the operator moves about on the wall: keys, mouse, tool tips, screen reader.
#include <algorithm>

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>

#include "ui/desk/listener.h"
#include "ui/wall/tiletip.h"
#include "ui/wall/wallview.h"

namespace vigie::ui::wall {

namespace {

constexpr int volumeStep = 5;

} // namespace

int WallView::cellAt(const QPoint& position) const {
    if (m_isEnlarged) {
        return m_cell;
    }
    const std::vector<QRect> all = spanRects(rect(), m_arrangement.grid, m_arrangement.spans);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].contains(position)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

int WallView::tileAt(const QPoint& position) const {
    const int cell = cellAt(position);
    return tileIn(cell) == nullptr ? -1 : cell;
}

void WallView::moveBy(int columns, int rows) {
    if (m_arrangement.tiles.empty()) {
        return;
    }
    if (rows != 0 && !m_isEnlarged) {
        // Over empty cells, as far as it takes.
        int next = neighborOf(m_arrangement.spans, m_cell, 0, rows);
        while (next >= 0 && tileIn(next) == nullptr) {
            next = neighborOf(m_arrangement.spans, next, 0, rows);
        }
        if (next >= 0) {
            moveTo(m_page, next);
            return;
        }
    }
    const int cells = m_arranger.cellCount();
    const auto column = m_arrangement.spans[static_cast<std::size_t>(m_cell)].column;
    const bool isForward = columns + rows > 0;
    if (rows != 0 && !m_isEnlarged) {
        // Out of the page: the same column of the next one.
        if ((isForward && m_page + 1 < pages()) || (!isForward && m_page > 0)) {
            const int page = m_page + (isForward ? 1 : -1);
            const int row = isForward ? 0 : m_arrangement.grid.rows - 1;
            for (int cell = 0; cell < cells; ++cell) {
                const CellSpan& span = m_arrangement.spans[static_cast<std::size_t>(cell)];
                if (span.column <= column && column < span.column + span.columns &&
                    span.row <= row && row < span.row + span.rows) {
                    moveTo(page, cell);
                }
            }
        }
        return;
    }
    // Along the reading order, through all pages.
    int page = m_page;
    const Arrangement* on = &m_arrangement;
    Arrangement other;
    const auto here =
        std::find_if(on->tiles.begin(), on->tiles.end(),
                     [this](const ArrangedTile& tile) { return tile.cell == m_cell; });
    if (here == on->tiles.end()) {
        return;
    }
    if (isForward && std::next(here) != on->tiles.end()) {
        moveTo(page, std::next(here)->cell);
    } else if (!isForward && here != on->tiles.begin()) {
        moveTo(page, std::prev(here)->cell);
    } else if (isForward ? page + 1 < pages() : page > 0) {
        page += isForward ? 1 : -1;
        other = m_arranger.page(page);
        if (!other.tiles.empty()) {
            moveTo(page, isForward ? other.tiles.front().cell : other.tiles.back().cell);
        }
    }
}

void WallView::openCurrent() {
    if (const ArrangedTile* tile = tileIn(m_cell)) {
        m_desk.openFeed(tile->feedId, tile->regionId);
    }
}

void WallView::toggleListening() {
    const TileContent* tile = current();
    if (tile != nullptr && tile->path) {
        desk::Listener::of(m_desk).toggle(*tile->path);
    }
}

void WallView::keyPressEvent(QKeyEvent* event) {
    touch();
    if (event->matches(QKeySequence::Undo)) {
        undo();
        return;
    }
    if (event->matches(QKeySequence::Redo)) {
        redo();
        return;
    }
    if ((event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0) {
        // A tile changes places with its neighbor.
        const bool isSwap = event->modifiers().testFlag(Qt::ControlModifier) && !m_isEnlarged;
        int columns = 0;
        int rows = 0;
        switch (event->key()) {
        case Qt::Key_Left:
            columns = -1;
            break;
        case Qt::Key_Right:
            columns = 1;
            break;
        case Qt::Key_Up:
            rows = -1;
            break;
        case Qt::Key_Down:
            rows = 1;
            break;
        default:
            break;
        }
        if (isSwap && (columns != 0 || rows != 0)) {
            const int to = neighborOf(m_arrangement.spans, m_cell, columns, rows);
            if (to >= 0) {
                swapCells(m_cell, to);
            }
            return;
        }
        QWidget::keyPressEvent(event);
        return;
    }
    desk::Listener& listener = desk::Listener::of(m_desk);
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
        if (m_drag.from >= 0) {
            setDragOver(-1);
            m_drag = {};
            unsetCursor();
            return;
        }
        if (m_isEnlarged) {
            setEnlarged(false);
            return;
        }
        break;
    case Qt::Key_I:
    case Qt::Key_F:
        openCurrent();
        return;
    case Qt::Key_N:
        nextFault();
        return;
    case Qt::Key_T:
        toggleTip();
        return;
    case Qt::Key_P:
        togglePin();
        return;
    case Qt::Key_V:
        nextTwin();
        return;
    case Qt::Key_L:
        toggleListening();
        return;
    case Qt::Key_M:
        listener.setMuted(!listener.isMuted());
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        listener.setVolume(std::min(100, listener.volume() + volumeStep));
        return;
    case Qt::Key_Minus:
        listener.setVolume(std::max(0, listener.volume() - volumeStep));
        return;
    case Qt::Key_B: {
        WallSpec spec = m_spec;
        spec.penaltyBox.isOn = !spec.penaltyBox.isOn;
        edit(spec);
        return;
    }
    case Qt::Key_0:
        setPreset(Preset::Auto);
        return;
    case Qt::Key_4:
        setPreset(Preset::Grid4x3);
        return;
    case Qt::Key_5:
        setPreset(Preset::Grid5x4);
        return;
    case Qt::Key_6:
        setPreset(Preset::Grid6x6);
        return;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void WallView::contextMenuEvent(QContextMenuEvent* event) {
    touch();
    const int cell = event->reason() == QContextMenuEvent::Mouse ? tileAt(event->pos()) : m_cell;
    if (tileIn(cell) == nullptr) {
        return;
    }
    moveTo(m_page, cell);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    emit menuOpened(menu);
    menu->popup(event->globalPos()); // never exec(): the desk goes on
}

void WallView::fillMenu(QMenu& menu) {
    const ArrangedTile* tile = tileIn(m_cell);
    if (tile == nullptr) {
        return;
    }
    menu.addAction(tr("Open in the feed inspector\tI"), this, &WallView::openCurrent);
    menu.addAction(m_isEnlarged ? tr("Back to the wall\tEsc") : tr("Enlarge\tEnter"), this,
                   [this] { setEnlarged(!m_isEnlarged); });
    menu.addAction(tr("What is known of it\tT"), this, &WallView::toggleTip);
    menu.addAction(tr("To the next feed in fault\tN"), this, &WallView::nextFault);
    menu.addSeparator();
    menu.addAction(tile->isPinned ? tr("Unpin\tP") : tr("Pin here\tP"), this, &WallView::togglePin);
    const engine::SnapshotPtr snapshot = m_desk.snapshot();
    if (tile->delivery && *tile->delivery < snapshot->deliveries.size()) {
        QMenu* show = menu.addMenu(tr("Show (V for the next)"));
        const TileContent* content = current();
        for (const TwinView view : viewsOf(*snapshot, snapshot->deliveries[*tile->delivery])) {
            QAction* choice =
                show->addAction(twinViewWord(view), this, [this, view] { showTwin(view); });
            choice->setCheckable(true);
            choice->setChecked(content != nullptr && content->view == view);
        }
    }
    const TileContent* content = current();
    if (content != nullptr && content->path) {
        desk::Listener& listener = desk::Listener::of(m_desk);
        const bool isHeard = listener.path() == content->path;
        menu.addSeparator();
        menu.addAction(isHeard ? tr("Stop listening\tL") : tr("Listen\tL"), this,
                       &WallView::toggleListening);
        QAction* mute = menu.addAction(tr("Mute\tM"), this,
                                       [&listener](bool isMuted) { listener.setMuted(isMuted); });
        mute->setCheckable(true);
        mute->setChecked(listener.isMuted());
    }
    menu.addSeparator();
    QAction* undone = menu.addAction(tr("Undo\tCtrl+Z"), this, [this] { undo(); });
    undone->setEnabled(canUndo());
    QAction* redone = menu.addAction(tr("Redo\tCtrl+Shift+Z"), this, [this] { redo(); });
    redone->setEnabled(canRedo());
}

void WallView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    m_board.markSeen(static_cast<std::size_t>(std::max(0, boardIndex(m_cell))));
    repaintTile(m_cell);
}

void WallView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    repaintTile(m_cell);
}

bool WallView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int cell = tileAt(help->pos());
        const int index = boardIndex(cell);
        if (index >= 0 && index < static_cast<int>(m_board.tiles().size())) {
            QToolTip::showText(
                help->globalPos(),
                tileToolTip(*m_desk.snapshot(),
                            m_board.tiles()[static_cast<std::size_t>(index)].content),
                this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

void WallView::tellScreenReader() {
    const TileContent* tile = current();
    if (tile == nullptr) {
        return;
    }
    setAccessibleDescription(tileSentence(*tile));
    if (QAccessible::isActive()) {
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
    }
}

} // namespace vigie::ui::wall
