// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/fleet/state.h"
#include "core/record/chartcells.h"
#include "core/record/recordingreader.h"

namespace vigie::record {
namespace {

/// The node's clock may be off the desk's by so much before samples at the edges are missed.
constexpr std::chrono::minutes clockMargin{2};
/// Longer than any recording: the store is to forget nothing.
constexpr std::chrono::seconds history{400LL * 86'400};

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
        const bool areFigures =
            isFigure(sample.value) && isFigure(sample.minimum) && isFigure(sample.maximum);
        if (!m_isThere || !areFigures || sample.at != plausible(sample.at)) {
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

std::vector<ChartLine> linesOf(const std::vector<std::shared_ptr<RecordingPart>>& parts,
                               const std::string& nodeId, base::Utc from, base::Utc to) {
    std::vector<ChartLine> lines;
    for (const auto& part : parts) {
        for (const auto& [stream, endpoint] : part->streams()) {
            ChartLine line{part.get(), stream, endpoint, {}, {}};
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
std::vector<Step> stepsOf(const ChartLine& line) {
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
void feedSlab(const ChartLine& line, const Step& step, const series::SeriesKey& key,
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

void feed(const ChartLine& line, const series::SeriesKey& key, Feeder& feeder) {
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

/// The newest form of the metric that any of the lines knows up to a moment.
std::optional<model::MetricInfo> metricOf(const std::vector<ChartLine>& lines,
                                          const std::string& key) {
    std::optional<model::MetricInfo> info;
    for (const ChartLine& line : lines) {
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
    std::vector<ChartLine> lines = linesOf(parts, key.nodeId, from, to);
    const auto metric = metricOf(lines, key.metricKey);
    series::Points points;
    if (metric) {
        points.metric = *metric;
    }
    if (!metric || maxPoints == 0 || to < from) {
        return points;
    }
    std::size_t slabs = 0;
    for (const ChartLine& line : lines) {
        slabs += line.slabs.size();
    }
    if (slabs < maxPoints) {
        Feeder feeder(key);
        for (const ChartLine& line : lines) {
            feed(line, key, feeder);
        }
        points = feeder.query(from, to, maxPoints);
        points.metric = *metric;
        return points;
    }
    std::vector<ChartCell> cells;
    for (const ChartLine& line : lines) {
        readCells(line, key, cells);
    }
    std::sort(cells.begin(), cells.end(),
              [](const ChartCell& a, const ChartCell& b) { return a.from < b.from; });
    return pointsOf(cells, *metric, from, to, maxPoints);
}

} // namespace vigie::record
