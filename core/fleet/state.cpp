// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fleet/state.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace vigie::fleet {
namespace {

constexpr std::array scopes{model::Scope::Node, model::Scope::Input, model::Scope::Path,
                            model::Scope::Pid};

std::size_t rowsBefore(const std::vector<model::PidInfo>& pids, std::string_view subject) {
    const auto found = std::find_if(pids.begin(), pids.end(), [subject](const auto& pid) {
        return pid.inputId + "/" + std::to_string(pid.pid) == subject;
    });
    return static_cast<std::size_t>(found - pids.begin());
}

template <typename T> std::size_t rowsBeforeId(const std::vector<T>& rows, std::string_view id) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [id](const T& row) { return row.id == id; });
    return static_cast<std::size_t>(found - rows.begin());
}

/// For each row of the new table, the row of the old one with the same identity.
std::vector<std::optional<std::size_t>> sameRows(const model::NodeDescription& before,
                                                 const model::NodeDescription& after,
                                                 model::Scope scope) {
    std::map<std::string, std::size_t> known;
    for (std::size_t row = 0; row < before.rows(scope); ++row) {
        known.emplace(subjectOf(before, scope, row), row);
    }
    std::vector<std::optional<std::size_t>> rows(after.rows(scope));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto found = known.find(subjectOf(after, scope, row));
        if (found != known.end()) {
            rows[row] = found->second;
        }
    }
    return rows;
}

std::vector<LatestColumn> emptyColumns(const model::NodeDescription& description) {
    std::vector<LatestColumn> columns(description.metrics.size());
    for (std::size_t metric = 0; metric < columns.size(); ++metric) {
        columns[metric].cells.resize(description.rows(description.metrics[metric].scope));
    }
    return columns;
}

/// What was known stays known where a row and a metric kept their names.
std::vector<LatestColumn> carriedOver(const model::NodeDescription& before,
                                      const std::vector<LatestColumn>& latest,
                                      const model::NodeDescription& after) {
    std::vector<LatestColumn> columns = emptyColumns(after);
    std::map<model::Scope, std::vector<std::optional<std::size_t>>> rows;
    for (const model::Scope scope : scopes) {
        rows[scope] = sameRows(before, after, scope);
    }
    std::map<std::string_view, std::size_t> metrics;
    for (std::size_t metric = 0; metric < before.metrics.size(); ++metric) {
        metrics.emplace(before.metrics[metric].key, metric);
    }
    for (std::size_t metric = 0; metric < columns.size(); ++metric) {
        const model::MetricInfo& info = after.metrics[metric];
        const auto old = metrics.find(info.key);
        if (old == metrics.end() || before.metrics[old->second] != info) {
            continue;
        }
        const auto& same = rows[info.scope];
        for (std::size_t row = 0; row < same.size(); ++row) {
            if (same[row]) {
                columns[metric].cells[row] = latest[old->second].cells[*same[row]];
            }
        }
    }
    return columns;
}

} // namespace

std::optional<std::int64_t> NodeState::raw(std::optional<std::uint32_t> metric,
                                           std::size_t row) const {
    if (!metric || *metric >= latest.size() || row >= latest[*metric].cells.size()) {
        return std::nullopt;
    }
    const model::Cell& cell = latest[*metric].cells[row];
    return cell.isPresent ? std::optional(cell.raw) : std::nullopt;
}

base::Utc NodeState::utcAt(const base::Timestamp& now) const {
    if (!lastTick) {
        return now.utc;
    }
    return *lastTick + std::max(base::Nanoseconds{0}, now.mono - lastReceived.mono);
}

Applied FleetState::apply(const Input& input) {
    const std::size_t index = nodeOf(input);
    if (const auto* description = std::get_if<model::NodeDescriptionPtr>(&input.what)) {
        return describe(index, *description);
    }
    if (const auto* newTick = std::get_if<model::TickPtr>(&input.what)) {
        return tick(index, *newTick, input.received);
    }
    if (const auto* change = std::get_if<ContactChange>(&input.what)) {
        return contact(index, *change);
    }
    const bool isKnown = m_nodes[index].description && std::get<model::EventPtr>(input.what);
    return isKnown ? Applied{Effect::Event, index, nullptr, {}}
                   : Applied{Effect::Refused, index, nullptr, "event before the description"};
}

std::optional<std::size_t> FleetState::findNode(std::string_view nodeId) const {
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].description && m_nodes[i].description->id == nodeId) {
            return i;
        }
    }
    return std::nullopt;
}

std::size_t FleetState::nodeOf(const Input& input) {
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes[i].endpoint == input.endpoint) {
            return i;
        }
    }
    NodeState& made = m_nodes.emplace_back();
    made.endpoint = input.endpoint;
    made.firstSeen = input.received;
    return m_nodes.size() - 1;
}

Applied FleetState::describe(std::size_t index, const model::NodeDescriptionPtr& description) {
    NodeState& node = m_nodes[index];
    if (!description) {
        return {Effect::Refused, index, nullptr, "empty description"};
    }
    if (const auto other = findNode(description->id); other && *other != index) {
        node.contact = Contact::Refused;
        node.contactReason = m_nodes[*other].endpoint + " already is node " + description->id;
        node.isDuplicate = true;
        return {Effect::Refused, index, nullptr, node.contactReason};
    }
    const model::NodeDescriptionPtr previous = node.description;
    node.isDuplicate = false;
    const bool isSameRun = previous && previous->id == description->id &&
                           previous->incarnation == description->incarnation;
    node.latest =
        isSameRun ? carriedOver(*previous, node.latest, *description) : emptyColumns(*description);
    node.description = description;
    return {isSameRun ? Effect::Described : Effect::Restarted, index, previous, {}};
}

Applied FleetState::tick(std::size_t index, const model::TickPtr& tick,
                         const base::Timestamp& received) {
    NodeState& node = m_nodes[index];
    if (!node.description || !tick) {
        return {Effect::Refused, index, nullptr, "tick before the description"};
    }
    if (auto why = model::whyMalformed(*node.description, *tick)) {
        ++node.malformedTicks;
        return {Effect::Refused, index, nullptr, std::move(*why)};
    }
    for (const model::Block& block : tick->blocks) {
        for (const model::Column& column : block.columns) {
            auto* cell = node.latest[column.metric].cells.data() + block.first;
            for (std::size_t row = 0; row < block.count; ++row, ++cell) {
                *cell = {column.values[row], tick->utc, column.isPresent(row)};
            }
        }
    }
    node.lastTick = tick->utc;
    node.lastReceived = received;
    return {Effect::Ticked, index, nullptr, {}};
}

Applied FleetState::contact(std::size_t index, const ContactChange& change) {
    NodeState& node = m_nodes[index];
    const bool wasConnected = node.contact == Contact::Connected;
    if (node.isDuplicate && change.contact == Contact::Connected) {
        return {Effect::ContactChanged, index, nullptr, {}}; // connected, but of no use
    }
    node.contact = change.contact;
    node.contactReason = change.reason;
    if (change.contact == Contact::Connected) {
        node.noContactSince.reset();
    } else if (wasConnected) {
        // The silence began with the last tick, not when the time-out told us.
        node.noContactSince = node.lastTick ? node.lastReceived.utc : change.at.utc;
    }
    return {Effect::ContactChanged, index, nullptr, {}};
}

std::optional<std::size_t> findRow(const model::NodeDescription& description, model::Scope scope,
                                   std::string_view subject) {
    std::size_t row = 0;
    switch (scope) {
    case model::Scope::Node:
        break;
    case model::Scope::Input:
        row = rowsBeforeId(description.inputs, subject);
        break;
    case model::Scope::Path:
        row = rowsBeforeId(description.paths, subject);
        break;
    case model::Scope::Pid:
        row = rowsBefore(description.pids, subject);
        break;
    }
    return row < description.rows(scope) ? std::optional(row) : std::nullopt;
}

std::string subjectOf(const model::NodeDescription& description, model::Scope scope,
                      std::size_t row) {
    switch (scope) {
    case model::Scope::Node:
        return {};
    case model::Scope::Input:
        return description.inputs[row].id;
    case model::Scope::Path:
        return description.paths[row].id;
    case model::Scope::Pid:
        return description.pids[row].inputId + "/" + std::to_string(description.pids[row].pid);
    }
    return {};
}

} // namespace vigie::fleet
