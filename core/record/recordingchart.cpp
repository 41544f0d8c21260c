// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/fleet/state.h"
#include "core/record/pyramid.h"
#include "core/record/recordingreader.h"

namespace vigie::record {
namespace {

constexpr base::Nanoseconds second{1'000'000'000};
/// The node's clock may be off the desk's by so much before samples at the edges are missed.
constexpr std::chrono::minutes clockMargin{2};
/// Longer than any recording: the store is to forget nothing.
constexpr std::chrono::seconds history{400LL * 86'400};

bool isPlausible(std::int64_t raw) {
    constexpr std::int64_t most = std::int64_t{1} << 61U;
    return raw > -most && raw < most;
}

/// The node's description with only the metric and the row that are asked for.
std::optional<model::NodeDescription> narrowed(const model::NodeDescription& description,
                                               const series::SeriesKey& key) {
    const auto metric = description.metricIndex(key.metricKey);
    const auto row = fleet::findRow(description, key.scope, key.subject);
    if (!metric || !row || description.metrics[*metric].scope != key.scope) {
        return std::nullopt;
    }
    model::NodeDescription narrow;
    narrow.id = description.id;
    narrow.metrics = {description.metrics[*metric]};
    switch (key.scope) {
    case model::Scope::Node:
        break;
    case model::Scope::Input:
        narrow.inputs = {description.inputs[*row]};
        break;
    case model::Scope::Path:
        narrow.paths = {description.paths[*row]};
        break;
    case model::Scope::Pid:
        narrow.pids = {description.pids[*row]};
        break;
    }
    return narrow;
}

/// What slabs and the open minute have of one series, given to the same store that a live desk
/// keeps: what it makes of seconds, breaks and rates is then the same.
class Feeder {
public:
    explicit Feeder(series::SeriesKey key) : m_key(std::move(key)), m_store(history) {}

    void describe(const model::NodeDescription& description) {
        flush();
        const auto narrow = narrowed(description, m_key);
        m_isThere = narrow.has_value();
        if (narrow) {
            m_store.describe(*narrow);
        }
    }
    void interrupt() {
        flush();
        m_store.interrupt(m_key.nodeId);
    }
    void add(const SlabSample& sample) {
        // Of foreign figures differences are only taken where they can be.
        const bool isFigure =
            isPlausible(sample.value) && isPlausible(sample.minimum) && isPlausible(sample.maximum);
        if (!m_isThere || !isFigure || sample.at != plausible(sample.at)) {
            return;
        }
        const std::int64_t at = base::toSeconds(sample.at);
        if (m_pending && at == m_second) {
            m_pending->value = sample.value;
            m_pending->minimum = std::min(m_pending->minimum, sample.minimum);
            m_pending->maximum = std::max(m_pending->maximum, sample.maximum);
            return;
        }
        flush();
        m_second = at;
        m_pending = sample;
    }
    void add(const model::Tick& tick, std::uint32_t metric, std::uint32_t row) {
        for (const model::Block& block : tick.blocks) {
            if (block.scope != m_key.scope || row < block.first ||
                row - block.first >= block.count) {
                continue;
            }
            const std::size_t at = row - block.first;
            for (const model::Column& column : block.columns) {
                if (column.metric != metric || !column.isPresent(at)) {
                    continue;
                }
                const std::int64_t value = column.values[at];
                const bool hasExtremes = !column.minima.empty();
                add({tick.utc, value, hasExtremes ? column.minima[at] : value,
                     hasExtremes ? column.maxima[at] : value});
            }
        }
    }
    [[nodiscard]] series::Points query(base::Utc from, base::Utc to, std::size_t maxPoints) {
        flush();
        return m_store.query(m_key, from, to, maxPoints);
    }

private:
    void flush() {
        if (!m_pending) {
            return;
        }
        model::Column column;
        column.values = {m_pending->value};
        column.minima = {m_pending->minimum};
        column.maxima = {m_pending->maximum};
        model::Tick tick;
        tick.utc = m_pending->at;
        tick.blocks.push_back({m_key.scope, 0, 1, {std::move(column)}});
        m_store.append(m_key.nodeId, tick);
        m_pending.reset();
    }

    series::SeriesKey m_key;
    series::Store m_store;
    bool m_isThere = false;
    std::int64_t m_second = 0;
    std::optional<SlabSample> m_pending;
};

/// Something that matters to one series, in the order of the recording.
struct Step {
    std::uint64_t order = 0;
    std::uint64_t lastOrder = 0;
    /// Of a slab: its place; else null.
    const ChunkPlace* slab = nullptr;
    /// The description that holds from here on (or that the slab or tick is under).
    model::NodeDescriptionPtr description;
    bool isInterrupt = false;
    /// Of the open minute.
    model::TickPtr tick;
};

bool isBefore(const Step& a, const Step& b) {
    return a.order < b.order;
}

/// One node of one part.
struct Line {
    RecordingPart* part = nullptr;
    std::uint32_t stream = 0;
    std::string endpoint;
    /// By order: those of the asked node only.
    std::vector<std::pair<std::uint64_t, model::NodeDescriptionPtr>> descriptions;
    /// Slabs that overlap the stretch, and the one before.
    std::vector<const ChunkPlace*> slabs;

    [[nodiscard]] model::NodeDescriptionPtr under(std::uint64_t order) const {
        model::NodeDescriptionPtr found;
        for (const auto& [from, description] : descriptions) {
            if (from < order) {
                found = description;
            }
        }
        return found;
    }
};

std::vector<Line> linesOf(const std::vector<std::shared_ptr<RecordingPart>>& parts,
                          const std::string& nodeId, base::Utc from, base::Utc to) {
    std::vector<Line> lines;
    for (const auto& part : parts) {
        for (const auto& [stream, endpoint] : part->streams()) {
            Line line{part.get(), stream, endpoint, {}, {}};
            bool isAsked = false;
            const auto note = [&](std::uint64_t order, model::NodeDescriptionPtr description) {
                isAsked = isAsked || description->id == nodeId;
                line.descriptions.emplace_back(
                    order, description->id == nodeId ? std::move(description) : nullptr);
            };
            for (const std::uint32_t index : part->of(ChunkKind::Description, stream)) {
                const ChunkPlace& place = part->place(index);
                if (const auto said = part->description(place)) {
                    note(place.head.firstOrder, said->description);
                }
            }
            for (const Item& item : part->minute()) {
                const auto* input = std::get_if<fleet::Input>(&item.what);
                const auto* said = input != nullptr && input->endpoint == endpoint
                                       ? std::get_if<model::NodeDescriptionPtr>(&input->what)
                                       : nullptr;
                if (said != nullptr && *said) {
                    note(item.order, *said);
                }
            }
            if (!isAsked) {
                continue;
            }
            const ChunkPlace* before = nullptr;
            for (const std::uint32_t index : part->of(ChunkKind::Slab, stream)) {
                const ChunkPlace& place = part->place(index);
                if (place.head.to < from - clockMargin) {
                    before = &place;
                } else if (place.head.from <= to + clockMargin) {
                    line.slabs.push_back(&place);
                }
            }
            // What was long before still says whether there was a break.
            if (before != nullptr) {
                line.slabs.insert(line.slabs.begin(), before);
            }
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

/// Slabs, interruptions and ticks of the open minute of a line, by order.
std::vector<Step> stepsOf(const Line& line) {
    std::vector<Step> steps;
    model::NodeDescriptionPtr before;
    for (const auto& [order, description] : line.descriptions) {
        const bool isRestart =
            !before || !description || before->incarnation != description->incarnation;
        steps.push_back({order, order, nullptr, description, isRestart, nullptr});
        before = description;
    }
    for (const Item& item : line.part->contacts()) {
        const auto& input = std::get<fleet::Input>(item.what);
        const auto& change = std::get<fleet::ContactChange>(input.what);
        if (input.endpoint == line.endpoint && change.contact != fleet::Contact::Connected) {
            steps.push_back({item.order, item.order, nullptr, nullptr, true, nullptr});
        }
    }
    for (const ChunkPlace* slab : line.slabs) {
        steps.push_back(
            {slab->head.firstOrder, slab->head.lastOrder, slab, nullptr, false, nullptr});
    }
    for (const Item& item : line.part->minute()) {
        const auto* input = std::get_if<fleet::Input>(&item.what);
        if (input != nullptr && input->endpoint == line.endpoint && item.isTick()) {
            steps.push_back({item.order, item.order, nullptr, nullptr, false,
                             std::get<model::TickPtr>(input->what)});
        }
    }
    std::stable_sort(steps.begin(), steps.end(), isBefore);
    return steps;
}

/// Samples of a slab; where something interrupts within it, what came before that comes first.
void feedSlab(const Line& line, const Step& step, const series::SeriesKey& key,
              const std::vector<std::uint64_t>& interrupts, Feeder& feeder) {
    const auto description = line.under(step.order);
    const auto metric = description ? description->metricIndex(key.metricKey) : std::nullopt;
    const auto row =
        description ? fleet::findRow(*description, key.scope, key.subject) : std::nullopt;
    if (!metric || !row) {
        return;
    }
    const LoadedChunkPtr chunk = line.part->load(*step.slab);
    if (!chunk || chunk->slab->epoch() != description->epoch) {
        return;
    }
    const auto samples = chunk->slab->series(key.scope, static_cast<std::uint32_t>(*row), *metric);
    if (!samples) {
        line.part->tell(*step.slab, samples.error().message);
        return;
    }
    std::vector<base::Utc> resumes;
    if (!interrupts.empty()) {
        const std::vector<std::uint32_t> none{UINT32_MAX};
        const auto ticks = chunk->slab->ticks(base::Utc::max(), none);
        for (const std::uint64_t order : interrupts) {
            const auto next =
                ticks ? std::find_if(ticks->begin(), ticks->end(),
                                     [order](const StoredTick& tick) { return tick.order > order; })
                      : std::vector<StoredTick>::const_iterator{};
            if (ticks && next != ticks->end()) {
                resumes.push_back(next->tick->utc);
            }
        }
    }
    auto resume = resumes.begin();
    for (const SlabSample& sample : *samples) {
        for (; resume != resumes.end() && *resume <= sample.at; ++resume) {
            feeder.interrupt();
        }
        feeder.add(sample);
    }
    for (; resume != resumes.end(); ++resume) {
        feeder.interrupt();
    }
}

void feed(const Line& line, const series::SeriesKey& key, Feeder& feeder) {
    const std::vector<Step> steps = stepsOf(line);
    std::uint64_t within = 0; // of the slab that was given last
    model::NodeDescriptionPtr description;
    for (auto step = steps.begin(); step != steps.end(); ++step) {
        if (step->slab != nullptr) {
            std::vector<std::uint64_t> interrupts;
            for (auto next = step + 1; next != steps.end() && next->order < step->lastOrder;
                 ++next) {
                if (next->isInterrupt) {
                    interrupts.push_back(next->order);
                }
            }
            feedSlab(line, *step, key, interrupts, feeder);
            within = step->lastOrder;
            continue;
        }
        if (step->description) {
            description = step->description;
            feeder.describe(*description);
        }
        if (step->isInterrupt && step->order > within) {
            feeder.interrupt();
        }
        if (!step->tick || !description || model::whyMalformed(*description, *step->tick)) {
            continue;
        }
        const auto metric = description->metricIndex(key.metricKey);
        const auto row = fleet::findRow(*description, key.scope, key.subject);
        if (metric && row) {
            feeder.add(*step->tick, *metric, static_cast<std::uint32_t>(*row));
        }
    }
}

/// One slab of a series, from a pyramid.
struct Cell {
    base::Utc from{};
    base::Utc to{};
    SlabCell cell;
    std::uint64_t incarnation = 0;
};

/// Cells of slabs: those that a pyramid has come from there, the others are made of the slab.
class CellReader {
public:
    CellReader(const Line& line, const series::SeriesKey& key) : m_line(line), m_key(key) {}

    void read(std::vector<Cell>& cells) {
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

    void readPyramid(const ChunkPlace& place, std::vector<Cell>& cells,
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

    void readSlab(const ChunkPlace& place, std::vector<Cell>& cells) {
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
        Cell made{plausible(samples->front().at),
                  plausible(samples->back().at),
                  {},
                  m_description->incarnation};
        made.cell.minimum = samples->front().minimum;
        made.cell.maximum = samples->front().maximum;
        double sum = 0;
        for (const SlabSample& sample : *samples) {
            if (!isPlausible(sample.value)) {
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

    const Line& m_line;
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

series::Points pointsOf(const std::vector<Cell>& cells, const model::MetricInfo& metric,
                        base::Utc from, base::Utc to, std::size_t maxPoints) {
    series::Points points;
    points.metric = metric;
    CellMerger merger(points, from, to, maxPoints);
    const Cell* before = nullptr;
    bool isBroken = false;
    for (const Cell& cell : cells) {
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

/// The newest form of the metric that any of the lines knows up to a moment.
std::optional<model::MetricInfo> metricOf(const std::vector<Line>& lines, const std::string& key) {
    std::optional<model::MetricInfo> info;
    for (const Line& line : lines) {
        for (const auto& [order, description] : line.descriptions) {
            const auto metric = description ? description->metricIndex(key) : std::nullopt;
            if (metric) {
                info = description->metrics[*metric];
            }
        }
    }
    return info;
}

} // namespace

series::Points chartOf(const std::vector<std::shared_ptr<RecordingPart>>& parts,
                       const series::SeriesKey& key, base::Utc from, base::Utc to,
                       std::size_t maxPoints) {
    from = plausible(from);
    to = plausible(to);
    std::vector<Line> lines = linesOf(parts, key.nodeId, from, to);
    const auto metric = metricOf(lines, key.metricKey);
    series::Points points;
    if (metric) {
        points.metric = *metric;
    }
    if (!metric || maxPoints == 0 || to < from) {
        return points;
    }
    std::size_t slabs = 0;
    for (const Line& line : lines) {
        slabs += line.slabs.size();
    }
    if (slabs < maxPoints) {
        Feeder feeder(key);
        for (const Line& line : lines) {
            feed(line, key, feeder);
        }
        points = feeder.query(from, to, maxPoints);
        points.metric = *metric;
        return points;
    }
    std::vector<Cell> cells;
    for (const Line& line : lines) {
        CellReader(line, key).read(cells);
    }
    std::sort(cells.begin(), cells.end(),
              [](const Cell& a, const Cell& b) { return a.from < b.from; });
    return pointsOf(cells, *metric, from, to, maxPoints);
}

} // namespace vigie::record
