// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/engine/rows.h"

namespace vigie::engine {

/// Takes every path's time marks and measures its latency against the origin's path of the same
/// feed, by the best method that gives one (health::PairDelay). Owned by the Reducer.
class LatencyBoard {
public:
    LatencyBoard(const fleet::FleetState& fleet, Rows& rows) : m_fleet(fleet), m_rows(rows) {}

    /// A path that has a new PCR or PTS mark. Pictures come too often to be told one by one.
    struct Marked {
        std::size_t path = 0;
        health::MarkKind kind = health::MarkKind::Pcr;
    };
    /// Takes the marks of a tick.
    std::vector<Marked> takeMarks(std::size_t node, const model::Tick& tick);
    /// Words the latency of a path as of now.
    void refresh(std::size_t path, const base::Timestamp& now);
    /// `measured`, with what both clocks admit added to its uncertainty; nothing is added between
    /// paths of one clock, and without what a node knows of its own clock there is none.
    [[nodiscard]] health::Latency withClocks(health::Latency measured, const PathRow& a,
                                             const PathRow& b) const;

private:
    void match(std::size_t path, health::MarkKind kind, std::int64_t atNs);
    /// The origin's path that a path is measured against: the one that gave marks, else the first
    /// one in contact, else the first.
    [[nodiscard]] std::optional<std::size_t> originOf(const PathRow& path,
                                                      std::int64_t nowNs) const;
    /// Whether a path's pictures are decoded, and how often one is looked at.
    void noteDecoding(std::size_t node, std::size_t row, health::PathMarks& marks) const;
    [[nodiscard]] std::optional<double> clockErrorMs(const PathRow& a, const PathRow& b) const;

    const fleet::FleetState& m_fleet;
    Rows& m_rows;
};

} // namespace vigie::engine
