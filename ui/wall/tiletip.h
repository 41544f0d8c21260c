// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/engine/snapshot.h"
#include "ui/wall/tilecontent.h"

namespace vigie::ui::wall {

/// Everything about the delivery of a tile in a few lines of rich text: what is wrong on each of
/// its paths and since when, and how its feed is in the other regions. What is not known is said to
/// be so; a delivery that was not seen is said not to be.
[[nodiscard]] QString tileToolTip(const engine::Snapshot& snapshot, const TileContent& tile);

} // namespace vigie::ui::wall
