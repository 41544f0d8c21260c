// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/chartcells.h"

#include <algorithm>
#include <optional>
#include <set>

#include "core/fleet/state.h"
#include "core/record/pyramid.h"

namespace vigie::record {
namespace {

constexpr base::Nanoseconds second{1'000'000'000};

/// Cells of slabs: those that a pyramid has come from there, the others are made of the slab.
class CellReader {
public:
    CellReader(const ChartLine& line, const series::SeriesKey& key) : m_line(line), m_key(key) {}

    void read(std::vector<ChartCell>& cells) {
        std::set<std::uint64_t> known;
        for (const std::uint32_t index : m_line.part->of(ChunkKind::Pyramid, m_line.stream)) {
            const ChunkPlace& place = m_line.part->place(index);
            const bool isWanted = !m_line.slabs.empty() &&
                                  place.head.lastOrder >= m_line.slabs.front()->head.firstOrder &&
                                  place.head.firstOrder <= m_line.slabs.back()->head.lastOrder;
            if (isWanted) {
                readPyramid(place, cells, known);
            }
        }
        for (const ChunkPlace* slab : m_line.slabs) {
            if (known.count(slab->head.firstOrder) == 0) {
                readSlab(*slab, cells);
            }
        }
    }

private:
    /// Where the asked series is in the tables that hold at an order.
    [[nodiscard]] bool find(std::uint64_t order) {
        const auto description = m_line.under(order);
        if (description != m_description) {
            m_description = description;
            m_metric = description ? description->metricIndex(m_key.metricKey) : std::nullopt;
            m_row = description ? fleet::findRow(*description, m_key.scope, m_key.subject)
                                : std::nullopt;
        }
        return m_metric && m_row;
    }

    void readPyramid(const ChunkPlace& place, std::vector<ChartCell>& cells,
                     std::set<std::uint64_t>& known) {
        RecordingPart& part = *m_line.part;
        const auto end = PyramidReader::directoryEnd(part.readPart(place, 0, pyramidFixedBytes));
        const auto directory =
            end ? part.readPart(place, 0, std::min<std::size_t>(*end, place.head.storedBytes)) : "";
        const auto pyramid = end ? PyramidReader::open(directory, place.head.storedBytes)
                                 : base::Result<PyramidReader>(tl::unexpected(end.error()));
        if (!pyramid) {
            part.tell(place, pyramid.error().message);
            return; // its slabs are still there
        }
        if (!find(place.head.firstOrder) || m_description->epoch != pyramid->epoch()) {
            return;
        }
        const auto section = pyramid->sections().find({m_key.scope, *m_metric});
        std::vector<SlabCell> row(pyramid->slabs().size());
        if (section != pyramid->sections().end()) {
            auto read =
                pyramid->row(section->second,
                             part.readPart(place, section->second.offset,
                                           static_cast<std::size_t>(section->second.bytes())),
                             static_cast<std::uint32_t>(*m_row));
            if (!read) {
                part.tell(place, read.error().message);
                return;
            }
            row = std::move(*read);
        }
        for (std::size_t i = 0; i < pyramid->slabs().size() && i < row.size(); ++i) {
            const PyramidSlab& slab = pyramid->slabs()[i];
            known.insert(slab.firstOrder);
            if (row[i].count > 0 && slab.from == plausible(slab.from) &&
                slab.to == plausible(slab.to)) {
                cells.push_back({slab.from, slab.to, row[i], m_description->incarnation});
            }
        }
    }

    void readSlab(const ChunkPlace& place, std::vector<ChartCell>& cells) {
        if (!find(place.head.firstOrder)) {
            return;
        }
        const LoadedChunkPtr chunk = m_line.part->load(place);
        if (!chunk || chunk->slab->epoch() != m_description->epoch) {
            return;
        }
        const auto samples =
            chunk->slab->series(m_key.scope, static_cast<std::uint32_t>(*m_row), *m_metric);
        if (!samples) {
            m_line.part->tell(place, samples.error().message);
            return;
        }
        if (samples->empty()) {
            return;
        }
        ChartCell made{plausible(samples->front().at),
                       plausible(samples->back().at),
                       {},
                       m_description->incarnation};
        made.cell.minimum = samples->front().minimum;
        made.cell.maximum = samples->front().maximum;
        double sum = 0;
        for (const SlabSample& sample : *samples) {
            if (!isFigure(sample.value)) {
                continue;
            }
            made.cell.minimum = std::min(made.cell.minimum, sample.minimum);
            made.cell.maximum = std::max(made.cell.maximum, sample.maximum);
            sum += static_cast<double>(sample.value);
            ++made.cell.count;
        }
        made.cell.last = samples->back().value;
        if (made.cell.count > 0) {
            made.cell.mean = static_cast<std::int64_t>(sum / made.cell.count);
            cells.push_back(made);
        }
    }

    const ChartLine& m_line;
    const series::SeriesKey& m_key;
    model::NodeDescriptionPtr m_description;
    std::optional<std::uint32_t> m_metric;
    std::optional<std::size_t> m_row;
};

/// Merges cells into points of equal width, as series::Store does with its own.
class CellMerger {
public:
    CellMerger(series::Points& into, base::Utc from, base::Utc to, std::size_t maxPoints)
        : m_into(into), m_first(base::toSeconds(from)) {
        const auto most = static_cast<std::int64_t>(maxPoints);
        m_width = std::max<std::int64_t>(1, (base::toSeconds(to) + most - m_first) / most);
    }
    void add(base::Utc at, double minimum, double maximum, double mean, bool isBreak) {
        const std::int64_t when = std::max(base::toSeconds(at), m_first);
        const std::int64_t bucket = (when - m_first) / m_width;
        if (m_count == 0 || bucket != m_bucket) {
            finish();
            m_bucket = bucket;
            m_into.points.push_back({base::utcFromNs(when * 1'000'000'000), minimum, maximum, 0});
            m_into.breaks.push_back(isBreak || m_into.points.size() == 1);
        }
        series::Point& point = m_into.points.back();
        point.minimum = std::min(point.minimum, minimum);
        point.maximum = std::max(point.maximum, maximum);
        m_sum += mean;
        ++m_count;
    }
    void finish() {
        if (m_count > 0) {
            m_into.points.back().mean = m_sum / static_cast<double>(m_count);
        }
        m_sum = 0;
        m_count = 0;
    }

private:
    series::Points& m_into;
    std::int64_t m_first;
    std::int64_t m_width = 1;
    std::int64_t m_bucket = 0;
    double m_sum = 0;
    std::size_t m_count = 0;
};

} // namespace

void readCells(const ChartLine& line, const series::SeriesKey& key, std::vector<ChartCell>& cells) {
    CellReader(line, key).read(cells);
}

series::Points pointsOf(const std::vector<ChartCell>& cells, const model::MetricInfo& metric,
                        base::Utc from, base::Utc to, std::size_t maxPoints) {
    series::Points points;
    points.metric = metric;
    CellMerger merger(points, from, to, maxPoints);
    const ChartCell* before = nullptr;
    bool isBroken = false;
    for (const ChartCell& cell : cells) {
        // Minutes of one run stand close; what is further apart had no contact in between.
        const bool isApart = before != nullptr && cell.from - before->to > 10 * second;
        const bool isIn = cell.to >= from && cell.from <= to;
        if (metric.kind != model::MetricKind::Counter) {
            if (isIn) {
                merger.add(cell.from, static_cast<double>(cell.cell.minimum) * metric.step,
                           static_cast<double>(cell.cell.maximum) * metric.step,
                           static_cast<double>(cell.cell.mean) * metric.step, isApart);
            }
        } else {
            // Of a counter a cell has where it began and ended: its rate is that of the minute.
            const bool isNext = before != nullptr && !isApart &&
                                before->incarnation == cell.incarnation &&
                                cell.cell.last >= before->cell.last;
            const auto span = isNext ? cell.to - before->to : base::Nanoseconds{0};
            if (isNext && span.count() > 0) {
                const double grown =
                    static_cast<double>(cell.cell.last) - static_cast<double>(before->cell.last);
                const double rate = grown * metric.step * 1e9 / static_cast<double>(span.count());
                if (isIn) {
                    merger.add(cell.from, rate, rate, rate, isBroken);
                }
                isBroken = false;
            } else {
                isBroken = true;
            }
        }
        before = &cell;
    }
    merger.finish();
    return points;
}

} // namespace vigie::record
