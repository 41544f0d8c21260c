// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "core/series/stage.h"

namespace vigie::series {

/// One second of a series: the newest raw value, and the extremes of what the second held.
struct Sample {
    std::int64_t value = 0;
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    bool operator==(const Sample&) const = default;
};

/// Sixteen seconds merged.
struct Cell {
    std::int64_t first = 0; // second of its first slot
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t mean = 0;
};

/// One metric of one row over time: one slot per UTC second, absent slots cost nothing but a bit.
/// Samples are staged and sealed each 128 seconds into a packed block with a pyramid of minimum,
/// maximum and mean per 16; under a byte per sample on real data. Not thread-safe; never fails.
class Series {
public:
    /// `phase` staggers the sealing of many series over the 128 seconds.
    explicit Series(std::uint8_t phase) : m_phase(phase % blockSlots) {}

    /// Within the newest second it is merged into it. A second before the newest one is a clock
    /// that went back: what was after it is forgotten.
    void add(std::int64_t second, const Sample& sample);
    /// Drops whole blocks that end before `second`.
    void expire(std::int64_t second);

    /// Each sample of [from, to), oldest first.
    void forEach(std::int64_t from, std::int64_t to,
                 const std::function<void(std::int64_t second, const Sample&)>& visit) const;
    /// The same in cells of 16 seconds where sealed; staged seconds come one by one as cells.
    void forEachCell(std::int64_t from, std::int64_t to,
                     const std::function<void(const Cell&)>& visit) const;

    [[nodiscard]] std::size_t sealedBytes() const { return m_sealed.size(); }
    [[nodiscard]] std::size_t sealedSamples() const { return m_sealedSamples; }
    [[nodiscard]] std::size_t memoryBytes() const;
    [[nodiscard]] bool isEmpty() const { return m_sealed.empty() && m_count == 0; }

private:
    static constexpr std::int64_t blockSlots = 128;
    static constexpr std::int64_t cellSlots = 16;
    struct Header;
    struct Pyramid;
    struct Decoded;

    [[nodiscard]] Sample stagedAt(std::size_t index) const;
    void seal();
    void forgetFrom(std::int64_t second);
    [[nodiscard]] Header headerAt(std::size_t offset) const;
    void decode(std::size_t offset, const Header& header, Decoded& out) const;
    /// Only which seconds are there, and the pyramid; returns where the values begin.
    std::size_t decodePyramid(std::size_t offset, const Header& header, Decoded& out) const;

    // Sealed blocks one after another: header, presence bits, pyramid, values, extremes.
    std::vector<std::uint8_t> m_sealed;
    std::size_t m_sealedSamples = 0;
    // Staged samples of [m_first, m_first + 128): a bit per slot, a value per present slot.
    std::array<std::uint64_t, 2> m_present{};
    std::int64_t m_first = 0;
    std::int64_t m_last = 0;
    Stage m_values;
    Stage m_below; // value - minimum; empty while all are 0
    Stage m_above; // maximum - value; likewise
    std::uint8_t m_count = 0;
    std::uint8_t m_phase = 0;
};

} // namespace vigie::series
