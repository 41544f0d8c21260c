// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QFont>
#include <QRect>
#include <QString>

#include "ui/wall/tile.h"

namespace vigie::ui::wall {

/// One thing in the label under a picture.
struct LabelField {
    enum class What : std::uint8_t {
        LampLeft,
        Heard,
        Number,
        Name,
        /// What the router or switcher calls it.
        Router,
        Region,
        Penalty,
        Role,
        KindShape,
        KindWord,
        LampRight
    };
    What what = What::Name;
    QRect rect;
    QString text;
};

/// Where the fields of a label are, from left to right. What does not fit is left out whole, the
/// least important first: region, the router's name, the word of the path kind; then the name is
/// shortened, and goes before the role does. Number, kind, lamps and marks always stay.
[[nodiscard]] std::vector<LabelField>
labelFields(const TileContent& content, const TileMarks& marks, const QRect& label, int textPixels);
[[nodiscard]] QFont labelFont(LabelField::What what, int textPixels);

/// As much of "CC 41/s · RF MARGIN −0.3 dB 00:02:23" as fits: further faults go first, then the
/// duration; only the one that is left is ever shortened.
[[nodiscard]] QString fittedFault(const QString& fault, const QFont& font, int width);
/// As many of "0.61 s · 18.9 Mb/s · 6.1 dB" as fit, the first ones.
[[nodiscard]] QString fittedFacts(const QString& facts, const QFont& font, int width);

/// What of a tile is under a point, for clicks.
enum class TilePart : std::uint8_t { None, Frame, Picture, Meters, Strip, Label };
[[nodiscard]] TilePart partAt(const TileGeometry& geometry, const QPoint& point);

/// The loudness stands under the bars; where they are too narrow it joins the facts.
[[nodiscard]] bool hasLoudnessUnderMeters(const TileGeometry& geometry);

} // namespace vigie::ui::wall
