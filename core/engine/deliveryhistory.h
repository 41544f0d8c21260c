// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

} // namespace vigie::engine
