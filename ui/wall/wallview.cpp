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

namespace vigie::ui::wall {

namespace {

/// Pictures that come within this time are painted together.
constexpr int coalesceMs = 8;
constexpr int stillCheckMs = 250;
/// A window that is being resized settles before streams are asked for in another size.
constexpr int reopenMs = 300;

bool isSameTiles(const std::vector<TileContent>& a, const std::vector<TileContent>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const TileContent& x, const TileContent& y) {
                          return x.feedId == y.feedId && x.regionId == y.regionId;
                      });
}

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
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this, &WallView::onSnapshot);
    connect(&m_desk, &desk::DeskContext::placeChanged, this, &WallView::onPlace);
    m_board.setSource(m_desk.source(), !m_desk.isLive());
    onSnapshot(m_desk.snapshot());
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

Grid WallView::grid() const {
    return gridOf(m_layout, tileCount());
}

int WallView::pages() const {
    const int capacity = std::max(1, grid().capacity());
    return std::max(1, (tileCount() + capacity - 1) / capacity);
}

int WallView::firstVisible() const {
    return m_isEnlarged ? m_current : m_page * std::max(1, grid().capacity());
}

std::vector<TileContent> WallView::visibleContents() const {
    const int first = firstVisible();
    const int last = std::min(tileCount(), m_isEnlarged ? first + 1 : first + grid().capacity());
    if (first >= last) {
        return {};
    }
    return {m_contents.begin() + first, m_contents.begin() + last};
}

void WallView::setRegion(const QString& regionId) {
    if (m_region != regionId) {
        m_region = regionId;
        m_page = 0;
        m_current = 0;
        m_contents = tileContents(*m_desk.snapshot(), m_region);
        arrange();
        emit arrangementChanged();
    }
}

void WallView::setLayoutKind(Layout layout) {
    if (m_layout != layout || m_isEnlarged) {
        m_layout = layout;
        m_isEnlarged = false;
        m_page = m_current / std::max(1, grid().capacity());
        arrange();
        emit arrangementChanged();
    }
}

void WallView::setPage(int page) {
    const int wanted = std::clamp(page, 0, pages() - 1);
    if (wanted == m_page) {
        return;
    }
    const int capacity = std::max(1, grid().capacity());
    const int within = m_current % capacity;
    m_page = wanted;
    m_current = std::clamp(m_page * capacity + within, 0, std::max(0, tileCount() - 1));
    arrange();
    tellScreenReader();
    emit arrangementChanged();
}

void WallView::setCurrentTile(int index) {
    if (m_contents.empty()) {
        return;
    }
    const int wanted = std::clamp(index, 0, tileCount() - 1);
    if (wanted == m_current) {
        return;
    }
    const int before = m_current;
    m_current = wanted;
    m_desk.selectFeed(m_contents[static_cast<std::size_t>(wanted)].feedId);
    const int page = wanted / std::max(1, grid().capacity());
    if (m_isEnlarged || page != m_page) {
        m_page = page;
        arrange();
        emit arrangementChanged();
    } else {
        m_board.markSeen(static_cast<std::size_t>(m_current - firstVisible()));
        repaintTile(before);
        repaintTile(m_current);
    }
    tellScreenReader();
}

void WallView::setEnlarged(bool isEnlarged) {
    if (m_isEnlarged != isEnlarged && !m_contents.empty()) {
        m_isEnlarged = isEnlarged;
        m_page = m_current / std::max(1, grid().capacity());
        arrange();
        emit arrangementChanged();
    }
}

void WallView::onSnapshot(const engine::SnapshotPtr& snapshot) {
    std::vector<TileContent> contents = tileContents(*snapshot, m_region);
    const bool isSame = isSameTiles(contents, m_contents);
    m_contents = std::move(contents);
    if (!isSame) {
        m_current = std::clamp(m_current, 0, std::max(0, tileCount() - 1));
        m_page = std::clamp(m_page, 0, pages() - 1);
        arrange();
        emit arrangementChanged();
        return;
    }
    const auto dirt = m_board.update(visibleContents(), snapshot->now);
    if (hasFocus()) {
        m_board.markSeen(static_cast<std::size_t>(std::max(0, m_current - firstVisible())));
    }
    if (std::any_of(dirt.begin(), dirt.end(),
                    [](const auto& d) { return d.parts == TileBoard::Everything; })) {
        place(); // a strip came or went, or a path changed
        if (isVisible()) {
            m_board.openStreams();
        }
    }
    repaintDirt(dirt);
}

void WallView::onPlace() {
    m_board.setSource(m_desk.source(), !m_desk.isLive());
    m_contents = tileContents(*m_desk.snapshot(), m_region);
    m_current = std::clamp(m_current, 0, std::max(0, tileCount() - 1));
    m_page = std::clamp(m_page, 0, pages() - 1);
    arrange();
    emit arrangementChanged();
}

void WallView::arrange() {
    const std::vector<TileContent> visible = visibleContents();
    m_board.show(visible);
    (void)m_board.update(visible, m_desk.snapshot()->now); // everything is repainted below
    m_board.markSeen(static_cast<std::size_t>(std::max(0, m_current - firstVisible())));
    place();
    if (isVisible()) {
        m_board.openStreams();
    }
    update();
}

void WallView::place() {
    m_board.place(cells(rect(), m_isEnlarged ? Grid{1, 1} : grid()), devicePixelRatioF());
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

void WallView::repaintTile(int index) {
    const int local = index - firstVisible();
    if (local >= 0 && local < static_cast<int>(m_board.tiles().size())) {
        update(currentMark(m_board.tiles()[static_cast<std::size_t>(local)].geometry));
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
    const int first = firstVisible();
    for (std::size_t i = 0; i < m_board.tiles().size(); ++i) {
        Tile& tile = m_board.tiles()[i];
        if (event->region().intersects(currentMark(tile.geometry))) {
            m_painter.paint(painter, tile, event->region(),
                            first + static_cast<int>(i) == m_current, hasFocus());
        }
    }
    if (m_board.tiles().empty()) {
        painter.setClipping(false);
        painter.setPen(QColor::fromRgb(theme::color::quiet()));
        painter.setFont(theme::textFont(15));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         m_desk.snapshot()->deliveries.empty()
                             ? tr("No feed has been seen yet. The list of nodes, top right, says "
                                  "which nodes answer.")
                             : tr("No feed goes into this region."));
    }
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
}

void WallView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_stillTimer.stop();
    m_board.closeStreams();
}

} // namespace vigie::ui::wall
