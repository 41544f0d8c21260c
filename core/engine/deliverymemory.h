// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "core/engine/deliveryhistory.h"
#include "core/health/window.h"

namespace vigie::engine {

/// A DeliveryCell of at most 60 s in 12 bytes: latency in whole ms (-2 s to 63.5 s, clamped), skew
/// in 10 us (within 83 s, clamped). Absent when made.
class PackedCell {
public:
    PackedCell() = default;
    explicit PackedCell(const DeliveryCell& cell);
    [[nodiscard]] std::optional<DeliveryCell> get() const;

private:
    static constexpr std::uint16_t noLatency = 0xFFFF;
    std::uint32_t m_bits = 0; // 3 x 6 counts, 3 carriage, 1 present, 8 skew's high byte
    std::uint16_t m_minimum = noLatency;
    std::uint16_t m_mean = noLatency;
    std::uint16_t m_maximum = noLatency;
    std::uint16_t m_skew = 0;
};
static_assert(sizeof(PackedCell) == 12);

/// What is remembered of one delivery: an hour of 10 s cells and 24 h of 60 s cells, in chunks of
/// 60 cells that are made when their time comes and reused when it is over. 24 kB when full: 4,000
/// deliveries over a day take 97 MB. Where the clock is set back, what is judged anew stands.
/// Belongs to the engine's thread.
class DeliveryMemory {
public:
    /// A second that was judged.
    struct Second {
        std::int64_t at = 0; // UTC
        health::Verdict verdict = health::Verdict::Unknown;
        health::Carriage carriage = health::Carriage::Unknown;
        std::optional<double> latencyMs = {};
        std::optional<double> skewMs = {};
    };
    void add(const Second& second);
    /// The cell that begins at a UTC second, of 10 or 60 s; absent: nothing is remembered of it.
    [[nodiscard]] std::optional<DeliveryCell> cell(std::int64_t begin,
                                                   std::chrono::seconds step) const;
    /// Of the heap and itself.
    [[nodiscard]] std::size_t bytes() const;

private:
    static constexpr std::size_t chunkCells = 60;
    struct Chunk {
        std::int64_t number = 0; // of all chunks since 1970
        std::array<PackedCell, chunkCells> cells;
    };
    /// `chunkSlots` chunks: one more than are remembered, for the one that is being filled.
    template <std::int64_t step, std::size_t chunkSlots> class Ring {
    public:
        void add(const Second& second);
        [[nodiscard]] std::optional<DeliveryCell> cell(std::int64_t begin) const;
        [[nodiscard]] std::size_t bytes() const;

    private:
        std::array<std::unique_ptr<Chunk>, chunkSlots> m_chunks;
        std::optional<std::int64_t> m_open; // number of the cell that is being filled
        DeliveryCell m_cell;
        std::array<std::uint8_t, 5> m_carried{}; // seconds by Carriage
        double m_latencySum = 0;
        std::uint8_t m_latencies = 0;
    };
    Ring<10, 7> m_fine;
    Ring<60, 25> m_coarse;
};

} // namespace vigie::engine
