// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

#include "core/base/result.h"
#include "core/record/writer.h"

namespace vigie::recordlab {

/// A fleet that runs evenly for hours: 10 ticks a second of each node with 2 metrics of each path,
/// 11 more with the tick of the whole second (31 samples a second and path). Rates wander, counters
/// grow, states hold; errors are rare.
struct LargeDay {
    std::uint32_t seed = 1;
    std::size_t nodes = 10;
    std::size_t pathsPerNode = 800;
    std::int64_t seconds = 3600;
    /// Bytes of a frame for each path; one each ten seconds.
    std::size_t frameBytesPerPath = 5;
    /// Paths with a key picture of 4 kB each five seconds.
    std::size_t picturePaths = 8;
};

/// Writes it as fast as it goes, deterministic; does not close. `tell` hears of each minute that is
/// done, and may be empty.
[[nodiscard]] base::Result<void> writeLargeDay(const LargeDay& day, record::Writer& writer,
                                               const std::function<void(std::int64_t)>& tell);

/// Samples a second of all paths.
[[nodiscard]] constexpr std::uint64_t samplesPerSecond(const LargeDay& day) {
    return static_cast<std::uint64_t>(day.nodes) * day.pathsPerNode * 31;
}

} // namespace vigie::recordlab
