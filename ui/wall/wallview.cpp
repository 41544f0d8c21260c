// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/wallview.h"

#include <algorithm>

#include <QAccessible>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"
#include "ui/wall/wallextras.h"

namespace vigie::ui::wall {

namespace {

/// Pictures that come within this time are painted together.
constexpr int coalesceMs = 8;
constexpr int stillCheckMs = 250;
/// A window that is being resized settles before streams are asked for in another size.
constexpr int reopenMs = 300;
constexpr int cycleCheckMs = 500;

} // namespace

WallView::WallView(desk::DeskContext& desk, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_board(desk.source(), desk.decoders(), [this] {
          if (!m_isWoken.exchange(true)) {
              QMetaObject::invokeMethod(
                  this,
                  [this] {
                      if (!m_frameTimer.isActive()) {
                          m_frameTimer.start();
                      }
                  },
                  Qt::QueuedConnection);
          }
      }) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Wall"));
    m_frameTimer.setSingleShot(true);
    m_frameTimer.setTimerType(Qt::PreciseTimer);
    m_frameTimer.setInterval(coalesceMs);
    connect(&m_frameTimer, &QTimer::timeout, this, &WallView::onFrames);
    m_stillTimer.setInterval(stillCheckMs);
    connect(&m_stillTimer, &QTimer::timeout, this, [this] {
        place();
        repaintDirt(m_board.checkStill(m_desk.source().now()));
    });
    m_reopenTimer.setSingleShot(true);
    m_reopenTimer.setInterval(reopenMs);
    connect(&m_reopenTimer, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            m_board.openStreams();
        }
    });
    m_cycleTimer.setInterval(cycleCheckMs);
    connect(&m_cycleTimer, &QTimer::timeout, this, &WallView::onCycle);
    setAcceptDrops(true);
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this, &WallView::onSnapshot);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, &WallView::onPlace);
    connect(&m_desk, &desk::DeskContext::selectionChanged, this, &WallView::onSelection);
    m_board.setSource(m_desk.source(), !m_desk.isLive());
    m_node = m_desk.selectedNode();
    m_arranger.setNode(m_node);
    apply(m_spec, true);
    addExtras(*this, m_desk, m_board);
}

WallView::~WallView() {
    m_board.closeStreams();
}

QSize WallView::sizeHint() const {
    return {1320, 790};
}
QSize WallView::minimumSizeHint() const {
    return {320, 200};
}

void WallView::place() {
    std::vector<CellSpan> spans;
    for (const ArrangedTile& tile : m_shown.tiles) {
        spans.push_back(m_isEnlarged ? CellSpan{}
                                     : m_shown.spans[static_cast<std::size_t>(tile.cell)]);
    }
    m_board.place(spanRects(rect(), m_isEnlarged ? Grid{1, 1} : m_shown.grid, spans),
                  devicePixelRatioF());
}

void WallView::onFrames() {
    // Cleared first: a picture that comes from here on wakes anew.
    m_isWoken = false;
    const auto dirt = m_board.takeFrames();
    if (std::any_of(dirt.begin(), dirt.end(),
                    [](const auto& d) { return d.parts == TileBoard::Everything; })) {
        place();
    }
    repaintDirt(dirt);
}

void WallView::repaintDirt(const std::vector<TileBoard::Dirt>& dirt) {
    for (const auto& [index, parts] : dirt) {
        const TileGeometry& g = m_board.tiles()[index].geometry;
        if (parts == TileBoard::Everything) {
            update(currentMark(g));
            continue;
        }
        if ((parts & TileBoard::Picture) != 0) {
            update(g.picture);
        }
        if ((parts & TileBoard::Meters) != 0) {
            update(g.meters);
        }
        if ((parts & TileBoard::Words) != 0) {
            update(g.strip);
            update(g.label);
        }
    }
}

void WallView::repaintTile(int cell) {
    const int index = boardIndex(cell);
    if (index >= 0) {
        update(currentMark(m_board.tiles()[static_cast<std::size_t>(index)].geometry));
    }
}

void WallView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    // Most repaints are of pictures alone, and then there is no gap to fill.
    QRegion rest;
    for (const QRect& dirty : event->region()) {
        const auto& tiles = m_board.tiles();
        if (std::none_of(tiles.begin(), tiles.end(), [&dirty](const Tile& tile) {
                return tile.geometry.outer.contains(dirty);
            })) {
            rest += dirty;
        }
    }
    if (!rest.isEmpty()) {
        for (const Tile& tile : m_board.tiles()) {
            rest -= tile.geometry.outer;
        }
    }
    for (const QRect& gap : rest) {
        painter.fillRect(gap, QColor::fromRgb(theme::color::ground()));
    }
    for (std::size_t i = 0; i < m_board.tiles().size(); ++i) {
        Tile& tile = m_board.tiles()[i];
        if (event->region().intersects(currentMark(tile.geometry))) {
            m_painter.paint(painter, tile, event->region(),
                            m_isEnlarged || m_shown.tiles[i].cell == m_cell, hasFocus());
        }
    }
    paintDrag(painter, event->region());
    if (m_board.tiles().empty()) {
        painter.setClipping(false);
        painter.setPen(QColor::fromRgb(theme::color::quiet()));
        painter.setFont(theme::textFont(15));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, emptyText());
    }
}

QString WallView::emptyText() const {
    if (m_desk.snapshot()->deliveries.empty()) {
        return tr("No feed has been seen yet. The list of nodes, top right, says which nodes "
                  "answer.");
    }
    const WallAssignment& wanted = m_spec.assignment;
    const bool isFiltered = !wanted.search.isEmpty() || !wanted.sport.isEmpty() ||
                            wanted.kind != model::PathKind::Unknown || !m_node.isEmpty();
    return isFiltered ? tr("No feed is what the filters of this wall ask for.")
                      : tr("No feed goes into this region.");
}

void WallView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
    m_reopenTimer.start();
}

void WallView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    place();
    m_board.openStreams();
    m_stillTimer.start();
    m_cycler.turned(base::SystemClock::instance().now().mono);
    m_cycleTimer.start();
}

void WallView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_stillTimer.stop();
    m_cycleTimer.stop();
    m_board.closeStreams();
}

} // namespace vigie::ui::wall
