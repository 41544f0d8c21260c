// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/evaluator.h"
#include "core/baseline/baselines.h"

namespace vigie::engine {

/// Feeds what the rules ask of core/baseline, and makes the columns that those rules read: how far
/// from the usual ("departure:…"), how long until a target ("forecast:…"). Once a second of tick
/// time. Owned by the AlarmDesk.
class Learning {
public:
    /// Reads what was learned before; a bad text is logged and begins anew.
    explicit Learning(const std::string& saved);

    void setRules(const alarm::RuleSet& rules);
    /// The columns of one node that are learned from; `keys` names each row's subject per scope.
    /// Returns those that it makes; their cells stay where they are until the next bind().
    struct Keys {
        std::vector<std::string> node;
        std::vector<std::string> inputs;
        std::vector<std::string> paths;
    };
    [[nodiscard]] std::vector<alarm::SignalColumn>
    bind(std::size_t node, const std::vector<alarm::SignalColumn>& columns, const Keys& keys);
    void update(std::size_t node, base::Utc at);
    void interrupt(std::size_t node);

    /// Of the series that a rule's alarm about this subject speaks of.
    [[nodiscard]] std::optional<baseline::Usual> usual(const std::string& signal,
                                                       const std::string& key, base::Utc at) const;
    [[nodiscard]] std::string save() const { return m_baselines.save(); }

private:
    /// A learned signal of one node.
    struct Source {
        alarm::SignalColumn from;
        std::vector<std::size_t> series; // by row
        std::vector<bool> isInterrupted;
    };
    /// A column made of it.
    struct Made {
        std::size_t source = 0;
        std::string name;
        bool isForecast = false;
        double target = 0;
        double leastDeparture = 0;
        std::vector<model::Cell> cells;
    };
    struct Node {
        std::deque<Source> sources;
        std::deque<Made> made;
    };
    struct Wanted {
        std::string signal;
        model::Scope scope = model::Scope::Path;
        std::string name;
        bool isForecast = false;
        double target = 0;
        double leastDeparture = 0;
    };

    static constexpr double step = 0.001;
    baseline::Baselines m_baselines;
    std::vector<Wanted> m_wanted;
    std::deque<Node> m_nodes;
    std::map<std::string, std::size_t> m_series; // "signal|key"
};

} // namespace vigie::engine
