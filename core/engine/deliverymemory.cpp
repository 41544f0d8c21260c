// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/deliverymemory.h"

#include <algorithm>
#include <cmath>

namespace vigie::engine {
namespace {

constexpr double latencyOffset = 2000; // ms
constexpr double latencyTop = 65'534;
constexpr double skewScale = 100; // per ms
constexpr std::int32_t noSkew = -0x800000;
constexpr std::uint32_t countMask = 0x3F;
constexpr std::uint32_t isPresent = 1U << 21U;

std::uint32_t packCount(std::uint16_t count) {
    return std::min<std::uint32_t>(count, countMask);
}

} // namespace

PackedCell::PackedCell(const DeliveryCell& cell) {
    const auto latency = [](const std::optional<float>& ms) {
        return ms ? static_cast<std::uint16_t>(std::clamp(
                        std::round(static_cast<double>(*ms)) + latencyOffset, 0.0, latencyTop))
                  : noLatency;
    };
    m_minimum = latency(cell.latencyMinimum);
    m_mean = latency(cell.latencyMean);
    m_maximum = latency(cell.latencyMaximum);
    const std::int32_t skew =
        cell.skew ? static_cast<std::int32_t>(
                        std::clamp(std::round(static_cast<double>(*cell.skew) * skewScale),
                                   static_cast<double>(noSkew + 1), 8'388'607.0))
                  : noSkew;
    const auto skewBits = static_cast<std::uint32_t>(skew);
    m_skew = static_cast<std::uint16_t>(skewBits & 0xFFFFU);
    m_bits = packCount(cell.judged) | packCount(cell.errored) << 6U |
             packCount(cell.unknown) << 12U | static_cast<std::uint32_t>(cell.carriage) << 18U |
             isPresent | (skewBits >> 16U & 0xFFU) << 22U;
}

std::optional<DeliveryCell> PackedCell::get() const {
    if ((m_bits & isPresent) == 0) {
        return std::nullopt;
    }
    const auto latency = [](std::uint16_t raw) {
        return raw == noLatency ? std::nullopt
                                : std::optional(static_cast<float>(raw - latencyOffset));
    };
    DeliveryCell cell;
    cell.judged = static_cast<std::uint16_t>(m_bits & countMask);
    cell.errored = static_cast<std::uint16_t>(m_bits >> 6U & countMask);
    cell.unknown = static_cast<std::uint16_t>(m_bits >> 12U & countMask);
    cell.carriage = static_cast<health::Carriage>(m_bits >> 18U & 7U);
    cell.latencyMinimum = latency(m_minimum);
    cell.latencyMean = latency(m_mean);
    cell.latencyMaximum = latency(m_maximum);
    // The sign is that of 24 bits.
    const std::uint32_t raw = (m_bits >> 22U & 0xFFU) << 16U | m_skew;
    const auto skew = static_cast<std::int32_t>(raw << 8U) / 256;
    if (skew != noSkew) {
        cell.skew = static_cast<float>(skew / skewScale);
    }
    return cell;
}

template <std::int64_t step, std::size_t slots>
void DeliveryMemory::Ring<step, slots>::add(const Second& second) {
    const std::int64_t number = second.at / step;
    if (m_open != number) {
        m_open = number;
        m_cell = {};
        m_carried = {};
        m_latencySum = 0;
        m_latencies = 0;
    }
    // A clock that was set back a little judges seconds again: a cell has no more than its own.
    const bool isFull = m_cell.judged + m_cell.unknown >= step;
    if (!isFull && second.verdict != health::Verdict::NotOnAir) {
        m_cell.judged += second.verdict != health::Verdict::Unknown ? 1 : 0;
        m_cell.errored += second.verdict == health::Verdict::Errored ? 1 : 0;
        m_cell.unknown += second.verdict == health::Verdict::Unknown ? 1 : 0;
        ++m_carried[static_cast<std::size_t>(second.carriage)];
        const auto most = std::max_element(m_carried.begin(), m_carried.end());
        m_cell.carriage = static_cast<health::Carriage>(most - m_carried.begin());
        if (second.latencyMs) {
            const auto ms = static_cast<float>(*second.latencyMs);
            m_latencySum += *second.latencyMs;
            ++m_latencies;
            m_cell.latencyMinimum = std::min(m_cell.latencyMinimum.value_or(ms), ms);
            m_cell.latencyMaximum = std::max(m_cell.latencyMaximum.value_or(ms), ms);
            m_cell.latencyMean = static_cast<float>(m_latencySum / m_latencies);
        }
        if (second.skewMs) {
            m_cell.skew = static_cast<float>(*second.skewMs);
        }
    }
    const std::int64_t chunk = number / static_cast<std::int64_t>(chunkCells);
    std::unique_ptr<Chunk>& slot =
        m_chunks[static_cast<std::size_t>(chunk % static_cast<std::int64_t>(slots))];
    if (!slot) {
        slot = std::make_unique<Chunk>();
        slot->number = chunk;
    } else if (slot->number != chunk) {
        *slot = {};
        slot->number = chunk;
    }
    slot->cells[static_cast<std::size_t>(number % static_cast<std::int64_t>(chunkCells))] =
        PackedCell(m_cell);
}

template <std::int64_t step, std::size_t slots>
std::optional<DeliveryCell> DeliveryMemory::Ring<step, slots>::cell(std::int64_t begin) const {
    const std::int64_t number = begin / step;
    if (number < 0) {
        return std::nullopt;
    }
    const std::int64_t chunk = number / static_cast<std::int64_t>(chunkCells);
    const std::unique_ptr<Chunk>& slot =
        m_chunks[static_cast<std::size_t>(chunk % static_cast<std::int64_t>(slots))];
    if (!slot || slot->number != chunk) {
        return std::nullopt;
    }
    return slot->cells[static_cast<std::size_t>(number % static_cast<std::int64_t>(chunkCells))]
        .get();
}

template <std::int64_t step, std::size_t slots>
std::size_t DeliveryMemory::Ring<step, slots>::bytes() const {
    constexpr std::size_t block = sizeof(Chunk) + 16; // what the allocator adds
    return block * static_cast<std::size_t>(
                       std::count_if(m_chunks.begin(), m_chunks.end(),
                                     [](const auto& chunk) { return chunk != nullptr; }));
}

void DeliveryMemory::add(const Second& second) {
    if (second.at >= 0) {
        m_fine.add(second);
        m_coarse.add(second);
    }
}

std::optional<DeliveryCell> DeliveryMemory::cell(std::int64_t begin,
                                                 std::chrono::seconds step) const {
    return step <= std::chrono::seconds{10} ? m_fine.cell(begin) : m_coarse.cell(begin);
}

std::size_t DeliveryMemory::bytes() const {
    return sizeof *this + m_fine.bytes() + m_coarse.bytes();
}

} // namespace vigie::engine
