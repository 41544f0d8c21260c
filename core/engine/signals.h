// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "core/engine/rows.h"
#include "core/model/tick.h"

namespace vigie::engine {

/// The derived signals of one node, one cell per row: what alarm::signal names.
struct NodeSignals {
    std::vector<model::Cell> noContact; // one
    std::vector<model::Cell> inputNoData;
    std::vector<model::Cell> inputLoss;
    std::vector<model::Cell> legDown;
    std::vector<model::Cell> rfErrors;
    std::vector<model::Cell> pathNoData;
    std::vector<model::Cell> pathStreamStopped;
    std::vector<model::Cell> pathLatency;
    std::vector<model::Cell> pathSkew;
};

/// Makes the signals that no node sends, for the rules to read. What belongs to the whole input is
/// said once, of the input; what belongs to a programme, of the path. Owned by the Reducer.
class Signals {
public:
    Signals(const fleet::FleetState& fleet, Rows& rows) : m_fleet(fleet), m_rows(rows) {}

    /// After a node described itself.
    void bind(std::size_t node);
    /// After a change of contact and each second while it never answered; when it is missing, since
    /// when.
    void updateContact(std::size_t node, const base::Timestamp& now);
    /// After a tick of a node that is in contact.
    void updateTick(std::size_t node, base::Utc at);
    [[nodiscard]] const NodeSignals& of(std::size_t node) const { return m_nodes[node]; }

    /// Whether nothing arrives on the path now; nothing where that is not known.
    [[nodiscard]] std::optional<bool> hasNoData(const PathRow& path) const;

private:
    NodeSignals& node(std::size_t index);
    void updateInput(const InputRow& input, NodeSignals& derived, base::Utc at) const;
    void updatePath(const PathRow& path, NodeSignals& derived, base::Utc at) const;
    /// Whose the errors of a stream of many are.
    void noteServiceChecks(const InputRow& input, base::Utc at);
    /// Whether a stream of the path's own input is known to stand still or to be missing.
    [[nodiscard]] bool isStreamStopped(const PathRow& path) const;
    [[nodiscard]] std::optional<bool> inputHasNoData(const InputRow& input) const;

    const fleet::FleetState& m_fleet;
    Rows& m_rows;
    std::deque<NodeSignals> m_nodes;
};

} // namespace vigie::engine
