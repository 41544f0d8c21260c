// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/record/bytes.h"
#include "core/record/compress.h"
#include "core/record/slablayout.h"

namespace vigie::record {
namespace {

/// Of a group: large enough that zstd sees a distribution, small enough to be unpacked for one row.
constexpr std::size_t groupSamples = 16'384;
constexpr int level = 1;

/// The columns of a lane, by occurrence.
using Columns = std::vector<const model::Column*>;

/// What a shape looks like in the head; equal shapes are equal strings.
std::string shapeOf(const model::Tick& tick) {
    std::string out;
    putVarint(out, tick.blocks.size());
    for (const model::Block& block : tick.blocks) {
        out.push_back(static_cast<char>(block.scope));
        putVarint(out, block.first);
        putVarint(out, block.count);
        putVarint(out, block.columns.size());
        std::uint64_t before = 0;
        for (const model::Column& column : block.columns) {
            putVarint(out, zigZag(column.metric - before));
            before = column.metric;
        }
    }
    return out;
}

class SlabPacker {
public:
    explicit SlabPacker(std::span<const StoredTick> ticks) : m_ticks(ticks) {
        findShapes();
        findColumns();
    }

    [[nodiscard]] std::string pack() {
        for (std::size_t l = 0; l < m_layout.lanes.size(); ++l) {
            SlabLane& lane = m_layout.lanes[l];
            lane.groupRows = slabGroupRows(lane.ticks.size(), groupSamples);
            lane.firstGroup = m_layout.groups.size();
            for (std::size_t g = 0; g < lane.groupCount(); ++g) {
                packGroup(lane, m_columns[l], g);
            }
        }
        return packSlabHead(m_layout, m_shapes, m_shapeNumbers.size(), groupSamples) + m_groups;
    }

private:
    void findShapes() {
        LaneNumbers numbers;
        for (const StoredTick& stored : m_ticks) {
            const model::Tick& tick = *stored.tick;
            const auto [found, isNew] = m_shapeNumbers.try_emplace(
                shapeOf(tick), static_cast<std::uint32_t>(m_shapeNumbers.size()));
            if (isNew) {
                m_shapes += found->first;
                addShape(tick, numbers);
            }
            m_layout.moments.push_back({stored.order, stored.received, tick.sequence, tick.epoch,
                                        tick.utc, tick.mono, tick.conflated, found->second});
        }
    }

    void addShape(const model::Tick& tick, LaneNumbers& numbers) {
        numbers.beginShape();
        std::vector<std::uint32_t>& lanes = m_shapeLanes.emplace_back();
        for (const model::Block& block : tick.blocks) {
            for (const model::Column& column : block.columns) {
                lanes.push_back(numbers.laneOf(block.scope, block.first, block.count, column.metric,
                                               m_layout.lanes));
            }
        }
    }

    void findColumns() {
        m_columns.resize(m_layout.lanes.size());
        for (std::uint32_t t = 0; t < m_ticks.size(); ++t) {
            const auto& lanes = m_shapeLanes[m_layout.moments[t].shape];
            std::size_t next = 0;
            for (const model::Block& block : m_ticks[t].tick->blocks) {
                for (const model::Column& column : block.columns) {
                    const std::uint32_t number = lanes[next++];
                    SlabLane& lane = m_layout.lanes[number];
                    lane.ticks.push_back(t);
                    m_columns[number].push_back(&column);
                    lane.hasValid.push_back(!column.valid.empty());
                    lane.validCount += column.valid.empty() ? 0 : 1;
                    lane.hasExtremes.push_back(!column.minima.empty());
                    lane.extremesCount += column.minima.empty() ? 0 : 1;
                }
            }
        }
    }

    void packGroup(const SlabLane& lane, const Columns& columns, std::size_t group) {
        const std::size_t first = group * lane.groupRows;
        const std::size_t rows = std::min<std::size_t>(lane.groupRows, lane.count - first);
        m_parts.symbols.assign(1, '\0');
        m_parts.noise.clear();
        const bool isValidConstant =
            lane.validCount > 0 && putValid(columns, first / 8, (rows + 7) / 8);
        // A row that is absent all the time is 0 all the time: nothing to fill.
        const bool isFilled = lane.validCount > 0 &&
                              (!isValidConstant || lane.validCount != columns.size()) &&
                              fillAbsent(columns, first, rows);
        m_parts.symbols[0] = static_cast<char>((isFilled ? 1U : 0U) | (isValidConstant ? 2U : 0U));
        m_moments.clear();
        for (std::size_t t = 0; t < columns.size(); ++t) {
            // The same bits, and the language allows to look at them so.
            m_moments.push_back(
                isFilled
                    ? m_values.data() + t * rows
                    : reinterpret_cast<const std::uint64_t*>(columns[t]->values.data()) + first);
        }
        packRows(m_moments, rows, m_parts);
        if (lane.extremesCount > 0) {
            packExtremes(columns, first, rows, lane.extremesCount);
        }
        store();
    }

    /// True: it was the same each time and is there once.
    bool putValid(const Columns& columns, std::size_t first, std::size_t size) {
        const std::size_t begin = m_parts.symbols.size();
        bool isConstant = true;
        for (const model::Column* column : columns) {
            if (column->valid.empty()) {
                continue;
            }
            const char* from = reinterpret_cast<const char*>(column->valid.data()) + first;
            m_parts.symbols.append(from, size);
            isConstant =
                isConstant && std::equal(from, from + size, m_parts.symbols.data() + begin);
        }
        if (isConstant) {
            m_parts.symbols.resize(begin + size);
        }
        return isConstant;
    }

    /// Gives absent samples the value before them, so that their 0 does not widen the row. False:
    /// an absent sample is not 0; nothing was done.
    bool fillAbsent(const Columns& columns, std::size_t first, std::size_t rows) {
        m_values.resize(rows * columns.size());
        for (std::size_t t = 0; t < columns.size(); ++t) {
            const std::int64_t* from = columns[t]->values.data() + first;
            std::transform(from, from + rows, m_values.data() + t * rows,
                           [](std::int64_t v) { return static_cast<std::uint64_t>(v); });
        }
        for (std::size_t t = 0; t < columns.size(); ++t) {
            for (std::size_t r = 0; !columns[t]->valid.empty() && r < rows; ++r) {
                if (!columns[t]->isPresent(first + r) && m_values[t * rows + r] != 0) {
                    return false;
                }
            }
        }
        // Backwards first: what is absent at the beginning takes the first that is there.
        std::vector<std::uint64_t> newest(rows, 0);
        for (std::size_t t = columns.size(); t > 0; --t) {
            for (std::size_t r = 0; r < rows; ++r) {
                if (columns[t - 1]->isPresent(first + r)) {
                    newest[r] = m_values[(t - 1) * rows + r];
                }
            }
        }
        for (std::size_t t = 0; t < columns.size(); ++t) {
            for (std::size_t r = 0; r < rows; ++r) {
                if (columns[t]->isPresent(first + r)) {
                    newest[r] = m_values[t * rows + r];
                } else {
                    m_values[t * rows + r] = newest[r];
                }
            }
        }
        return true;
    }

    void packExtremes(const Columns& columns, std::size_t first, std::size_t rows,
                      std::size_t count) {
        for (const bool isBelow : {true, false}) {
            m_values.clear();
            for (const model::Column* column : columns) {
                for (std::size_t r = first; !column->minima.empty() && r < first + rows; ++r) {
                    const auto value = static_cast<std::uint64_t>(column->values[r]);
                    m_values.push_back(isBelow
                                           ? value - static_cast<std::uint64_t>(column->minima[r])
                                           : static_cast<std::uint64_t>(column->maxima[r]) - value);
                }
            }
            packRows(m_values, rows, count, m_parts);
        }
    }

    void store() {
        SlabGroup group;
        group.offset = m_groups.size();
        const auto part = [this](const std::string& plain, std::uint32_t& storedSize,
                                 std::uint32_t& plainSize) {
            const std::size_t begin = m_groups.size();
            if (!appendCompressed(m_groups, plain, level)) {
                m_groups += plain;
            }
            storedSize = static_cast<std::uint32_t>(m_groups.size() - begin);
            plainSize = static_cast<std::uint32_t>(plain.size());
        };
        part(m_parts.symbols, group.symbolsStored, group.symbolsPlain);
        part(m_parts.noise, group.noiseStored, group.noisePlain);
        group.checksum =
            static_cast<std::uint32_t>(checksumOf(std::string_view(m_groups).substr(group.offset)));
        m_layout.groups.push_back(group);
    }

    std::span<const StoredTick> m_ticks;
    SlabLayout m_layout;
    std::unordered_map<std::string, std::uint32_t> m_shapeNumbers;
    std::string m_shapes;
    // By shape, its columns' lanes in order.
    std::vector<std::vector<std::uint32_t>> m_shapeLanes;
    // By lane.
    std::vector<Columns> m_columns;
    std::string m_groups;
    // Of the group at hand.
    std::vector<std::uint64_t> m_values;
    std::vector<const std::uint64_t*> m_moments;
    PackedRows m_parts;
};

} // namespace

std::string packSlab(std::span<const StoredTick> ticks) {
    return SlabPacker(ticks).pack();
}

std::uint64_t slabBytesOf(const model::Tick& tick) {
    std::uint64_t bytes = 320;
    for (const model::Block& block : tick.blocks) {
        bytes += 160;
        for (const model::Column& column : block.columns) {
            bytes += 160 +
                     8 * (column.values.size() + column.minima.size() + column.maxima.size()) +
                     column.valid.size() + 1;
        }
    }
    return bytes;
}

} // namespace vigie::record
