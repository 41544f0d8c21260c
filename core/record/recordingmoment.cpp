// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "core/fleet/state.h"
#include "core/record/recordingreader.h"

namespace vigie::record {
namespace {

using Cells = std::vector<std::vector<model::Cell>>;

/// Newest samples, looked for from the newest tick backward: what is found stays. Takes ticks of
/// one description.
class Backward {
public:
    Backward(const model::NodeDescription& description, const std::vector<std::string>& metricKeys)
        : m_description(description) {
        for (const std::string& key : metricKeys) {
            if (const auto metric = description.metricIndex(key)) {
                m_metrics.push_back(*metric);
            }
        }
        std::sort(m_metrics.begin(), m_metrics.end());
        m_isAll = metricKeys.empty();
        if (!m_isAll && m_metrics.empty()) {
            m_metrics.push_back(UINT32_MAX); // none of them: only the times of ticks are asked for
        }
        const std::size_t metrics = description.metrics.size();
        m_cells.resize(metrics);
        m_isFound.resize(metrics);
        m_missing.resize(metrics);
        for (std::size_t metric = 0; metric < metrics; ++metric) {
            const std::size_t rows = description.rows(description.metrics[metric].scope);
            m_cells[metric].resize(rows);
            m_isFound[metric].assign(rows, false);
            m_missing[metric] = isWanted(static_cast<std::uint32_t>(metric)) ? rows : 0;
        }
    }

    /// For SlabReader::ticks.
    [[nodiscard]] const std::vector<std::uint32_t>& metrics() const { return m_metrics; }
    /// The metrics that have a row without a sample; metrics() has them all.
    [[nodiscard]] std::vector<std::uint32_t> missing() const {
        std::vector<std::uint32_t> metrics;
        for (std::uint32_t metric = 0; metric < m_missing.size(); ++metric) {
            if (m_missing[metric] > 0) {
                metrics.push_back(metric);
            }
        }
        return metrics;
    }

    void take(const StoredTick& stored) {
        if (!stored.tick || model::whyMalformed(m_description, *stored.tick)) {
            return;
        }
        if (!m_lastTick) {
            m_lastTick = stored.tick->utc;
            m_lastReceived = stored.received;
        }
        // Within a tick the later column of a row holds.
        for (auto block = stored.tick->blocks.rbegin(); block != stored.tick->blocks.rend();
             ++block) {
            for (auto column = block->columns.rbegin(); column != block->columns.rend(); ++column) {
                takeColumn(*block, *column, stored.tick->utc);
            }
        }
    }

    void take(const CarryPayload& carry) {
        if (!m_lastTick && carry.lastTick) {
            m_lastTick = carry.lastTick;
            m_lastReceived = carry.lastReceived;
        }
        for (const CarriedColumn& column : carry.columns) {
            if (column.metric >= m_cells.size() || m_missing[column.metric] == 0) {
                continue;
            }
            for (const auto& [row, cell] : column.cells) {
                if (row < m_cells[column.metric].size()) {
                    set(column.metric, row, cell);
                }
            }
        }
    }

    [[nodiscard]] const std::optional<base::Utc>& lastTick() const { return m_lastTick; }
    [[nodiscard]] const base::Timestamp& lastReceived() const { return m_lastReceived; }
    [[nodiscard]] Cells takeCells() { return std::move(m_cells); }

private:
    [[nodiscard]] bool isWanted(std::uint32_t metric) const {
        return m_isAll || std::binary_search(m_metrics.begin(), m_metrics.end(), metric);
    }
    void set(std::uint32_t metric, std::size_t row, const model::Cell& cell) {
        if (!m_isFound[metric][row]) {
            m_isFound[metric][row] = true;
            m_cells[metric][row] = cell;
            --m_missing[metric];
        }
    }
    void takeColumn(const model::Block& block, const model::Column& column, base::Utc at) {
        if (m_missing[column.metric] == 0) {
            return;
        }
        for (std::size_t row = 0; row < block.count; ++row) {
            set(column.metric, block.first + row, {column.values[row], at, column.isPresent(row)});
        }
    }

    const model::NodeDescription& m_description;
    std::vector<std::uint32_t> m_metrics;
    bool m_isAll = false;
    Cells m_cells;
    std::vector<std::vector<bool>> m_isFound;
    std::vector<std::size_t> m_missing;
    std::optional<base::Utc> m_lastTick;
    base::Timestamp m_lastReceived{};
};

/// The newest of `places` (by position) that begins at or before a moment; nothing: none does.
std::optional<std::size_t> newestAt(const RecordingPart& part,
                                    const std::vector<std::uint32_t>& places, base::Utc at) {
    for (std::size_t i = places.size(); i > 0; --i) {
        if (part.place(places[i - 1]).head.from <= at) {
            return i - 1;
        }
    }
    return std::nullopt;
}

/// What an endpoint had when everything up to a moment had come.
class NodeAt {
public:
    NodeAt(RecordingPart& part, std::uint32_t stream, base::Utc at,
           const std::vector<std::string>& metricKeys)
        : m_part(part), m_stream(stream), m_at(at), m_keys(metricKeys) {}

    /// Fills description, ticks and samples of `node`.
    void fill(NodeMoment& node) {
        std::vector<const Item*> open;
        bool isDescribedAnew = false;
        for (const Item& item : m_part.minute()) {
            const auto* input = std::get_if<fleet::Input>(&item.what);
            if (input != nullptr && input->endpoint == node.endpoint &&
                input->received.utc <= m_at) {
                open.push_back(&item);
                isDescribedAnew = isDescribedAnew ||
                                  std::holds_alternative<model::NodeDescriptionPtr>(input->what);
            }
        }
        findDescription();
        if (isDescribedAnew) {
            fillAnew(node, open);
            return;
        }
        if (!m_description) {
            return;
        }
        Backward found(*m_description, m_keys);
        for (auto it = open.rbegin(); it != open.rend(); ++it) {
            const auto& input = std::get<fleet::Input>((*it)->what);
            if (const auto* tick = std::get_if<model::TickPtr>(&input.what)) {
                found.take({(*it)->order, input.received, *tick});
            }
        }
        fillFromChunks(found);
        finish(node, found);
    }

private:
    void findDescription() {
        const auto& known = m_part.of(ChunkKind::Description, m_stream);
        const auto index = newestAt(m_part, known, m_at);
        if (!index) {
            return;
        }
        m_descriptionPlace = &m_part.place(known[*index]);
        if (const auto said = m_part.description(*m_descriptionPlace)) {
            m_description = said->description;
        }
    }

    /// Slabs and Carries stand behind their description; docs/recording.md has how they add up.
    void fillFromChunks(Backward& found) {
        const std::uint64_t begin = m_descriptionPlace->offset;
        const std::uint64_t order = m_descriptionPlace->head.firstOrder;
        const auto& slabs = m_part.of(ChunkKind::Slab, m_stream);
        const auto isUnder = [&](std::size_t index) {
            const ChunkPlace& slab = m_part.place(slabs[index]);
            return slab.offset > begin && slab.head.firstOrder > order;
        };
        auto newest = newestAt(m_part, slabs, m_at);
        if (newest && !isUnder(*newest)) {
            newest.reset();
        }
        if (!newest) {
            takeCarry(found, begin, UINT64_MAX, true);
            return;
        }
        const ChunkPlace& slab = m_part.place(slabs[*newest]);
        takeSlab(found, slab, m_at);
        const bool hasBefore = *newest > 0 && isUnder(*newest - 1);
        if (!hasBefore) {
            takeCarry(found, begin, slab.offset, true);
            return;
        }
        const ChunkPlace& before = m_part.place(slabs[*newest - 1]);
        if (!takeCarry(found, before.offset, slab.offset, false)) {
            takeSlab(found, before, base::Utc::max());
        }
    }

    /// The Carry of the stream that stands in [from, to); of several the first. Says whether it is
    /// complete: nothing earlier is needed then.
    bool takeCarry(Backward& found, std::uint64_t from, std::uint64_t to, bool isFirst) {
        for (const std::uint32_t index : m_part.of(ChunkKind::Carry, m_stream)) {
            const ChunkPlace& place = m_part.place(index);
            if (place.offset < from || place.offset >= to) {
                continue;
            }
            const LoadedChunkPtr chunk = m_part.load(place);
            if (!chunk) {
                return false;
            }
            const auto carry = readCarry(chunk->bytes);
            if (!carry) {
                m_part.tell(place, carry.error().message);
                return false;
            }
            if (isFirst && !carry->isComplete) {
                return false;
            }
            found.take(*carry);
            return carry->isComplete;
        }
        return false;
    }

    void takeSlab(Backward& found, const ChunkPlace& place, base::Utc until) {
        const auto missing = found.missing();
        if (missing.empty() && found.lastTick()) {
            return;
        }
        const LoadedChunkPtr chunk = m_part.load(place);
        if (!chunk) {
            return;
        }
        const bool isNarrow = !missing.empty() && found.lastTick().has_value();
        const auto ticks = chunk->slab->ticks(until, isNarrow ? missing : found.metrics());
        if (!ticks) {
            m_part.tell(place, ticks.error().message);
            return;
        }
        for (auto tick = ticks->rbegin(); tick != ticks->rend(); ++tick) {
            found.take(*tick);
        }
    }

    /// The tables changed within the open minute, which has no Carry yet: the state that takes
    /// inputs itself says what of the earlier samples still holds.
    void fillAnew(NodeMoment& node, const std::vector<const Item*>& open) {
        fleet::FleetState state;
        if (m_description) {
            Backward found(*m_description, {});
            fillFromChunks(found);
            prime(state, node.endpoint, found);
        }
        for (const Item* item : open) {
            state.apply(std::get<fleet::Input>(item->what));
        }
        const fleet::NodeState& now = state.nodes().front();
        node.description = now.description;
        node.lastTick = now.lastTick;
        node.lastReceived = now.lastReceived;
        for (std::size_t metric = 0; metric < now.latest.size(); ++metric) {
            const auto& key = now.description->metrics[metric].key;
            const bool isWanted =
                m_keys.empty() || std::find(m_keys.begin(), m_keys.end(), key) != m_keys.end();
            node.latest.push_back(isWanted
                                      ? now.latest[metric].cells
                                      : std::vector<model::Cell>(now.latest[metric].cells.size()));
        }
    }

    /// Brings a state to known samples: ticks that have them, by time.
    void prime(fleet::FleetState& state, const std::string& endpoint, Backward& found) const {
        const auto lastTick = found.lastTick();
        const base::Timestamp received = found.lastReceived();
        state.apply({endpoint, m_description, received});
        std::map<base::Utc, std::shared_ptr<model::Tick>> ticks;
        const auto tickAt = [&](base::Utc at) -> model::Tick& {
            auto& tick = ticks[at];
            if (!tick) {
                tick = std::make_shared<model::Tick>();
                tick->epoch = m_description->epoch;
                tick->utc = at;
            }
            return *tick;
        };
        const Cells cells = found.takeCells();
        for (std::uint32_t metric = 0; metric < cells.size(); ++metric) {
            for (std::uint32_t row = 0; row < cells[metric].size(); ++row) {
                const model::Cell& cell = cells[metric][row];
                if (cell.at == base::Utc{} && !cell.isPresent) {
                    continue; // never sampled
                }
                model::Column column;
                column.metric = metric;
                column.values = {cell.raw};
                if (!cell.isPresent) {
                    column.setAbsent(0);
                    column.values = {cell.raw};
                }
                tickAt(cell.at).blocks.push_back(
                    {m_description->metrics[metric].scope, row, 1, {std::move(column)}});
            }
        }
        if (lastTick) {
            tickAt(*lastTick);
        }
        // The newest tick was the last to come, whatever its clock says.
        for (const bool isLast : {false, true}) {
            for (const auto& [at, tick] : ticks) {
                if ((lastTick && at == *lastTick) == isLast) {
                    state.apply({endpoint, model::TickPtr(tick), received});
                }
            }
        }
    }

    void finish(NodeMoment& node, Backward& found) const {
        node.description = m_description;
        node.lastTick = found.lastTick();
        node.lastReceived = found.lastReceived();
        node.latest = found.takeCells();
    }

    RecordingPart& m_part;
    std::uint32_t m_stream;
    base::Utc m_at;
    const std::vector<std::string>& m_keys;
    const ChunkPlace* m_descriptionPlace = nullptr;
    model::NodeDescriptionPtr m_description;
};

/// Contact and who is whom: descriptions and every change of contact, in their order, as the state
/// takes them.
fleet::FleetState contactsAt(RecordingPart& part, base::Utc at,
                             std::map<std::string, base::Timestamp>& changed) {
    std::vector<std::pair<std::uint64_t, fleet::Input>> inputs;
    for (const auto& [stream, endpoint] : part.streams()) {
        const auto& known = part.of(ChunkKind::Description, stream);
        if (const auto index = newestAt(part, known, at)) {
            const ChunkPlace& place = part.place(known[*index]);
            if (const auto said = part.description(place)) {
                inputs.emplace_back(
                    place.head.firstOrder,
                    fleet::Input{said->endpoint, said->description, said->received});
            }
        }
    }
    for (const Item& item : part.minute()) {
        const auto* input = std::get_if<fleet::Input>(&item.what);
        if (input != nullptr && input->received.utc <= at &&
            std::holds_alternative<model::NodeDescriptionPtr>(input->what)) {
            inputs.emplace_back(item.order, *input);
        }
    }
    for (const Item& item : part.contacts()) {
        const auto& input = std::get<fleet::Input>(item.what);
        if (input.received.utc <= at) {
            inputs.emplace_back(item.order, input);
            changed[input.endpoint] = std::get<fleet::ContactChange>(input.what).at;
        }
    }
    std::stable_sort(inputs.begin(), inputs.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    fleet::FleetState state;
    for (const auto& [order, input] : inputs) {
        state.apply(input);
    }
    return state;
}

} // namespace

std::vector<NodeMoment> momentOf(RecordingPart& part, base::Utc at,
                                 const std::vector<std::string>& metricKeys) {
    std::map<std::string, base::Timestamp> changed;
    const fleet::FleetState contacts = contactsAt(part, at, changed);
    std::map<std::string, std::uint32_t> streams;
    for (const auto& [stream, endpoint] : part.streams()) {
        streams.emplace(endpoint, stream);
    }
    std::vector<NodeMoment> nodes;
    for (const fleet::NodeState& known : contacts.nodes()) {
        NodeMoment& node = nodes.emplace_back();
        node.endpoint = known.endpoint;
        node.contact = known.contact;
        node.contactReason = known.contactReason;
        const auto change = changed.find(known.endpoint);
        if (change != changed.end()) {
            node.contactAt = change->second;
        }
        const auto stream = streams.find(known.endpoint);
        // A node that another endpoint already is has nothing of its own.
        if (known.description && stream != streams.end()) {
            NodeAt(part, stream->second, at, metricKeys).fill(node);
        }
    }
    return nodes;
}

} // namespace vigie::record
