// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/engine/deliveryhistory.h"

namespace vigie::ui::regions {

/// What a cell of the health grid shows, from the least to what hides everything else.
enum class CellState : std::uint8_t {
    /// The desk does not know: it did not run, or it is too long ago.
    NotRemembered,
    OffAir,
    Good,
    /// Half of its seconds on air or more are unknown, and none is errored.
    Unknown,
    /// Errored seconds, less than a tenth of those judged.
    Minor,
    /// A tenth or more.
    Major,
    /// Half or more.
    Critical
};

[[nodiscard]] CellState stateOf(const std::optional<engine::DeliveryCell>& cell);

/// One column of one row: one or several steps of the history.
struct GridCell {
    /// Of the worst step, so that no minute disappears between good ones.
    CellState worst = CellState::NotRemembered;
    /// Of all steps; absent where none is remembered.
    std::optional<engine::DeliveryCell> sum;
    /// Which step was the worst, from `first`; the first of equals.
    std::size_t worstStep = 0;
    /// Something else than the main path carried it for a while.
    bool isFailedOver = false;
};

/// Steps [first, first + count) of a row as one cell. `main` is what the main path is carried by;
/// Unknown: not told.
[[nodiscard]] GridCell gridCell(const std::vector<std::optional<engine::DeliveryCell>>& steps,
                                std::size_t first, std::size_t count, health::Carriage main);

} // namespace vigie::ui::regions
