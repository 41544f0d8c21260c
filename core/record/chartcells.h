// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/record/recordingpart.h"
#include "core/series/store.h"

/// What charts are made of: slabs of a node, or the cells of its pyramids.
namespace vigie::record {

/// Of foreign figures differences are only taken where they can be.
[[nodiscard]] constexpr bool isFigure(std::int64_t raw) {
    constexpr std::int64_t most = std::int64_t{1} << 61U;
    return raw > -most && raw < most;
}

/// One node of one part.
struct ChartLine {
    RecordingPart* part = nullptr;
    std::uint32_t stream = 0;
    std::string endpoint;
    /// By order: those of the asked node only.
    std::vector<std::pair<std::uint64_t, model::NodeDescriptionPtr>> descriptions;
    /// Slabs that overlap the stretch, and the one before.
    std::vector<const ChunkPlace*> slabs;

    [[nodiscard]] model::NodeDescriptionPtr under(std::uint64_t order) const {
        model::NodeDescriptionPtr found;
        for (const auto& [from, description] : descriptions) {
            if (from < order) {
                found = description;
            }
        }
        return found;
    }
};

/// One slab of a series, from a pyramid.
struct ChartCell {
    base::Utc from{};
    base::Utc to{};
    SlabCell cell;
    std::uint64_t incarnation = 0;
};

/// Appends the cells of a series, one for each slab of the line that has it: from pyramids, and
/// from slabs where there is none.
void readCells(const ChartLine& line, const series::SeriesKey& key, std::vector<ChartCell>& cells);
/// Merges cells, by time, into at most `maxPoints` points as series::Store does with its own.
[[nodiscard]] series::Points pointsOf(const std::vector<ChartCell>& cells,
                                      const model::MetricInfo& metric, base::Utc from, base::Utc to,
                                      std::size_t maxPoints);

} // namespace vigie::record
