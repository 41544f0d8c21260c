// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/record/item.h"
#include "core/record/writer.h"

/// Recordings made up for tests.
namespace vigie::recordlab {

/// 2026-07-26T18:00:00Z.
inline constexpr base::Utc dayStart = base::utcFromNs(1'785'088'800LL * 1'000'000'000);
/// The desk's clocks, that much after dayStart.
[[nodiscard]] base::Timestamp deskTime(base::Nanoseconds after);

struct FleetOptions {
    std::uint32_t seed = 1;
    std::size_t nodes = 3;
    std::size_t paths = 5;
    double seconds = 150;
    double tickHz = 10;
    /// New tables, restarts, lost contact, conflated and malformed samples.
    bool isUnruly = true;
    bool hasPictures = true;
    std::uint64_t firstOrder = 1;
};

struct Made {
    /// By order.
    std::vector<record::Item> items;
    /// By time.
    std::vector<record::Picture> pictures;
    std::vector<record::Mark> marks;
};

/// A fleet of which nothing is regular: metrics of each kind and scope, once a tick, once a second
/// and once in a while, blocks of parts of a table, absent samples; notes of every kind between.
/// The same options make the same.
[[nodiscard]] Made makeFleet(const FleetOptions& options);

/// Puts items with an order of [from, to) and what belongs beside them, in the order of time.
[[nodiscard]] base::Result<void> put(const Made& made, record::Writer& writer,
                                     std::uint64_t from = 0, std::uint64_t to = UINT64_MAX);
/// One closed file; an existing one is replaced.
[[nodiscard]] base::Result<void> writeFile(const Made& made, const std::filesystem::path& file);

} // namespace vigie::recordlab
