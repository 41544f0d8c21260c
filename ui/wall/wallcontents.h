// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "ui/wall/arranger.h"
#include "ui/wall/tilecontent.h"

namespace vigie::ui::wall {

/// What the operator flipped a delivery to, by feed and region, where it is not pinned.
using FlippedViews = std::map<std::pair<QString, QString>, TwinView>;

[[nodiscard]] TileContent contentOf(const engine::Snapshot& snapshot, const ArrangedTile& tile,
                                    const FlippedViews& flipped, bool isRegionNamed);
/// Of all tiles of a page, in their order.
[[nodiscard]] std::vector<TileContent> contentsOf(const engine::Snapshot& snapshot,
                                                  const Arrangement& arrangement,
                                                  const FlippedViews& flipped, bool isRegionNamed);
/// "cloud", "difference": as menus and tiles name it.
[[nodiscard]] QString twinViewWord(TwinView view);

} // namespace vigie::ui::wall
