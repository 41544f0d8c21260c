// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "ui/wall/presets.h"
#include "ui/wall/wallspec.h"

namespace vigie::ui::wall {

/// The cells of a wall, to be drawn with: a feed that is dropped is pinned, a cell that is dragged
/// onto another changes places with it, an edge or a corner that is dragged merges or splits cells.
/// All of it by keys too: arrows move, Shift and arrows make the cell larger or smaller, Ctrl and
/// arrows change places, Delete unpins, S splits. It says what is wanted; the owner sets it.
class LayoutCanvas final : public QWidget {
    Q_OBJECT
public:
    using Namer = std::function<QString(const CellPin&)>;
    /// `name` says what a pinned cell shows.
    explicit LayoutCanvas(Namer name, QWidget* parent = nullptr);

    void setSpec(const WallSpec& spec);
    [[nodiscard]] int currentCell() const { return m_current; }
    void setCurrentCell(int cell);
    /// In the widget's coordinates.
    [[nodiscard]] std::vector<QRect> cellRects() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void wanted(const vigie::ui::wall::WallSpec& spec);
    /// Enter: the feed chosen elsewhere is to be pinned here.
    void pinWanted(int cell);
    void currentChanged(int cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    enum Edge : unsigned { Left = 1, Right = 2, Top = 4, Bottom = 8 };
    struct Drag {
        bool isOn = false;
        unsigned edges = 0; // 0: the cell itself
        int from = -1;
        int over = -1;
        CellSpan span;
    };

    [[nodiscard]] int cellAt(const QPoint& position) const;
    [[nodiscard]] unsigned edgesAt(const QPoint& position, int cell) const;
    [[nodiscard]] CellSpan spanTo(const QPoint& position) const;
    void resizeBy(int columns, int rows);
    void tell();

    const Namer m_name;
    WallSpec m_spec;
    int m_current = 0;
    Drag m_drag;
};

} // namespace vigie::ui::wall
