// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/deliverymemory.h"
#include "core/record/recording.h"

namespace vigie::replay {

/// What a recording knows of its deliveries over time. Minutes, whatever was asked: each is what
/// the newest frame at its end (2 s later, so that its last seconds were judged) says of the minute
/// before, with the latency, the skew and the carrier of that moment; that a frame is up to 10 s
/// old shifts its minute by as much. A minute that had not ended, or whose frame is more than 30 s
/// old, is not known. One frame is read per minute, once: up to 4 million cells (48 MB) are kept,
/// then those asked for longest ago go. Belongs to one thread.
class PastDeliveries {
public:
    /// A question that is being answered.
    struct Job {
        engine::DeliveryHistoryQuery query;
        engine::HistoryGrid grid;
        /// How many cells are ready, the newest first.
        std::size_t done = 0;
    };

    explicit PastDeliveries(record::Recording& recording) : m_recording(recording) {}

    /// As it was known at `at`.
    [[nodiscard]] Job begin(engine::DeliveryHistoryQuery query, base::Utc at) const;
    /// Reads for so long, and one frame at least; true when all is there.
    [[nodiscard]] bool read(Job& job, std::chrono::milliseconds budget);
    [[nodiscard]] engine::DeliveryHistory answer(const Job& job);

private:
    struct Delivery {
        std::string id;
        std::string feedId;
        std::string regionId;
        bool operator==(const Delivery&) const = default;
    };
    using Deliveries = std::shared_ptr<const std::vector<Delivery>>;
    struct Minute {
        Deliveries deliveries; // shared by neighbors; null: nothing was recorded
        std::vector<engine::PackedCell> cells;
        std::uint64_t usedAt = 0;
    };

    [[nodiscard]] Minute readMinute(base::Utc end);
    void makeRoom();

    record::Recording& m_recording;
    std::map<std::int64_t, Minute> m_minutes; // by their number since 1970
    std::size_t m_cells = 0;
    std::uint64_t m_uses = 0;
    Deliveries m_last;
};

} // namespace vigie::replay
