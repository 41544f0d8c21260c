// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include <QString>

#include "core/model/fleet.h"

/// What a wall is to show, as an operator sets it up and keeps it by name. Value objects.
namespace vigie::ui::wall {

/// A rectangle of whole cells.
struct CellSpan {
    int column = 0;
    int row = 0;
    int columns = 1;
    int rows = 1;
    bool operator==(const CellSpan&) const = default;
};

/// Which of a delivery's paths a tile shows.
enum class TwinView : std::uint8_t {
    /// The path on air; the main one while none is.
    OnAir,
    Cloud,
    Satellite,
    Fibre,
    /// Left half cloud, right half satellite, of the same moment where that is known.
    Split,
    /// What differs between both, grey where nothing does.
    Difference
};

/// What one cell is fixed to; empty feed: filled from the wall's assignment.
struct CellPin {
    QString feedId;
    /// Empty: the wall's region.
    QString regionId;
    TwinView view = TwinView::OnAir;
    bool operator==(const CellPin&) const = default;
};

struct WallCell {
    CellSpan span;
    CellPin pin;
    bool operator==(const WallCell&) const = default;
};

/// In which order and which feeds fill the cells that are not pinned.
struct WallAssignment {
    enum class Order : std::uint8_t { Number, WorstFirst };
    Order order = Order::Number;
    /// Words that must all occur in number, name, sport, venue, region or node; empty: all.
    QString search;
    /// Empty: each feed in the region where it is worst.
    QString regionId;
    /// Only deliveries whose path on air is of this kind; Unknown: all.
    model::PathKind kind = model::PathKind::Unknown;
    /// model::FeedInfo::sport; empty: all.
    QString sport;
    bool operator==(const WallAssignment&) const = default;
};

/// Failing feeds come up by themselves in the first cells that are not pinned, and return.
struct PenaltyBox {
    bool isOn = false;
    /// How many cells it may take; 0: half of those not pinned.
    int cells = 0;
    /// How long a feed stays after it is well again.
    std::chrono::seconds stay{30};
    bool operator==(const PenaltyBox&) const = default;
};

struct WallSpec {
    static constexpr int mostTiles = 100;
    QString name;
    /// 0 x 0: the smallest grid that shows all, at most 10 x 10; then `cells` is empty.
    int columns = 0;
    int rows = 0;
    /// None overlaps another; together at most mostTiles.
    std::vector<WallCell> cells;
    WallAssignment assignment;
    PenaltyBox penaltyBox;
    /// Pages follow each other by themselves; 0: never.
    std::chrono::seconds cycle{0};
    bool operator==(const WallSpec&) const = default;
};

} // namespace vigie::ui::wall
