// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/engine/rows.h"

namespace vigie::engine {

/// Measures every path's latency from time marks: equal raw PCRs of the origin's path of the same
/// feed and of the path. Owned by the Reducer.
class LatencyBoard {
public:
    LatencyBoard(const fleet::FleetState& fleet, Rows& rows) : m_fleet(fleet), m_rows(rows) {}

    /// Takes the marks of a tick; returns the numbers of the paths that have a new one.
    std::vector<std::size_t> takeMarks(std::size_t node, const model::Tick& tick);
    /// Words the latency of a path as of now.
    void refresh(std::size_t path, const base::Timestamp& now);
    /// The sum of what both nodes admit; nothing where one does not know its error.
    [[nodiscard]] std::optional<double> uncertaintyMs(const PathRow& a, const PathRow& b) const;

private:
    void match(PathRow& path, std::int64_t pcr, std::int64_t utcNs, std::int64_t atNs);

    const fleet::FleetState& m_fleet;
    Rows& m_rows;
};

} // namespace vigie::engine
