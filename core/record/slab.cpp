// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/slab.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "core/record/slablayout.h"

namespace vigie::record {
namespace {

std::int64_t toSigned(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

bool isBitSet(std::string_view bytes, std::size_t bit) {
    return ((static_cast<std::uint8_t>(bytes[bit / 8]) >> (bit % 8)) & 1U) != 0;
}

/// Which ticks and metrics are asked for.
struct Wanted {
    base::Utc until = base::Utc::max();
    std::vector<std::uint32_t> metrics;

    [[nodiscard]] bool has(std::uint32_t metric) const {
        return metrics.empty() || std::binary_search(metrics.begin(), metrics.end(), metric);
    }
};

/// Puts a slab's groups back into ticks.
class TickBuilder {
public:
    TickBuilder(const SlabLayout& layout, Wanted wanted)
        : m_layout(layout), m_wanted(std::move(wanted)) {}

    [[nodiscard]] base::Result<std::vector<StoredTick>> build() {
        m_columns.resize(m_layout.lanes.size());
        makeTicks();
        for (std::size_t l = 0; l < m_layout.lanes.size(); ++l) {
            if (const auto done = fillLane(m_layout.lanes[l], m_columns[l]); !done) {
                return tl::unexpected(done.error());
            }
        }
        std::vector<StoredTick> ticks;
        ticks.reserve(m_ticks.size());
        for (auto& [moment, tick] : m_ticks) {
            ticks.push_back({moment->order, moment->received, std::move(tick)});
        }
        return ticks;
    }

private:
    void makeTicks() {
        // Columns are pointed to, so that blocks and ticks must not move from here on.
        for (const SlabMoment& moment : m_layout.moments) {
            const bool isWanted = moment.received.utc <= m_wanted.until;
            auto tick = isWanted ? std::make_shared<model::Tick>() : nullptr;
            const SlabShape& shape = m_layout.shapes[moment.shape];
            if (tick != nullptr) {
                tick->sequence = moment.sequence;
                tick->epoch = moment.epoch;
                tick->utc = moment.utc;
                tick->mono = moment.mono;
                tick->conflated = moment.conflated;
                tick->blocks.reserve(shape.blocks.size());
            }
            for (const SlabShape::Block& from : shape.blocks) {
                addBlock(from, tick.get());
            }
            if (tick != nullptr) {
                m_ticks.emplace_back(&moment, std::move(tick));
            }
        }
    }

    void addBlock(const SlabShape::Block& from, model::Tick* tick) {
        const auto isWanted = [&](std::uint32_t lane) {
            return m_wanted.has(m_layout.lanes[lane].metric);
        };
        const auto columns =
            static_cast<std::size_t>(std::count_if(from.lanes.begin(), from.lanes.end(), isWanted));
        model::Block* block = nullptr;
        if (tick != nullptr && (columns > 0 || from.lanes.empty())) {
            block = &tick->blocks.emplace_back();
            block->scope = from.scope;
            block->first = from.first;
            block->count = from.count;
            block->columns.reserve(columns);
        }
        for (const std::uint32_t lane : from.lanes) {
            model::Column* column = nullptr;
            if (block != nullptr && isWanted(lane)) {
                column = &block->columns.emplace_back();
                column->metric = m_layout.lanes[lane].metric;
            }
            m_columns[lane].push_back(column);
        }
    }

    [[nodiscard]] base::Result<void> fillLane(const SlabLane& lane,
                                              const std::vector<model::Column*>& columns) {
        const auto isThere = [](const model::Column* column) { return column != nullptr; };
        if (std::none_of(columns.begin(), columns.end(), isThere)) {
            return {};
        }
        for (std::size_t t = 0; t < columns.size(); ++t) {
            if (columns[t] == nullptr) {
                continue;
            }
            columns[t]->values.resize(lane.count);
            if (!lane.hasValid.empty() && lane.hasValid[t]) {
                columns[t]->valid.resize((lane.count + 7) / 8);
            }
            if (!lane.hasExtremes.empty() && lane.hasExtremes[t]) {
                columns[t]->minima.resize(lane.count);
                columns[t]->maxima.resize(lane.count);
            }
        }
        SlabGroupReader group;
        for (std::size_t g = 0; g < lane.groupCount(); ++g) {
            if (const auto done = group.open(m_layout, lane, g); !done) {
                return done;
            }
            fillValues(group, columns);
            if (lane.validCount > 0) {
                fillValid(group, lane, columns);
            }
            if (lane.extremesCount > 0) {
                fillExtremes(group, lane, columns);
            }
        }
        return {};
    }

    void fillValues(const SlabGroupReader& group, const std::vector<model::Column*>& columns) {
        // What was not asked for goes where nobody looks.
        m_values.resize(group.rows());
        m_moments.clear();
        for (model::Column* column : columns) {
            m_moments.push_back(column == nullptr
                                    ? m_values.data()
                                    : reinterpret_cast<std::uint64_t*>(column->values.data()) +
                                          group.firstRow());
        }
        group.values().all(m_moments);
    }

    static void fillValid(const SlabGroupReader& group, const SlabLane& lane,
                          const std::vector<model::Column*>& columns) {
        std::size_t index = 0;
        for (std::size_t t = 0; t < columns.size(); ++t) {
            if (!lane.hasValid[t]) {
                continue;
            }
            const std::string_view bytes = group.validBytes(index++);
            if (columns[t] == nullptr) {
                continue;
            }
            std::copy(bytes.begin(), bytes.end(),
                      columns[t]->valid.begin() +
                          static_cast<std::ptrdiff_t>(group.firstRow() / 8));
            for (std::size_t r = 0; group.isFilled() && r < group.rows(); ++r) {
                if (!isBitSet(bytes, r)) {
                    columns[t]->values[group.firstRow() + r] = 0;
                }
            }
        }
    }

    void fillExtremes(const SlabGroupReader& group, const SlabLane& lane,
                      const std::vector<model::Column*>& columns) {
        for (const bool isBelow : {true, false}) {
            m_values.resize(lane.extremesCount * group.rows());
            (isBelow ? group.below() : group.above()).all(m_values.data());
            const std::uint64_t* from = m_values.data();
            for (std::size_t t = 0; t < columns.size(); ++t) {
                if (!lane.hasExtremes[t]) {
                    continue;
                }
                for (std::size_t r = 0; columns[t] != nullptr && r < group.rows(); ++r) {
                    const std::size_t row = group.firstRow() + r;
                    const auto value = static_cast<std::uint64_t>(columns[t]->values[row]);
                    (isBelow ? columns[t]->minima : columns[t]->maxima)[row] =
                        toSigned(isBelow ? value - from[r] : value + from[r]);
                }
                from += group.rows();
            }
        }
    }

    const SlabLayout& m_layout;
    Wanted m_wanted;
    std::vector<std::pair<const SlabMoment*, std::shared_ptr<model::Tick>>> m_ticks;
    // By lane, by occurrence; null: not asked for.
    std::vector<std::vector<model::Column*>> m_columns;
    std::vector<std::uint64_t> m_values;
    std::vector<std::uint64_t*> m_moments;
};

/// One row of a group: the samples that are present, by occurrence.
class RowSamples {
public:
    template <typename Visit>
    void visit(const SlabGroupReader& group, const SlabLane& lane, std::size_t row,
               const Visit& visit) {
        m_values.resize(lane.ticks.size());
        group.values().row(row, m_values);
        m_below.resize(lane.extremesCount);
        m_above.resize(lane.extremesCount);
        if (lane.extremesCount > 0) {
            group.below().row(row, m_below);
            group.above().row(row, m_above);
        }
        std::size_t valid = 0;
        std::size_t extremes = 0;
        for (std::size_t t = 0; t < lane.ticks.size(); ++t) {
            const bool hasExtremes = !lane.hasExtremes.empty() && lane.hasExtremes[t];
            const std::size_t extreme = hasExtremes ? extremes++ : 0;
            if (!lane.hasValid.empty() && lane.hasValid[t] &&
                !isBitSet(group.validBytes(valid++), row)) {
                continue;
            }
            SlabSample sample;
            sample.value = toSigned(m_values[t]);
            sample.minimum = toSigned(m_values[t] - (hasExtremes ? m_below[extreme] : 0));
            sample.maximum = toSigned(m_values[t] + (hasExtremes ? m_above[extreme] : 0));
            visit(lane.ticks[t], sample);
        }
    }

private:
    std::vector<std::uint64_t> m_values;
    std::vector<std::uint64_t> m_below;
    std::vector<std::uint64_t> m_above;
};

enum class Presence : std::uint8_t { Always, Never, Mixed };

/// Whether a row of a group was there, where that is known without looking at each sample.
Presence presenceOf(const SlabGroupReader& group, const SlabLane& lane, std::size_t row) {
    if (lane.validCount == 0) {
        return Presence::Always;
    }
    if (!group.isValidConstant() || lane.validCount != lane.ticks.size()) {
        return Presence::Mixed;
    }
    return isBitSet(group.validBytes(0), row) ? Presence::Always : Presence::Never;
}

__extension__ using Sum = __int128;

/// A cell that is still being added to.
struct OpenCell {
    SlabCell cell;
    // Of 2^32 samples of 64 bits each.
    Sum sum = 0;
    std::uint32_t newest = 0;

    void add(std::uint32_t tick, const SlabSample& sample) {
        addRun(sample.minimum, sample.maximum, sample.value, tick, 1);
        sum += sample.value;
    }
    /// A whole row without gaps or extremes; `ticks` as long as `values`.
    void addAll(std::span<const std::uint32_t> ticks, std::span<const std::uint64_t> values) {
        std::int64_t low = toSigned(values[0]);
        std::int64_t high = low;
        std::uint64_t distances = 0;
        for (const std::uint64_t value : values) {
            low = std::min(low, toSigned(value));
            high = std::max(high, toSigned(value));
            distances += value - values[0];
        }
        addRun(low, high, toSigned(values.back()), ticks.back(),
               static_cast<std::uint32_t>(values.size()));
        const auto range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        if (std::bit_width(range) + std::bit_width(values.size()) < 63) {
            sum += static_cast<Sum>(toSigned(values[0])) * static_cast<Sum>(values.size()) +
                   toSigned(distances);
            return;
        }
        for (const std::uint64_t value : values) {
            sum += toSigned(value);
        }
    }
    void addConstant(std::span<const std::uint32_t> ticks, std::int64_t value) {
        addRun(value, value, value, ticks.back(), static_cast<std::uint32_t>(ticks.size()));
        sum += static_cast<Sum>(value) * static_cast<Sum>(ticks.size());
    }
    [[nodiscard]] SlabCell closed() const {
        SlabCell made = cell;
        made.mean = cell.count == 0 ? 0 : static_cast<std::int64_t>(sum / cell.count);
        return made;
    }

private:
    void addRun(std::int64_t low, std::int64_t high, std::int64_t value, std::uint32_t tick,
                std::uint32_t count) {
        cell.minimum = cell.count == 0 ? low : std::min(cell.minimum, low);
        cell.maximum = cell.count == 0 ? high : std::max(cell.maximum, high);
        if (cell.count == 0 || tick >= newest) {
            newest = tick;
            cell.last = value;
        }
        cell.count += count;
    }
};

} // namespace

base::Result<SlabReader> SlabReader::open(std::string_view bytes, const SlabTrust& trust) {
    auto layout = readSlabHead(bytes, trust);
    if (!layout) {
        return tl::unexpected(layout.error());
    }
    return SlabReader(std::move(*layout));
}

base::Result<std::vector<StoredTick>> SlabReader::ticks() const {
    return TickBuilder(*m_layout, {}).build();
}

base::Result<std::vector<StoredTick>>
SlabReader::ticks(base::Utc until, std::span<const std::uint32_t> metrics) const {
    Wanted wanted{until, {metrics.begin(), metrics.end()}};
    std::sort(wanted.metrics.begin(), wanted.metrics.end());
    return TickBuilder(*m_layout, std::move(wanted)).build();
}

base::Result<std::vector<SlabSample>> SlabReader::series(model::Scope scope, std::uint32_t row,
                                                         std::uint32_t metric) const {
    std::vector<std::pair<std::uint32_t, SlabSample>> found;
    SlabGroupReader group;
    RowSamples samples;
    for (const SlabLane& lane : m_layout->lanes) {
        if (lane.scope != scope || lane.metric != metric || row < lane.first ||
            row - lane.first >= lane.count) {
            continue;
        }
        const std::size_t inLane = row - lane.first;
        if (const auto done = group.open(*m_layout, lane, inLane / lane.groupRows); !done) {
            return tl::unexpected(done.error());
        }
        samples.visit(group, lane, inLane - group.firstRow(),
                      [&](std::uint32_t tick, SlabSample sample) {
                          sample.at = m_layout->moments[tick].utc;
                          found.emplace_back(tick, sample);
                      });
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<SlabSample> series;
    series.reserve(found.size());
    for (const auto& [tick, sample] : found) {
        series.push_back(sample);
    }
    return series;
}

base::Result<std::vector<SlabCell>> SlabReader::cells(model::Scope scope,
                                                      std::uint32_t metric) const {
    std::vector<OpenCell> open;
    std::vector<std::uint64_t> values;
    SlabGroupReader group;
    RowSamples samples;
    for (const SlabLane& lane : m_layout->lanes) {
        if (lane.scope != scope || lane.metric != metric) {
            continue;
        }
        for (std::size_t g = 0; g < lane.groupCount(); ++g) {
            if (const auto done = group.open(*m_layout, lane, g); !done) {
                return tl::unexpected(done.error());
            }
            const std::size_t begin = lane.first + group.firstRow();
            if (begin + group.rows() > m_layout->trust.mostPlainBytes / sizeof(OpenCell)) {
                return base::failure("a slab tells rows that cannot be");
            }
            open.resize(std::max(open.size(), begin + group.rows()));
            values.resize(lane.ticks.size());
            for (std::size_t r = 0; r < group.rows(); ++r) {
                OpenCell& cell = open[begin + r];
                const auto presence = presenceOf(group, lane, r);
                if (presence == Presence::Never) {
                    continue;
                }
                if (presence == Presence::Mixed || lane.extremesCount > 0) {
                    samples.visit(group, lane, r,
                                  [&cell](std::uint32_t tick, const SlabSample& sample) {
                                      cell.add(tick, sample);
                                  });
                } else if (const auto constant = group.values().constantOf(r)) {
                    cell.addConstant(lane.ticks, toSigned(*constant));
                } else {
                    group.values().row(r, values);
                    cell.addAll(lane.ticks, values);
                }
            }
        }
    }
    std::vector<SlabCell> cells(open.size());
    std::transform(open.begin(), open.end(), cells.begin(),
                   [](const OpenCell& cell) { return cell.closed(); });
    return cells;
}

std::vector<std::uint32_t> SlabReader::metrics(model::Scope scope) const {
    std::vector<std::uint32_t> found;
    for (const SlabLane& lane : m_layout->lanes) {
        if (lane.scope == scope) {
            found.push_back(lane.metric);
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

std::size_t SlabReader::tickCount() const {
    return m_layout->moments.size();
}

std::uint64_t SlabReader::epoch() const {
    return m_layout->moments.front().epoch;
}

} // namespace vigie::record
