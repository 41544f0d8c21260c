// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/gridcell.h"

#include <algorithm>

namespace vigie::ui::regions {

CellState stateOf(const std::optional<engine::DeliveryCell>& cell) {
    if (!cell) {
        return CellState::NotRemembered;
    }
    if (cell->judged + cell->unknown == 0) {
        return CellState::OffAir;
    }
    if (cell->errored > 0) {
        if (cell->errored * 2 >= cell->judged) {
            return CellState::Critical;
        }
        return cell->errored * 10 >= cell->judged ? CellState::Major : CellState::Minor;
    }
    return cell->unknown >= cell->judged ? CellState::Unknown : CellState::Good;
}

GridCell gridCell(const std::vector<std::optional<engine::DeliveryCell>>& steps, std::size_t first,
                  std::size_t count, health::Carriage main) {
    GridCell merged;
    const std::size_t end = std::min(steps.size(), first + count);
    for (std::size_t i = first; i < end; ++i) {
        const std::optional<engine::DeliveryCell>& step = steps[i];
        const CellState state = stateOf(step);
        if (state > merged.worst) {
            merged.worst = state;
            merged.worstStep = i - first;
        }
        if (!step) {
            continue;
        }
        const bool isCarried =
            step->carriage != health::Carriage::Unknown && step->carriage != health::Carriage::None;
        merged.isFailedOver = merged.isFailedOver || (isCarried && main != step->carriage &&
                                                      main != health::Carriage::Unknown);
        if (merged.sum) {
            engine::merge(*merged.sum, *step);
        } else {
            merged.sum = step;
        }
    }
    return merged;
}

} // namespace vigie::ui::regions
