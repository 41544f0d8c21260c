// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "core/record/slab.h"

/// Ticks of one node as they come: fast and slow columns, several scopes, absent rows, folded
/// ticks.
namespace slabticks {

using namespace vigie;

struct Shape {
    unsigned seed = 1;
    int ticks = 60;
    std::uint32_t paths = 40;
    /// Ten times a second, the slow columns only on whole seconds.
    bool isFast = false;
    /// Some rows are absent, and their number changes.
    bool hasAbsent = true;
    /// Now and then a folded tick, with extremes.
    bool hasConflated = true;
    /// Any 64 bits, in absent rows too; shapes that differ from tick to tick.
    bool isWild = false;
};

class Maker {
public:
    explicit Maker(const Shape& shape) : m_shape(shape), m_random(shape.seed) {}

    std::vector<record::StoredTick> make() {
        std::vector<record::StoredTick> made;
        std::int64_t utc = 1'790'000'000'000'000'000;
        std::uint64_t order = 1'000'000;
        std::uint64_t sequence = 77;
        for (int t = 0; t < m_shape.ticks; ++t) {
            auto tick = std::make_shared<model::Tick>();
            tick->epoch = 4;
            tick->conflated = m_shape.hasConflated && m_random() % 9 == 0 ? 1 + m_random() % 3 : 0;
            sequence += 1 + tick->conflated;
            tick->sequence = sequence;
            utc += (m_shape.isFast ? 100'000'000 : 1'000'000'000) +
                   static_cast<std::int64_t>(m_random() % 40'000);
            tick->utc = base::utcFromNs(utc);
            tick->mono = base::monoFromNs(utc - 1'789'000'000'000'000'123);
            addBlocks(*tick, t);
            order += 1 + m_random() % 30;
            const auto late = static_cast<std::int64_t>(m_random() % 3'000'000);
            made.push_back({order,
                            {base::utcFromNs(utc + late), base::monoFromNs(utc + late - 555)},
                            std::move(tick)});
        }
        return made;
    }

private:
    void addBlocks(model::Tick& tick, int t) {
        if (m_shape.isWild) {
            for (auto blocks = m_random() % 4; blocks > 0; --blocks) {
                const auto scope = static_cast<model::Scope>(m_random() % 4);
                addBlock(tick, scope, m_random() % 20, m_random() % 30, m_random() % 4, t);
            }
            return;
        }
        addBlock(tick, model::Scope::Path, 0, m_shape.paths, 6, t);
        if (!m_shape.isFast || t % 10 == 0) {
            addBlock(tick, model::Scope::Node, 0, 1, 3, t);
            addBlock(tick, model::Scope::Input, 0, m_shape.paths / 2, 4, t);
            // Rows of paths again: another range, another set of metrics.
            addBlock(tick, model::Scope::Path, 3, m_shape.paths / 3, 9, t);
        }
    }

    void addBlock(model::Tick& tick, model::Scope scope, std::uint32_t first, std::uint32_t count,
                  std::uint32_t columns, int t) {
        model::Block& block = tick.blocks.emplace_back();
        block.scope = scope;
        block.first = first;
        block.count = count;
        for (std::uint32_t c = 0; c < columns; ++c) {
            model::Column& column = block.columns.emplace_back();
            column.metric = static_cast<std::uint32_t>(scope) * 100 +
                            (m_shape.isWild ? static_cast<std::uint32_t>(m_random() % 5) : c);
            fill(column, count, t);
        }
    }

    void fill(model::Column& column, std::uint32_t count, int t) {
        column.values.resize(count);
        for (std::uint32_t r = 0; r < count; ++r) {
            column.values[r] = value(column.metric, r, t);
        }
        if (m_shape.hasAbsent && m_random() % 3 == 0) {
            for (std::uint32_t r = 0; r < count; ++r) {
                if (m_random() % 8 == 0) {
                    const std::int64_t kept = column.values[r];
                    column.setAbsent(r);
                    column.values[r] = m_shape.isWild && m_random() % 2 == 0 ? kept : 0;
                }
            }
        }
        if (m_shape.hasConflated && count > 0 && m_random() % 5 == 0) {
            column.minima = column.values;
            column.maxima = column.values;
            for (std::uint32_t r = 0; r < count; ++r) {
                if (column.isPresent(r) && m_shape.isWild) {
                    column.minima[r] = static_cast<std::int64_t>(m_random());
                    column.maxima[r] = static_cast<std::int64_t>(m_random());
                } else if (column.isPresent(r)) {
                    column.minima[r] -= static_cast<std::int64_t>(m_random() % 50);
                    column.maxima[r] += static_cast<std::int64_t>(m_random() % 50);
                }
            }
        }
    }

    std::int64_t value(std::uint32_t metric, std::uint32_t row, int t) {
        if (m_shape.isWild) {
            return static_cast<std::int64_t>(m_random() >> (m_random() % 64));
        }
        const auto noise = static_cast<std::int64_t>(m_random() % 600);
        switch (metric % 5) {
        case 0: // a counter
            return 90'000'000'000 + row * 1'000'003LL + t * 1500LL + noise;
        case 1: // a state that seldom moves
            return t > 30 && row % 7 == 0 ? 2 : 1;
        case 2: // a rate
            return 4'000'000 + row * 100LL + noise * 40;
        case 3: // a level
            return -230 + static_cast<std::int64_t>(row % 9) + noise / 200;
        default: // nothing ever happens
            return 0;
        }
    }

    Shape m_shape;
    std::mt19937_64 m_random;
};

inline std::vector<record::StoredTick> make(const Shape& shape) {
    return Maker(shape).make();
}

} // namespace slabticks
