// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;

namespace vigie::ui::wall {

struct Tile;

/// The bars of a tile with their held peaks, its loudness under them, and above them the mark of
/// what was missed.
void paintMeters(QPainter& painter, const Tile& tile);

} // namespace vigie::ui::wall
