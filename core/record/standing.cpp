// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/standing.h"

#include <algorithm>
#include <utility>

namespace vigie::record {
namespace {

const fleet::NodeState* findNode(const fleet::FleetState& fleet, const std::string& endpoint) {
    const auto found =
        std::find_if(fleet.nodes().begin(), fleet.nodes().end(),
                     [&](const fleet::NodeState& node) { return node.endpoint == endpoint; });
    return found == fleet.nodes().end() ? nullptr : &*found;
}

/// Rows of metrics that were seen. A node sends a metric at few places, mostly one: asked for every
/// column of every tick, so no tree.
class SeenPlaces {
public:
    /// False: was there.
    bool insert(std::uint32_t metric, const model::Block& block) {
        if (metric >= m_places.size()) {
            m_places.resize(metric + 1);
        }
        auto& places = m_places[metric];
        const std::pair place(block.first, block.count);
        if (std::find(places.begin(), places.end(), place) != places.end()) {
            return false;
        }
        places.push_back(place);
        return true;
    }

private:
    std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> m_places;
};

/// The tick without the columns that a later tick has at the same place.
model::TickPtr withoutSuperseded(const model::Tick& tick, SeenPlaces& later) {
    auto reduced = std::make_shared<model::Tick>();
    reduced->sequence = tick.sequence;
    reduced->epoch = tick.epoch;
    reduced->utc = tick.utc;
    reduced->mono = tick.mono;
    // Backwards, so that of two columns at one place the later one stays.
    for (auto block = tick.blocks.rbegin(); block != tick.blocks.rend(); ++block) {
        model::Block kept{block->scope, block->first, block->count, {}};
        for (auto column = block->columns.rbegin(); column != block->columns.rend(); ++column) {
            if (later.insert(column->metric, *block)) {
                kept.columns.push_back({column->metric, column->values, column->valid, {}, {}});
            }
        }
        if (!kept.columns.empty()) {
            std::reverse(kept.columns.begin(), kept.columns.end());
            reduced->blocks.push_back(std::move(kept));
        }
    }
    std::reverse(reduced->blocks.begin(), reduced->blocks.end());
    return reduced;
}

} // namespace

SampledSeries::SampledSeries(const model::NodeDescription& description,
                             std::span<const StoredTick> ticks)
    : m_rows(description.metrics.size()) {
    SeenPlaces seen;
    for (const StoredTick& stored : ticks) {
        for (const model::Block& block : stored.tick->blocks) {
            for (const model::Column& column : block.columns) {
                if (!seen.insert(column.metric, block)) {
                    continue;
                }
                auto& rows = m_rows[column.metric];
                rows.resize(description.rows(block.scope));
                std::fill_n(rows.begin() + block.first, block.count, true);
            }
        }
    }
}

void Standing::take(const Item& item) {
    if (const auto* note = std::get_if<Note>(&item.what)) {
        if (note->kind == NoteKind::Begin) {
            m_begin = item;
        }
        return;
    }
    const auto& input = std::get<fleet::Input>(item.what);
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input.what)) {
        m_descriptions[input.endpoint] = {item.order, input.received, *description};
        (void)m_fleet.apply(input);
    } else if (std::holds_alternative<fleet::ContactChange>(input.what)) {
        m_contacts[input.endpoint] = item;
        (void)m_fleet.apply(input);
    }
}

void Standing::fold(const std::string& endpoint, std::span<const StoredTick> ticks) {
    SeenPlaces later;
    std::vector<std::pair<base::Timestamp, model::TickPtr>> reduced;
    for (auto stored = ticks.rbegin(); stored != ticks.rend(); ++stored) {
        auto tick = withoutSuperseded(*stored->tick, later);
        if (!tick->blocks.empty() || reduced.empty()) {
            reduced.emplace_back(stored->received, std::move(tick));
        }
    }
    for (auto tick = reduced.rbegin(); tick != reduced.rend(); ++tick) {
        (void)m_fleet.apply({endpoint, std::move(tick->second), tick->first});
    }
}

void Standing::restore(const std::string& endpoint, const CarryPayload& carry) {
    const auto described = m_descriptions.find(endpoint);
    if (described == m_descriptions.end()) {
        return;
    }
    const model::NodeDescription& description = *described->second.description;
    // A tick for each moment of which something is known.
    std::map<base::Utc, std::vector<model::Block>> moments;
    for (const CarriedColumn& column : carry.columns) {
        if (column.metric >= description.metrics.size()) {
            continue;
        }
        for (const CarriedColumn::Cell& cell : column.cells) {
            model::Column sample{column.metric, {cell.cell.raw}, {}, {}, {}};
            if (!cell.cell.isPresent) {
                sample.valid = {0};
            }
            moments[cell.cell.at].push_back(
                {description.metrics[column.metric].scope, cell.row, 1, {std::move(sample)}});
        }
    }
    const auto apply = [&](base::Utc utc, std::vector<model::Block> blocks) {
        auto tick = std::make_shared<model::Tick>();
        tick->epoch = description.epoch;
        tick->utc = utc;
        tick->blocks = std::move(blocks);
        (void)m_fleet.apply({endpoint, model::TickPtr(std::move(tick)), carry.lastReceived});
    };
    std::vector<model::Block> newest;
    for (auto& [utc, blocks] : moments) {
        if (utc == carry.lastTick) {
            newest = std::move(blocks); // last, also where the node's clock went back
        } else {
            apply(utc, std::move(blocks));
        }
    }
    if (carry.lastTick) {
        apply(*carry.lastTick, std::move(newest));
    }
}

CarryPayload Standing::carryOf(const std::string& endpoint, const SampledSeries& except) const {
    CarryPayload carry;
    const fleet::NodeState* node = findNode(m_fleet, endpoint);
    const auto described = m_descriptions.find(endpoint);
    // Of a node that another endpoint already is nothing is known here.
    if (node == nullptr || described == m_descriptions.end() ||
        node->description != described->second.description) {
        return carry;
    }
    carry.lastTick = node->lastTick;
    carry.lastReceived = node->lastReceived;
    for (std::uint32_t metric = 0; metric < node->latest.size(); ++metric) {
        CarriedColumn column{metric, {}};
        const auto& cells = node->latest[metric].cells;
        for (std::uint32_t row = 0; row < cells.size(); ++row) {
            if (cells[row].at != base::Utc{} && !except.has(metric, row)) {
                column.cells.push_back({row, cells[row]});
            }
        }
        if (!column.cells.empty()) {
            carry.columns.push_back(std::move(column));
        }
    }
    return carry;
}

} // namespace vigie::record
