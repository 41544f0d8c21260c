// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wall/presets.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <QCoreApplication>

namespace vigie::ui::wall {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(vigie::ui::wall)
};

bool isBefore(const CellSpan& a, const CellSpan& b) {
    return a.row != b.row ? a.row < b.row : a.column < b.column;
}

bool isOverlapping(const CellSpan& a, const CellSpan& b) {
    return a.column < b.column + b.columns && b.column < a.column + a.columns &&
           a.row < b.row + b.rows && b.row < a.row + a.rows;
}

bool isWithin(const CellSpan& span, const Grid& grid) {
    return span.column >= 0 && span.row >= 0 && span.columns >= 1 && span.rows >= 1 &&
           span.columns <= grid.columns && span.rows <= grid.rows &&
           span.column <= grid.columns - span.columns && span.row <= grid.rows - span.rows;
}

bool contains(const CellSpan& span, int column, int row) {
    return column >= span.column && column < span.column + span.columns && row >= span.row &&
           row < span.row + span.rows;
}

/// A grid and its large cells; the rest is small.
struct Shape {
    Grid grid;
    std::vector<CellSpan> large;
};

Shape shapeOf(Preset preset) {
    switch (preset) {
    case Preset::Auto:
        return {};
    case Preset::One:
        return {{1, 1}, {}};
    case Preset::Grid2x2:
        return {{2, 2}, {}};
    case Preset::Grid3x3:
        return {{3, 3}, {}};
    case Preset::Grid4x3:
        return {{4, 3}, {}};
    case Preset::Grid5x4:
        return {{5, 4}, {}};
    case Preset::Grid6x6:
        return {{6, 6}, {}};
    case Preset::Grid8x8:
        return {{8, 8}, {}};
    case Preset::Grid10x10:
        return {{10, 10}, {}};
    case Preset::OneAndFive:
        return {{3, 3}, {{0, 0, 2, 2}}};
    case Preset::OneAndSeven:
        return {{4, 4}, {{0, 0, 3, 3}}};
    case Preset::TwoAndEight:
        return {{4, 4}, {{0, 0, 2, 2}, {2, 0, 2, 2}}};
    case Preset::OneAndTwelve:
        return {{4, 4}, {{0, 0, 2, 2}}};
    }
    return {};
}

void setShape(WallSpec& spec, const Shape& shape) {
    std::vector<CellPin> pins;
    for (const WallCell& cell : spec.cells) {
        pins.push_back(cell.pin);
    }
    spec.columns = shape.grid.columns;
    spec.rows = shape.grid.rows;
    spec.cells.clear();
    for (const CellSpan& span : shape.large) {
        spec.cells.push_back({span, {}});
    }
    tidy(spec);
    for (std::size_t i = 0; i < std::min(pins.size(), spec.cells.size()); ++i) {
        spec.cells[i].pin = pins[i];
    }
}

bool isCell(const WallSpec& spec, int cell) {
    return cell >= 0 && cell < static_cast<int>(spec.cells.size());
}

} // namespace

QString presetWord(Preset preset) {
    switch (preset) {
    case Preset::Auto:
        return Words::tr("Auto");
    case Preset::One:
        return QStringLiteral("1");
    case Preset::Grid2x2:
        return QStringLiteral("2×2");
    case Preset::Grid3x3:
        return QStringLiteral("3×3");
    case Preset::Grid4x3:
        return QStringLiteral("4×3");
    case Preset::Grid5x4:
        return QStringLiteral("5×4");
    case Preset::Grid6x6:
        return QStringLiteral("6×6");
    case Preset::Grid8x8:
        return QStringLiteral("8×8");
    case Preset::Grid10x10:
        return QStringLiteral("10×10");
    case Preset::OneAndFive:
        return QStringLiteral("1+5");
    case Preset::OneAndSeven:
        return QStringLiteral("1+7");
    case Preset::TwoAndEight:
        return QStringLiteral("2+8");
    case Preset::OneAndTwelve:
        return QStringLiteral("1+12");
    }
    return {};
}

Grid autoGrid(int tiles) {
    static constexpr std::array<Grid, 19> steps{{{1, 1},
                                                 {2, 1},
                                                 {2, 2},
                                                 {3, 2},
                                                 {3, 3},
                                                 {4, 3},
                                                 {4, 4},
                                                 {5, 4},
                                                 {5, 5},
                                                 {6, 5},
                                                 {6, 6},
                                                 {7, 6},
                                                 {7, 7},
                                                 {8, 7},
                                                 {8, 8},
                                                 {9, 8},
                                                 {9, 9},
                                                 {10, 9},
                                                 {10, 10}}};
    for (const Grid& grid : steps) {
        if (grid.capacity() >= tiles) {
            return grid;
        }
    }
    return steps.back();
}

void setPreset(WallSpec& spec, Preset preset) {
    if (preset == Preset::Auto) {
        spec.columns = 0;
        spec.rows = 0;
        spec.cells.clear();
        return;
    }
    setShape(spec, shapeOf(preset));
}

void setGrid(WallSpec& spec, const Grid& grid) {
    setShape(spec,
             {{std::clamp(grid.columns, 1, mostAlong), std::clamp(grid.rows, 1, mostAlong)}, {}});
}

std::optional<Preset> presetOf(const WallSpec& spec) {
    for (const Preset preset : allPresets) {
        WallSpec made;
        setPreset(made, preset);
        const bool isSame =
            made.columns == spec.columns && made.rows == spec.rows &&
            std::equal(made.cells.begin(), made.cells.end(), spec.cells.begin(), spec.cells.end(),
                       [](const WallCell& a, const WallCell& b) { return a.span == b.span; });
        if (isSame) {
            return preset;
        }
    }
    return std::nullopt;
}

QString problemOf(const WallSpec& spec) {
    if (spec.columns == 0 && spec.rows == 0) {
        return spec.cells.empty() ? QString()
                                  : Words::tr("cells were found where columns and rows are 0: "
                                              "expected none");
    }
    if (spec.columns < 1 || spec.rows < 1 || spec.columns > mostAlong || spec.rows > mostAlong) {
        return Words::tr("%1 columns and %2 rows: expected 1 to %3 of each, or 0 of both")
            .arg(spec.columns)
            .arg(spec.rows)
            .arg(mostAlong);
    }
    if (spec.cells.empty() || spec.cells.size() > WallSpec::mostTiles) {
        return Words::tr("%1 cells: expected 1 to %2")
            .arg(static_cast<qulonglong>(spec.cells.size()))
            .arg(WallSpec::mostTiles);
    }
    for (std::size_t i = 0; i < spec.cells.size(); ++i) {
        if (!isWithin(spec.cells[i].span, {spec.columns, spec.rows})) {
            return Words::tr("cell %1 leaves the grid of %2 by %3")
                .arg(i + 1)
                .arg(spec.columns)
                .arg(spec.rows);
        }
        for (std::size_t j = 0; j < i; ++j) {
            if (isOverlapping(spec.cells[i].span, spec.cells[j].span)) {
                return Words::tr("cells %1 and %2 lie over each other").arg(j + 1).arg(i + 1);
            }
        }
    }
    return {};
}

void tidy(WallSpec& spec) {
    for (int row = 0; row < spec.rows; ++row) {
        for (int column = 0; column < spec.columns; ++column) {
            if (cellAt(spec, column, row) < 0) {
                spec.cells.push_back({{column, row, 1, 1}, {}});
            }
        }
    }
    std::sort(spec.cells.begin(), spec.cells.end(),
              [](const WallCell& a, const WallCell& b) { return isBefore(a.span, b.span); });
}

int setSpan(WallSpec& spec, int cell, const CellSpan& span) {
    if (!isCell(spec, cell) || !isWithin(span, {spec.columns, spec.rows})) {
        return -1;
    }
    const CellPin pin = spec.cells[static_cast<std::size_t>(cell)].pin;
    spec.cells.erase(spec.cells.begin() + cell);
    std::vector<WallCell> kept;
    for (const WallCell& other : spec.cells) {
        if (!isOverlapping(other.span, span)) {
            kept.push_back(other);
            continue;
        }
        // What is left of it is small; the first of it keeps what it was pinned to.
        bool isFirst = true;
        for (int row = other.span.row; row < other.span.row + other.span.rows; ++row) {
            for (int column = other.span.column; column < other.span.column + other.span.columns;
                 ++column) {
                if (!contains(span, column, row)) {
                    kept.push_back({{column, row, 1, 1}, isFirst ? other.pin : CellPin{}});
                    isFirst = false;
                }
            }
        }
    }
    kept.push_back({span, pin});
    spec.cells = std::move(kept);
    tidy(spec);
    return cellAt(spec, span.column, span.row);
}

void split(WallSpec& spec, int cell) {
    if (isCell(spec, cell)) {
        const CellSpan& span = spec.cells[static_cast<std::size_t>(cell)].span;
        (void)setSpan(spec, cell, {span.column, span.row, 1, 1});
    }
}

void swapPins(WallSpec& spec, int a, int b) {
    if (isCell(spec, a) && isCell(spec, b)) {
        std::swap(spec.cells[static_cast<std::size_t>(a)].pin,
                  spec.cells[static_cast<std::size_t>(b)].pin);
    }
}

void setPin(WallSpec& spec, int cell, const CellPin& pin) {
    if (isCell(spec, cell)) {
        spec.cells[static_cast<std::size_t>(cell)].pin = pin;
    }
}

int cellAt(const WallSpec& spec, int column, int row) {
    for (std::size_t i = 0; i < spec.cells.size(); ++i) {
        if (contains(spec.cells[i].span, column, row)) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

int neighborOf(const std::vector<CellSpan>& spans, int cell, int columns, int rows) {
    if (cell < 0 || cell >= static_cast<int>(spans.size())) {
        return -1;
    }
    const CellSpan& from = spans[static_cast<std::size_t>(cell)];
    int best = -1;
    int bestCost = std::numeric_limits<int>::max();
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const CellSpan& to = spans[i];
        // How far beyond the edge it begins, and how far aside of the first column or row it is.
        int along = -1;
        int aside = 0;
        if (columns > 0) {
            along = to.column - (from.column + from.columns);
        } else if (columns < 0) {
            along = from.column - (to.column + to.columns);
        } else if (rows > 0) {
            along = to.row - (from.row + from.rows);
        } else if (rows < 0) {
            along = from.row - (to.row + to.rows);
        }
        if (columns != 0) {
            const bool isBeside = to.row < from.row + from.rows && from.row < to.row + to.rows;
            aside = isBeside ? 0 : 1 + std::abs(to.row - from.row);
        } else {
            const bool isBeside =
                to.column < from.column + from.columns && from.column < to.column + to.columns;
            aside = isBeside ? 0 : 1 + std::abs(to.column - from.column);
        }
        if (along < 0 || aside > 0) {
            continue;
        }
        const int cost =
            along * 100 + std::abs(columns != 0 ? to.row - from.row : to.column - from.column);
        if (cost < bestCost) {
            bestCost = cost;
            best = static_cast<int>(i);
        }
    }
    return best;
}

std::vector<QRect> spanRects(const QRect& area, const Grid& grid,
                             const std::vector<CellSpan>& spans) {
    const std::vector<QRect> small = cells(area, grid);
    std::vector<QRect> all;
    for (const CellSpan& span : spans) {
        if (!isWithin(span, grid)) {
            all.emplace_back();
            continue;
        }
        const auto at = [&](int column, int row) {
            return small[static_cast<std::size_t>(row * grid.columns + column)];
        };
        all.push_back(at(span.column, span.row)
                          .united(at(span.column + span.columns - 1, span.row + span.rows - 1)));
    }
    return all;
}

} // namespace vigie::ui::wall
