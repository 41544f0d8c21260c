// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/pyramidbuilder.h"

#include <algorithm>
#include <bit>

#include "core/record/bytes.h"

namespace vigie::record {
namespace {

__extension__ using Wide = __int128;

struct OpenCell {
    std::int64_t first = 0;
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t last = 0;
    /// To the first, modulo 2^64.
    std::uint64_t distances = 0;
    std::uint32_t count = 0;

    void add(std::int64_t value, std::int64_t low, std::int64_t high) {
        if (count == 0) {
            first = value;
            minimum = low;
            maximum = high;
        } else {
            minimum = std::min(minimum, low);
            maximum = std::max(maximum, high);
        }
        distances += static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(first);
        last = value;
        ++count;
    }
    /// The distances did not overflow.
    [[nodiscard]] bool isExact() const {
        const auto range =
            static_cast<std::uint64_t>(maximum) - static_cast<std::uint64_t>(minimum);
        return std::bit_width(range) + std::bit_width(count) < 63;
    }
    [[nodiscard]] Wide sum() const {
        return static_cast<Wide>(first) * static_cast<Wide>(count) +
               static_cast<std::int64_t>(distances);
    }
};

using Key = std::pair<model::Scope, std::uint32_t>;
using OpenCells = std::map<Key, std::vector<OpenCell>>;

void addColumn(const model::Column& column, OpenCell* cells) {
    const bool hasExtremes = !column.minima.empty();
    for (std::size_t row = 0; row < column.values.size(); ++row) {
        if (column.isPresent(row)) {
            const std::int64_t value = column.values[row];
            cells[row].add(value, hasExtremes ? column.minima[row] : value,
                           hasExtremes ? column.maxima[row] : value);
        }
    }
}

/// For the rare row whose values are too far apart for the quick way.
Wide slowSum(std::span<const StoredTick> ticks, const Key& key, std::uint32_t row) {
    Wide sum = 0;
    for (const StoredTick& stored : ticks) {
        for (const model::Block& block : stored.tick->blocks) {
            if (block.scope != key.first || row < block.first || row - block.first >= block.count) {
                continue;
            }
            for (const model::Column& column : block.columns) {
                if (column.metric == key.second && column.isPresent(row - block.first)) {
                    sum += column.values[row - block.first];
                }
            }
        }
    }
    return sum;
}

void putCell(std::string& out, const OpenCell& cell, std::int64_t mean) {
    putVarint(out, cell.count);
    if (cell.count == 0) {
        return;
    }
    const auto last = static_cast<std::uint64_t>(cell.last);
    putVarint(out, zigZag(last));
    putVarint(out, last - static_cast<std::uint64_t>(cell.minimum));
    putVarint(out, static_cast<std::uint64_t>(cell.maximum) - last);
    putVarint(out, zigZag(static_cast<std::uint64_t>(mean) - last));
}

SlabCell takeCell(ByteReader& reader) {
    SlabCell cell;
    cell.count = static_cast<std::uint32_t>(reader.varint());
    if (cell.count == 0) {
        return cell;
    }
    const std::uint64_t last = unZigZag(reader.varint());
    cell.last = static_cast<std::int64_t>(last);
    cell.minimum = static_cast<std::int64_t>(last - reader.varint());
    cell.maximum = static_cast<std::int64_t>(last + reader.varint());
    cell.mean = static_cast<std::int64_t>(last + unZigZag(reader.varint()));
    return cell;
}

} // namespace

void PyramidBuilder::add(const model::NodeDescription& description,
                         std::span<const StoredTick> ticks) {
    OpenCells open;
    for (const StoredTick& stored : ticks) {
        for (const model::Block& block : stored.tick->blocks) {
            for (const model::Column& column : block.columns) {
                auto& cells = open[{block.scope, column.metric}];
                if (cells.empty()) {
                    cells.resize(description.rows(block.scope));
                }
                addColumn(column, cells.data() + block.first);
            }
        }
    }
    const std::size_t slab = m_slabs.size();
    for (const auto& [key, cells] : open) {
        std::string packed;
        for (std::uint32_t row = 0; row < cells.size(); ++row) {
            const OpenCell& cell = cells[row];
            const Wide sum = cell.isExact() ? cell.sum() : slowSum(ticks, key, row);
            putCell(packed, cell,
                    cell.count == 0 ? 0 : static_cast<std::int64_t>(sum / cell.count));
        }
        Waiting& waiting = m_waiting[key];
        waiting.rows = static_cast<std::uint32_t>(cells.size());
        waiting.slabs.emplace_back(slab, std::move(packed));
    }
    if (m_slabs.empty()) {
        m_from = ticks.front().received.utc;
    }
    m_to = ticks.back().received.utc;
    m_epoch = description.epoch;
    m_slabs.push_back(
        {ticks.front().order, ticks.back().order, ticks.front().tick->utc, ticks.back().tick->utc});
}

Pyramid PyramidBuilder::take() {
    Pyramid pyramid;
    pyramid.epoch = m_epoch;
    pyramid.slabs = std::move(m_slabs);
    for (const auto& [key, waiting] : m_waiting) {
        if (waiting.rows == 0) {
            continue;
        }
        PyramidColumn column{key.first, key.second, waiting.rows, {}};
        column.cells.resize(std::size_t{waiting.rows} * pyramid.slabs.size());
        for (const auto& [slab, packed] : waiting.slabs) {
            ByteReader reader(packed);
            SlabCell* cell = column.cells.data() + slab * waiting.rows;
            std::generate(cell, cell + waiting.rows, [&reader] { return takeCell(reader); });
        }
        pyramid.columns.push_back(std::move(column));
    }
    m_slabs.clear();
    m_waiting.clear();
    return pyramid;
}

} // namespace vigie::record
