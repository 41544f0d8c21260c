// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

class QAbstractItemView;
class QHeaderView;

namespace vigie::ui::desk {

/// A column beside the one that takes what is left.
struct FittedColumn {
    int column = 0;
    /// Pixels, where there is room.
    int width = 0;
    /// Pixels, where there is little; from there on columns go.
    int least = 0;
};

/// Keeps the stretched column readable as its view becomes narrow: first the others shrink to their
/// least, then they go, the last of the list first, until the stretched one has `least` pixels; the
/// first of the list stays. All come back with the room. `view` owns what this makes. Columns that
/// the view hides by itself must not be in the list.
void fitColumns(QAbstractItemView& view, QHeaderView& header, int least,
                std::vector<FittedColumn> columns);

} // namespace vigie::ui::desk
