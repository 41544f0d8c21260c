// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/learning.h"

#include <algorithm>
#include <cmath>

#include "core/base/log.h"

namespace vigie::engine {
namespace {

/// Figures that never move do not depart by rounding: the least spread, in steps of the signal.
constexpr double leastSpreadSteps = 2;
/// A forecast that is further away than this says nothing.
constexpr std::chrono::hours farthest{24};

const std::vector<std::string>& rowsOf(const Learning::Keys& keys, model::Scope scope) {
    if (scope == model::Scope::Node) {
        return keys.node;
    }
    return scope == model::Scope::Input ? keys.inputs : keys.paths;
}

std::string nameOf(const std::string& signal, const std::string& key) {
    return signal + "|" + key;
}

} // namespace

Learning::Learning(const std::string& saved) {
    if (!saved.empty()) {
        if (const auto restored = m_baselines.restore(saved); !restored) {
            base::logger("engine")->warn("What was usual is learned anew: {}",
                                         restored.error().message);
        }
    }
}

void Learning::setRules(const alarm::RuleSet& rules) {
    m_wanted.clear();
    for (const alarm::Rule& rule : rules.rules) {
        const bool isForecast = rule.measure == alarm::Measure::Forecast;
        if (!rule.isEnabled || (!isForecast && rule.measure != alarm::Measure::Departure)) {
            continue;
        }
        const std::string name = alarm::columnOf(rule);
        const auto known = std::find_if(m_wanted.begin(), m_wanted.end(), [&](const Wanted& w) {
            return w.name == name && w.scope == rule.scope;
        });
        if (known == m_wanted.end()) {
            m_wanted.push_back(
                {rule.signal, rule.scope, name, isForecast, rule.target, rule.leastDeparture});
        } else {
            known->leastDeparture = std::min(known->leastDeparture, rule.leastDeparture);
        }
    }
}

std::vector<alarm::SignalColumn> Learning::bind(std::size_t node,
                                                const std::vector<alarm::SignalColumn>& columns,
                                                const Keys& keys) {
    while (m_nodes.size() <= node) {
        m_nodes.emplace_back();
    }
    Node& bound = m_nodes[node];
    bound.sources.clear();
    bound.made.clear();
    std::vector<alarm::SignalColumn> made;
    for (const Wanted& wanted : m_wanted) {
        const auto column = std::find_if(columns.begin(), columns.end(), [&](const auto& c) {
            return c.name == wanted.signal && c.scope == wanted.scope;
        });
        if (column == columns.end()) {
            continue;
        }
        std::size_t source = 0;
        while (source < bound.sources.size() &&
               (bound.sources[source].from.name != column->name ||
                bound.sources[source].from.scope != column->scope)) {
            ++source;
        }
        const auto& rows = rowsOf(keys, wanted.scope);
        if (source == bound.sources.size()) {
            Source fresh{*column, {}, std::vector<bool>(rows.size(), true)};
            for (const std::string& key : rows) {
                const std::string name = nameOf(wanted.signal, key);
                const std::size_t number =
                    m_baselines.series(name, leastSpreadSteps * column->step);
                m_series[name] = number;
                fresh.series.push_back(number);
            }
            bound.sources.push_back(std::move(fresh));
        }
        Made& out = bound.made.emplace_back();
        out.source = source;
        out.name = wanted.name;
        out.isForecast = wanted.isForecast;
        out.target = wanted.target;
        out.leastDeparture = wanted.leastDeparture;
        out.cells.resize(rows.size());
        made.push_back({out.name, wanted.scope, step, model::MetricKind::Gauge, out.cells});
    }
    return made;
}

void Learning::update(std::size_t node, base::Utc at) {
    if (node >= m_nodes.size()) {
        return;
    }
    Node& bound = m_nodes[node];
    for (Source& source : bound.sources) {
        for (std::size_t row = 0; row < source.series.size(); ++row) {
            const model::Cell& cell = source.from.cells[row];
            if (cell.isPresent) {
                m_baselines.observe(source.series[row],
                                    static_cast<double>(cell.raw) * source.from.step, at);
                source.isInterrupted[row] = false;
            } else if (!source.isInterrupted[row]) {
                m_baselines.interrupt(source.series[row]);
                source.isInterrupted[row] = true;
            }
        }
    }
    for (Made& made : bound.made) {
        const Source& source = bound.sources[made.source];
        for (std::size_t row = 0; row < source.series.size(); ++row) {
            model::Cell& out = made.cells[row];
            out = {0, at, false};
            if (source.isInterrupted[row]) {
                continue;
            }
            if (made.isForecast) {
                // Not falling is known: it is far from the target.
                const auto forecast = m_baselines.forecast(source.series[row], made.target, at);
                const auto until =
                    std::min<std::chrono::seconds>(forecast.until.value_or(farthest), farthest);
                out.isPresent = forecast.over.count() > 0;
                out.raw = static_cast<std::int64_t>(static_cast<double>(until.count()) / step);
                continue;
            }
            const baseline::Usual usual = m_baselines.usual(source.series[row], at);
            if (!usual.isWarmingUp && usual.departure && usual.value) {
                const bool isFar = std::abs(*usual.value - usual.location) >= made.leastDeparture;
                out.isPresent = true;
                out.raw = isFar ? std::llround(std::clamp(*usual.departure, -1e6, 1e6) / step) : 0;
            }
        }
    }
}

void Learning::interrupt(std::size_t node) {
    if (node >= m_nodes.size()) {
        return;
    }
    for (Source& source : m_nodes[node].sources) {
        for (std::size_t row = 0; row < source.series.size(); ++row) {
            m_baselines.interrupt(source.series[row]);
            source.isInterrupted[row] = true;
        }
    }
}

std::optional<baseline::Usual> Learning::usual(const std::string& signal, const std::string& key,
                                               base::Utc at) const {
    const auto found = m_series.find(nameOf(signal, key));
    return found == m_series.end() ? std::nullopt
                                   : std::optional(m_baselines.usual(found->second, at));
}

} // namespace vigie::engine
