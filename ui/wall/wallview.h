// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/wall/tileboard.h"
#include "ui/wall/tilepainter.h"

namespace vigie::ui::wall {

/// The wall: one opaque widget that paints all tiles. Decoders wake it, it takes the newest
/// pictures at most every 8 ms and repaints only the tiles that changed; while nothing changes,
/// nothing runs but a slow look at pictures that stand still. Tiles of other pages, and all tiles
/// while the wall is hidden, hold no watch. GUI thread.
class WallView final : public QWidget {
    Q_OBJECT
public:
    explicit WallView(desk::DeskContext& desk, QWidget* parent = nullptr);
    ~WallView() override;

    /// Empty: each feed in the region where it is worst.
    void setRegion(const QString& regionId);
    [[nodiscard]] QString region() const { return m_region; }
    void setLayoutKind(Layout layout);
    [[nodiscard]] Layout layoutKind() const { return m_layout; }
    [[nodiscard]] Grid grid() const;
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] int pages() const;
    void setPage(int page);
    /// Of all pages.
    [[nodiscard]] int tileCount() const { return static_cast<int>(m_contents.size()); }
    /// Index over all pages; -1 without tiles.
    [[nodiscard]] int currentTile() const { return m_contents.empty() ? -1 : m_current; }
    void setCurrentTile(int index);
    [[nodiscard]] bool isEnlarged() const { return m_isEnlarged; }
    void setEnlarged(bool isEnlarged);

    /// Of the visible tiles, for tests and benches.
    [[nodiscard]] std::vector<TileFigures> figures() const { return m_board.figures(); }
    [[nodiscard]] const std::vector<Tile>& visibleTiles() const { return m_board.tiles(); }
    [[nodiscard]] const PicturePainter& pictures() const { return m_painter.pictures(); }
    [[nodiscard]] const TilePainter::Delays& delaysMs() const { return m_painter.delaysMs(); }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    /// Layout, page, pages, region, enlarged or the number of tiles changed.
    void arrangementChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void onPlace();
    /// Lays the visible tiles out anew.
    void arrange();
    void place();
    void onFrames();
    void repaintDirt(const std::vector<TileBoard::Dirt>& dirt);
    void repaintTile(int index);
    void moveBy(int columns, int rows);
    void openCurrent();
    void tellScreenReader();
    [[nodiscard]] int firstVisible() const;
    [[nodiscard]] std::vector<TileContent> visibleContents() const;
    /// Over all pages; -1 where there is no tile.
    [[nodiscard]] int tileAt(const QPoint& position) const;

    desk::DeskContext& m_desk;
    QString m_region;
    Layout m_layout = Layout::Auto;
    int m_page = 0;
    int m_current = 0;
    bool m_isEnlarged = false;
    std::vector<TileContent> m_contents; // all pages
    /// Written by decoders, cleared by the GUI thread: a wake-up is under way.
    std::atomic<bool> m_isWoken{false};
    QTimer m_frameTimer;
    QTimer m_stillTimer;
    QTimer m_reopenTimer;
    TilePainter m_painter;
    TileBoard m_board; // last, so that no stream wakes a view that is half gone
};

} // namespace vigie::ui::wall
