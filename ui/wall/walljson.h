// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>
#include <QStringList>

#include "ui/wall/wallspec.h"

/// Walls as JSON: docs/wall.md says what is in it. Foreign bytes: every size and number is bounded,
/// and what is refused says what was expected instead.
namespace vigie::ui::wall {

inline constexpr int wallsVersion = 1;
inline constexpr qsizetype longestWallsFile = 4 * 1024 * 1024;
inline constexpr std::size_t mostLayouts = 500;
inline constexpr qsizetype longestName = 80;

[[nodiscard]] QByteArray toJson(const std::vector<WallSpec>& layouts);

struct WallsRead {
    std::vector<WallSpec> layouts;
    /// Of layouts that were left out, each with its place: "layouts[2].cells: ...".
    QStringList problems;
    /// The whole is none of ours, or broken; empty: it could be read.
    QString failure;
    /// Written by a newer desk: nothing is broken, and nothing must be written over it.
    bool isNewer = false;
};
[[nodiscard]] WallsRead wallsFromJson(const QByteArray& bytes);

/// One wall, as settings keep it; the default where it can not be read.
[[nodiscard]] QByteArray specToBytes(const WallSpec& spec);
[[nodiscard]] WallSpec specFromBytes(const QByteArray& bytes);

} // namespace vigie::ui::wall
