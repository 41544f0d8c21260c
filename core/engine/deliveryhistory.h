// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/health/share.h"

/// What the desk remembers of each delivery over time: for health grids, latency distributions and
/// charts of what the desk itself works out.
namespace vigie::engine {

/// One step of one delivery. Seconds off air count in none of the three counts.
struct DeliveryCell {
    std::uint16_t judged = 0;  // on air, and known: good or errored
    std::uint16_t errored = 0; // of judged
    std::uint16_t unknown = 0; // on air, without contact
    /// What carried most of the step; Unknown for a step without seconds on air.
    health::Carriage carriage = health::Carriage::Unknown;
    /// Of the path on air, ms; absent where it was never known in the step.
    std::optional<float> latencyMinimum;
    std::optional<float> latencyMean;
    std::optional<float> latencyMaximum;
    /// Latency of the cloud path minus that of the satellite path, ms, the last known of the step.
    std::optional<float> skew;
    bool operator==(const DeliveryCell&) const = default;
};

struct DeliveryHistoryQuery {
    /// Both empty: all deliveries.
    std::string feedId;
    std::string regionId;
    base::Utc from{};
    base::Utc to{};
    /// 10 (remembered for an hour) or 60 (for 24 h); others are rounded to the next of the two.
    std::chrono::seconds step{60};
};

struct DeliveryHistory {
    struct Row {
        std::string deliveryId;
        std::string feedId;
        std::string regionId;
        /// One for each step from `from`; absent: nothing remembered of it.
        std::vector<std::optional<DeliveryCell>> cells;
    };
    /// Aligned to whole steps of UTC; may begin later than was asked.
    base::Utc from{};
    std::chrono::seconds step{60};
    std::vector<Row> rows;
};

/// How far back cells of a step reach: an hour of 10 s, 24 h of 60 s.
[[nodiscard]] std::chrono::seconds rememberedOf(std::chrono::seconds step);

/// The cells that a question is answered with.
struct HistoryGrid {
    base::Utc from{};
    std::chrono::seconds step{60};
    std::size_t count = 0;
    [[nodiscard]] base::Utc at(std::size_t cell) const {
        return from + step * static_cast<std::int64_t>(cell);
    }
};
/// Whole steps that cover [query.from, query.to), none beyond the one that `now` is in, none older
/// than what is remembered, and the newest of them where `rows` times their number would be more
/// than a million cells: an answer stays below 50 MB.
[[nodiscard]] HistoryGrid historyGrid(const DeliveryHistoryQuery& query, base::Utc now,
                                      std::size_t rows);
/// Both empty: all.
[[nodiscard]] bool isAsked(const DeliveryHistoryQuery& query, const std::string& feedId,
                           const std::string& regionId);

/// One cell of two: counts add up, the extremes of latency stay, what carried more of it carries
/// it. `other` is the later one.
void merge(DeliveryCell& into, const DeliveryCell& other);

} // namespace vigie::engine
