// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tick.h"

#include <algorithm>
#include <utility>

namespace vigie::model {
namespace {

Column* findColumn(Block& block, std::uint32_t metric) {
    const auto found = std::find_if(block.columns.begin(), block.columns.end(),
                                    [metric](const Column& c) { return c.metric == metric; });
    return found == block.columns.end() ? nullptr : &*found;
}

Block* findBlock(std::vector<Block>& blocks, const Block& like) {
    const auto found = std::find_if(blocks.begin(), blocks.end(), [&like](const Block& b) {
        return b.scope == like.scope && b.first == like.first && b.count == like.count;
    });
    return found == blocks.end() ? nullptr : &*found;
}

void foldGauge(Column& into, const Column& older) {
    const auto& olderMin = older.minima.empty() ? older.values : older.minima;
    const auto& olderMax = older.maxima.empty() ? older.values : older.maxima;
    auto minima = into.minima.empty() ? into.values : into.minima;
    auto maxima = into.maxima.empty() ? into.values : into.maxima;
    for (std::size_t row = 0; row < into.values.size(); ++row) {
        if (!older.isPresent(row)) {
            continue;
        }
        if (!into.isPresent(row)) {
            continue; // absent now: an old extreme of a value that is gone would mislead
        }
        minima[row] = std::min(minima[row], olderMin[row]);
        maxima[row] = std::max(maxima[row], olderMax[row]);
    }
    into.minima = std::move(minima);
    into.maxima = std::move(maxima);
}

/// A mark that is absent from the newer tick was not replaced by it: keep the last one.
void foldMark(Column& into, const Column& older) {
    for (std::size_t row = 0; row < into.values.size(); ++row) {
        if (!into.isPresent(row) && older.isPresent(row)) {
            into.values[row] = older.values[row];
            into.valid[row / 8] =
                static_cast<std::uint8_t>(into.valid[row / 8] | (1u << (row % 8)));
        }
    }
}

} // namespace

std::size_t NodeDescription::rows(Scope scope) const {
    switch (scope) {
    case Scope::Node:
        return 1;
    case Scope::Input:
        return inputs.size();
    case Scope::Path:
        return paths.size();
    case Scope::Pid:
        return pids.size();
    }
    return 0;
}

std::optional<std::uint32_t> NodeDescription::metricIndex(std::string_view key) const {
    for (std::uint32_t index = 0; index < metrics.size(); ++index) {
        if (metrics[index].key == key) {
            return index;
        }
    }
    return std::nullopt;
}

void Column::setAbsent(std::size_t row) {
    if (valid.empty()) {
        valid.assign((values.size() + 7) / 8, 0xff);
    }
    values[row] = 0;
    valid[row / 8] = static_cast<std::uint8_t>(valid[row / 8] & ~(1u << (row % 8)));
}

Tick conflate(const NodeDescription& description, const Tick& older, const Tick& newer) {
    Tick result = newer;
    result.conflated = newer.conflated + older.conflated + 1;
    for (const Block& oldBlock : older.blocks) {
        Block* block = findBlock(result.blocks, oldBlock);
        if (block == nullptr) {
            result.blocks.push_back(oldBlock);
            continue;
        }
        for (const Column& oldColumn : oldBlock.columns) {
            Column* column = findColumn(*block, oldColumn.metric);
            if (column == nullptr) {
                block->columns.push_back(oldColumn);
                continue;
            }
            switch (description.metrics.at(oldColumn.metric).kind) {
            case MetricKind::Gauge:
                foldGauge(*column, oldColumn);
                break;
            case MetricKind::Mark:
                foldMark(*column, oldColumn);
                break;
            case MetricKind::Counter:
            case MetricKind::State:
                break; // the newest says it all
            }
        }
    }
    return result;
}

std::optional<std::string> whyMalformed(const NodeDescription& description, const Tick& tick) {
    if (tick.epoch != description.epoch) {
        return "tick of epoch " + std::to_string(tick.epoch) + " under a description of epoch " +
               std::to_string(description.epoch);
    }
    for (const Block& block : tick.blocks) {
        const std::size_t rows = description.rows(block.scope);
        if (block.first > rows || block.count > rows - block.first) {
            return "rows " + std::to_string(block.first) + "+" + std::to_string(block.count) +
                   " outside a table of " + std::to_string(rows);
        }
        for (const Column& column : block.columns) {
            if (column.metric >= description.metrics.size()) {
                return "metric " + std::to_string(column.metric) + " of " +
                       std::to_string(description.metrics.size());
            }
            if (description.metrics[column.metric].scope != block.scope) {
                return "metric " + description.metrics[column.metric].key +
                       " in a block of another scope";
            }
            const bool hasValues = column.values.size() == block.count;
            const bool hasValid =
                column.valid.empty() || column.valid.size() == (block.count + 7) / 8;
            const bool hasExtremes = column.minima.size() == column.maxima.size() &&
                                     (column.minima.empty() || column.minima.size() == block.count);
            if (!hasValues || !hasValid || !hasExtremes) {
                return "column of " + description.metrics[column.metric].key +
                       " has a wrong length";
            }
        }
    }
    return std::nullopt;
}

} // namespace vigie::model
