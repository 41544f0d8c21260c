// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

#include <QPoint>
#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/wall/arranger.h"
#include "ui/wall/pagecycler.h"
#include "ui/wall/presets.h"
#include "ui/wall/tileboard.h"
#include "ui/wall/tilepainter.h"
#include "ui/wall/wallcontents.h"

class QMenu;
class QMimeData;

namespace vigie::ui::wall {

/// The wall: one opaque widget that paints all tiles. Decoders wake it, it takes the newest
/// pictures at most every 8 ms and repaints only the tiles that changed; while nothing changes,
/// nothing runs but a slow look at pictures that stand still. Tiles of other pages, and all tiles
/// while the wall is hidden, hold no watch. What stands where is the arranger's; the operator moves
/// about by keys and mouse, and changes the wall by dragging tiles. GUI thread.
class WallView final : public QWidget {
    Q_OBJECT
public:
    explicit WallView(desk::DeskContext& desk, QWidget* parent = nullptr);
    ~WallView() override;

    /// What it shows. Whoever sets it anew begins at the first page; nothing is there to be undone.
    void setSpec(const WallSpec& spec);
    [[nodiscard]] const WallSpec& spec() const { return m_spec; }
    /// The same as an operator's edit: the page and the current tile stay, and it can be undone.
    void edit(const WallSpec& spec);
    /// Shows it for now: nothing is there to be undone, and the page stays.
    void preview(const WallSpec& spec) { apply(spec, false); }
    /// Takes back the last edit here; puts it back. False: there is none.
    bool undo();
    bool redo();
    [[nodiscard]] bool canUndo() const { return !m_undo.empty(); }
    [[nodiscard]] bool canRedo() const { return !m_redo.empty(); }

    /// Empty: each feed in the region where it is worst.
    void setRegion(const QString& regionId);
    [[nodiscard]] QString region() const { return m_spec.assignment.regionId; }
    /// Which feeds, and in which order; from the first page on.
    void setAssignment(const WallAssignment& assignment);
    /// Other cells, without a name; an edit.
    void setPreset(Preset preset);
    [[nodiscard]] std::optional<Preset> preset() const { return presetOf(m_spec); }

    [[nodiscard]] Grid grid() const { return m_arrangement.grid; }
    [[nodiscard]] const Arrangement& arrangement() const { return m_arrangement; }
    [[nodiscard]] int page() const { return m_page; }
    [[nodiscard]] int pages() const { return m_arranger.pages(); }
    void setPage(int page);
    /// Of all pages: one more than the index of the last tile.
    [[nodiscard]] int tileCount() const;
    /// Page times cells of a page, plus the cell; -1 without tiles.
    [[nodiscard]] int currentTile() const;
    /// Goes to the tile at the index, or to the nearest before it.
    void setCurrentTile(int index);
    /// Goes to where the feed is shown; false: on no page.
    bool showFeed(const QString& feedId);
    [[nodiscard]] bool isEnlarged() const { return m_isEnlarged; }
    void setEnlarged(bool isEnlarged);
    /// Pages turn by themselves now: there are some, and nobody was at the wall for a while.
    [[nodiscard]] bool isCycling() const;

    /// Of the cells of a page: each is pinned to what the other shows.
    void swapCells(int a, int b);
    /// Fixes the cell to a feed; empty region: that of the wall.
    void pin(int cell, const CellPin& pin);
    void unpin(int cell);
    /// Of the current tile.
    void togglePin();
    void showTwin(TwinView view);
    void nextTwin();
    [[nodiscard]] const TileContent* current() const;
    /// Goes to the worst feed in fault on this wall, on any page, and from there to the next worst;
    /// says all that is known of it.
    void nextFault();
    /// Says all that is known of the current tile, as hovering over it does; or no longer.
    void toggleTip();
    /// -1: none.
    [[nodiscard]] int cellAt(const QPoint& position) const;

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
    /// The operator changed what the wall shows, here.
    void edited();
    /// The menu of a tile is about to be seen: whose wall it is may add to it.
    void menuOpened(QMenu* menu);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    /// A tile on its way to another cell.
    struct Drag {
        int from = -1; // -1: something from elsewhere
        QPoint pressedAt;
        bool isMoving = false;
        int over = -1;
    };

    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void onPlace();
    void onSelection();
    void onCycle();
    void touch();
    void apply(const WallSpec& spec, bool isFirstPage);
    void remember();
    /// Cells of its own for a wall that had none, so that they can be pinned.
    [[nodiscard]] WallSpec withCells() const;
    /// Takes the page from the arranger; the current tile follows its feed.
    void takePage();
    /// Lays the visible tiles out anew.
    void arrange();
    void place();
    void onFrames();
    void repaintDirt(const std::vector<TileBoard::Dirt>& dirt);
    void repaintTile(int cell);
    void moveBy(int columns, int rows);
    void moveTo(int page, int cell);
    void openCurrent();
    void toggleListening();
    void fillMenu(QMenu& menu);
    void setDragOver(int cell);
    void paintDrag(QPainter& painter, const QRegion& dirty) const;
    void tellScreenReader();
    void tell();
    /// At the current tile, and to the screen reader.
    void showTip(const QString& text);
    /// Why there is nothing.
    [[nodiscard]] QString emptyText() const;
    [[nodiscard]] const ArrangedTile* tileIn(int cell) const;
    /// Index into the board's tiles; -1: not visible.
    [[nodiscard]] int boardIndex(int cell) const;
    [[nodiscard]] std::vector<TileContent> visibleContents() const;
    /// Cell; -1 where there is no tile.
    [[nodiscard]] int tileAt(const QPoint& position) const;
    [[nodiscard]] CellPin pinFor(const ArrangedTile& tile) const;

    desk::DeskContext& m_desk;
    WallSpec m_spec;
    std::vector<WallSpec> m_undo;
    std::vector<WallSpec> m_redo;
    Arranger m_arranger;
    Arrangement m_arrangement; // of the page
    Arrangement m_shown;       // the same, or the one tile that is enlarged
    FlippedViews m_flipped;
    QString m_node;
    int m_page = 0;
    int m_cell = 0;
    QString m_currentFeed;
    bool m_isEnlarged = false;
    Drag m_drag;
    PageCycler m_cycler;
    /// Written by decoders, cleared by the GUI thread: a wake-up is under way.
    std::atomic<bool> m_isWoken{false};
    QTimer m_frameTimer;
    QTimer m_stillTimer;
    QTimer m_reopenTimer;
    QTimer m_cycleTimer;
    TilePainter m_painter;
    TileBoard m_board; // last, so that no stream wakes a view that is half gone
};

/// How a feed is dragged onto a wall: its id, and after a line end its region, in UTF-8.
inline constexpr auto feedMimeType = "application/x-vigie-feed";
[[nodiscard]] std::unique_ptr<QMimeData> feedMime(const QString& feedId, const QString& regionId);
[[nodiscard]] std::optional<CellPin> pinFromMime(const QMimeData& data);

} // namespace vigie::ui::wall
