// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/deskcontext.h"

namespace vigie::ui::wall {

class TileBoard;
class WallView;

/// What a wall has beside its tiles: tally lamps and listening marks on them, the full decode of
/// the one that is enlarged, the hidden line of figures. All of it belongs to the view from then
/// on. For the view's constructor.
void addExtras(WallView& view, desk::DeskContext& desk, TileBoard& board);

} // namespace vigie::ui::wall
