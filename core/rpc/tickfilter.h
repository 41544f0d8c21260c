// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/model/tick.h"

namespace vigie::rpc {

/// What one client wants of a node's ticks. Rows keep their indexes in the node's own tables, so
/// that one description serves every client; what is not wanted is simply not sent. Made anew for
/// each description. A value; not thread-safe to change.
class TickFilter {
public:
    /// Everything.
    TickFilter() = default;
    /// Only `metricKeys` (empty: all) and `pathIds` (empty: all) with the inputs and PIDs that
    /// these paths use. Ids that the node does not have are ignored.
    TickFilter(const model::NodeDescription& description, std::span<const std::string> metricKeys,
               std::span<const std::string> pathIds);

    [[nodiscard]] bool isEverything() const { return m_isEverything; }
    [[nodiscard]] model::Tick apply(const model::Tick& tick) const;

private:
    [[nodiscard]] bool wantsMetric(std::uint32_t metric) const {
        return m_metrics.empty() || m_metrics[metric];
    }
    void applyToBlock(const model::Block& block, std::vector<model::Block>& out) const;

    bool m_isEverything = true;
    std::vector<bool> m_metrics;             // by metric index; empty: all
    std::array<std::vector<bool>, 4> m_rows; // by scope and row
    std::array<bool, 4> m_allRows{true, true, true, true};
};

} // namespace vigie::rpc
