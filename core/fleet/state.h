// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fleet/source.h"

namespace vigie::fleet {

/// The newest samples of one metric, one per row of its scope's table.
struct LatestColumn {
    std::vector<model::Cell> cells;
};

/// What is known of one endpoint: contact, description, newest values.
struct NodeState {
    std::string endpoint;
    model::NodeDescriptionPtr description;
    Contact contact = Contact::Connecting;
    std::string contactReason;
    /// Its description names a node that another endpoint already is: nothing of it is taken.
    bool isDuplicate = false;
    /// When this endpoint was first heard of; on the source's clock.
    base::Timestamp firstSeen{};
    /// UTC of the newest tick, and when that came.
    std::optional<base::Utc> lastTick;
    base::Timestamp lastReceived{};
    /// When contact ended: the last sign of life before it was noticed. Absent while connected and
    /// before the first contact.
    std::optional<base::Utc> noContactSince;
    /// One per metric of the description.
    std::vector<LatestColumn> latest;
    std::uint64_t malformedTicks = 0;

    [[nodiscard]] bool isInContact() const { return contact == Contact::Connected && description; }
    /// Nothing where the metric is absent from the node, or not known now.
    [[nodiscard]] std::optional<std::int64_t> raw(std::optional<std::uint32_t> metric,
                                                  std::size_t row) const;
    /// The node's own UTC at a moment of the source's clock, carried on from its last tick.
    [[nodiscard]] base::Utc utcAt(const base::Timestamp& now) const;
};

/// What an input did to the state.
enum class Effect : std::uint8_t {
    /// Nothing: malformed, of another epoch, or about a node that has not described itself.
    Refused,
    ContactChanged,
    /// A new description; rows may mean something else now.
    Described,
    /// The same, and the node started anew: counters begin again.
    Restarted,
    Ticked,
    Event
};

struct Applied {
    Effect effect = Effect::Refused;
    /// Index into FleetState::nodes().
    std::size_t node = 0;
    /// Of Described and Restarted: what it replaced; may be null.
    model::NodeDescriptionPtr previous;
    /// Of Refused: why.
    std::string reason;
};

/// The state of the fleet from what the source delivers: inventory, latest values, liveness. Pure:
/// the same inputs in the same order give the same state. Nodes are never forgotten. Not
/// thread-safe; foreign data that does not fit is refused with a reason and changes nothing.
class FleetState {
public:
    Applied apply(const Input& input);
    [[nodiscard]] const std::deque<NodeState>& nodes() const { return m_nodes; }
    [[nodiscard]] std::optional<std::size_t> findNode(std::string_view nodeId) const;

private:
    [[nodiscard]] std::size_t nodeOf(const Input& input);
    Applied describe(std::size_t index, const model::NodeDescriptionPtr& description);
    Applied tick(std::size_t index, const model::TickPtr& tick, const base::Timestamp& received);
    Applied contact(std::size_t index, const ContactChange& change);

    std::deque<NodeState> m_nodes;
};

/// The row of a table that carries an id: "inputId/pid" for a PID.
[[nodiscard]] std::optional<std::size_t> findRow(const model::NodeDescription& description,
                                                 model::Scope scope, std::string_view subject);
/// The id of a row; empty for the node.
[[nodiscard]] std::string subjectOf(const model::NodeDescription& description, model::Scope scope,
                                    std::size_t row);

} // namespace vigie::fleet
