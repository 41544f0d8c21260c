// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/tickbuilder.h"

#include <cmath>
#include <utility>

namespace vigie::probe {

TickBuilder::TickBuilder(model::NodeDescriptionPtr description)
    : m_description(std::move(description)) {
    for (std::uint32_t index = 0; index < m_description->metrics.size(); ++index) {
        m_index.emplace(m_description->metrics[index].key, index);
    }
}

void TickBuilder::set(std::string_view key, std::size_t row, std::optional<double> value) {
    const auto found = m_index.find(key);
    if (found == m_index.end()) {
        return;
    }
    const double step = m_description->metrics[found->second].step;
    const bool isKnown = value && std::isfinite(*value) && std::abs(*value / step) < 9e18;
    setRaw(key, row,
           isKnown ? std::optional(static_cast<std::int64_t>(std::llround(*value / step)))
                   : std::nullopt);
}

void TickBuilder::setRaw(std::string_view key, std::size_t row, std::optional<std::int64_t> raw) {
    const auto found = m_index.find(key);
    if (found == m_index.end()) {
        return;
    }
    const auto rows = m_description->rows(m_description->metrics[found->second].scope);
    if (row >= rows) {
        return;
    }
    auto [column, isNew] = m_columns.try_emplace(found->second);
    if (isNew) {
        column->second.metric = found->second;
        column->second.values.assign(rows, 0);
        column->second.valid.assign((rows + 7) / 8, 0);
    }
    if (raw) {
        column->second.values[row] = *raw;
        auto& bits = column->second.valid[row / 8];
        bits = static_cast<std::uint8_t>(bits | (1u << (row % 8)));
    }
}

model::Tick TickBuilder::finish(std::uint64_t sequence, base::Timestamp at) {
    model::Tick tick;
    tick.sequence = sequence;
    tick.epoch = m_description->epoch;
    tick.utc = at.utc;
    tick.mono = at.mono;
    for (const model::Scope scope :
         {model::Scope::Node, model::Scope::Input, model::Scope::Path, model::Scope::Pid}) {
        model::Block block;
        block.scope = scope;
        block.count = static_cast<std::uint32_t>(m_description->rows(scope));
        for (auto& [metric, column] : m_columns) {
            if (m_description->metrics[metric].scope == scope) {
                block.columns.push_back(std::move(column));
            }
        }
        if (!block.columns.empty()) {
            tick.blocks.push_back(std::move(block));
        }
    }
    m_columns.clear();
    return tick;
}

} // namespace vigie::probe
