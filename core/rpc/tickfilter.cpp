// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/tickfilter.h"

#include <algorithm>
#include <set>
#include <utility>

namespace vigie::rpc {
namespace {

std::vector<std::int64_t> slice(const std::vector<std::int64_t>& values, std::size_t from,
                                std::size_t count) {
    if (values.empty()) {
        return {};
    }
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(from);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

model::Column sliceColumn(const model::Column& column, std::size_t from, std::size_t count) {
    model::Column out;
    out.metric = column.metric;
    out.values = slice(column.values, from, count);
    out.minima = slice(column.minima, from, count);
    out.maxima = slice(column.maxima, from, count);
    if (!column.valid.empty()) {
        for (std::size_t row = 0; row < count; ++row) {
            if (!column.isPresent(from + row)) {
                out.setAbsent(row);
            }
        }
    }
    return out;
}

} // namespace

TickFilter::TickFilter(const model::NodeDescription& description,
                       std::span<const std::string> metricKeys,
                       std::span<const std::string> pathIds) {
    m_isEverything = metricKeys.empty() && pathIds.empty();
    if (!metricKeys.empty()) {
        const std::set<std::string_view> wanted(metricKeys.begin(), metricKeys.end());
        for (const auto& metric : description.metrics) {
            m_metrics.push_back(wanted.contains(metric.key));
        }
    }
    if (pathIds.empty()) {
        return;
    }
    const std::set<std::string_view> wanted(pathIds.begin(), pathIds.end());
    std::set<std::string_view> inputs;
    const auto rowsOf = [this](model::Scope scope) -> std::vector<bool>& {
        m_allRows[static_cast<std::size_t>(scope)] = false;
        return m_rows[static_cast<std::size_t>(scope)];
    };
    for (const auto& path : description.paths) {
        const bool isWanted = wanted.contains(path.id);
        rowsOf(model::Scope::Path).push_back(isWanted);
        if (isWanted) {
            inputs.insert(path.inputId);
        }
    }
    auto& inputRows = rowsOf(model::Scope::Input);
    for (const auto& input : description.inputs) {
        inputRows.push_back(inputs.contains(input.id));
    }
    auto& pidRows = rowsOf(model::Scope::Pid);
    for (const auto& pid : description.pids) {
        pidRows.push_back(inputs.contains(pid.inputId));
    }
}

model::Tick TickFilter::apply(const model::Tick& tick) const {
    model::Tick out;
    out.sequence = tick.sequence;
    out.epoch = tick.epoch;
    out.utc = tick.utc;
    out.mono = tick.mono;
    out.conflated = tick.conflated;
    for (const auto& block : tick.blocks) {
        applyToBlock(block, out.blocks);
    }
    return out;
}

void TickFilter::applyToBlock(const model::Block& block, std::vector<model::Block>& out) const {
    const auto scope = static_cast<std::size_t>(block.scope);
    std::vector<const model::Column*> columns;
    for (const auto& column : block.columns) {
        if (wantsMetric(column.metric)) {
            columns.push_back(&column);
        }
    }
    if (columns.empty()) {
        return;
    }
    const auto emit = [&](std::uint32_t first, std::uint32_t count) {
        model::Block part{block.scope, first, count, {}};
        for (const auto* column : columns) {
            part.columns.push_back(sliceColumn(*column, first - block.first, count));
        }
        out.push_back(std::move(part));
    };
    if (m_allRows[scope]) {
        emit(block.first, block.count);
        return;
    }
    const auto& rows = m_rows[scope];
    std::uint32_t row = block.first;
    const std::uint32_t end = block.first + block.count;
    while (row < end) {
        if (!rows[row]) {
            ++row;
            continue;
        }
        const std::uint32_t first = row;
        while (row < end && rows[row]) {
            ++row;
        }
        emit(first, row - first);
    }
}

} // namespace vigie::rpc
