// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/signals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace vigie::engine {
namespace {

using Raw = std::optional<std::int64_t>;

constexpr std::size_t placeOf(std::string_view check) {
    std::size_t place = 0;
    while (model::serviceChecks.at(place) != check) {
        ++place;
    }
    return place;
}

/// Of model::serviceChecks: that a stream stands still or is missing.
constexpr std::array<std::size_t, 2> stopping{placeOf("1.6"), placeOf("es.stopped")};

/// A node that never answered is only missing once it had time to.
constexpr std::chrono::seconds firstContactTime{5};
/// Steps of the derived gauges; docs/alarms.md.
constexpr double latencyStep = 0.001; // ms
constexpr double ratioStep = 1e-12;

/// True or false for a state metric; nothing while it is unknown (0 or absent).
std::optional<bool> isState(Raw raw, std::int64_t wanted) {
    return raw && *raw != 0 ? std::optional(*raw == wanted) : std::nullopt;
}

std::optional<bool> either(std::optional<bool> a, std::optional<bool> b) {
    if (a == true || b == true) {
        return true;
    }
    return a ? a : b;
}

void set(model::Cell& cell, Raw raw, base::Utc at) {
    cell = {raw.value_or(0), at, raw.has_value()};
}

void setPresent(model::Cell& cell, std::optional<bool> isPresent, base::Utc at) {
    set(cell,
        isPresent ? Raw(*isPresent ? model::state::ContentPresent : model::state::ContentClear)
                  : std::nullopt,
        at);
}

Raw inSteps(std::optional<double> value, double step) {
    return value ? Raw(std::llround(*value / step)) : std::nullopt;
}

} // namespace

NodeSignals& Signals::node(std::size_t index) {
    while (m_nodes.size() <= index) {
        m_nodes.emplace_back().noContact.resize(1);
    }
    return m_nodes[index];
}

void Signals::bind(std::size_t index) {
    NodeSignals& derived = node(index);
    const NodeRow& row = m_rows.node(index);
    for (auto* cells :
         {&derived.inputNoData, &derived.inputLoss, &derived.legDown, &derived.rfErrors}) {
        cells->assign(row.inputs.size(), {});
    }
    for (auto* cells : {&derived.pathNoData, &derived.pathStreamStopped, &derived.pathLatency,
                        &derived.pathSkew}) {
        cells->assign(row.paths.size(), {});
    }
}

void Signals::updateContact(std::size_t index, const base::Timestamp& now) {
    const fleet::NodeState& state = m_fleet.nodes()[index];
    bool isMissing = false;
    switch (state.contact) {
    case fleet::Contact::Connected:
        break;
    case fleet::Contact::Lost:
    case fleet::Contact::Refused:
        isMissing = true;
        break;
    case fleet::Contact::Connecting:
        isMissing = state.noContactSince || now.mono - state.firstSeen.mono >= firstContactTime;
        break;
    }
    setPresent(node(index).noContact[0], isMissing, now.utc);
}

void Signals::updateTick(std::size_t index, base::Utc at) {
    NodeSignals& derived = node(index);
    const NodeRow& row = m_rows.node(index);
    for (const std::size_t number : row.inputs) {
        InputRow& input = m_rows.inputs[number];
        const fleet::NodeState& state = m_fleet.nodes()[index];
        const Raw rtpLost = state.raw(row.ids.rtpLost, input.row);
        const Raw srtDropped = state.raw(row.ids.srtDropped, input.row);
        input.loss.observe(base::toSeconds(at),
                           rtpLost || srtDropped ? Raw(rtpLost.value_or(0) + srtDropped.value_or(0))
                                                 : std::nullopt);
        updateInput(input, derived, at);
        noteServiceChecks(input, at);
    }
    for (const std::size_t number : row.paths) {
        updatePath(m_rows.paths[number], derived, at);
    }
}

std::optional<bool> Signals::inputHasNoData(const InputRow& input) const {
    const fleet::NodeState& state = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    const auto raw = state.raw(ids.inputState, input.row);
    if (!raw || *raw == model::state::InputUnknown) {
        return std::nullopt;
    }
    if (*raw == model::state::InputReceiving) {
        // Bytes that bring no path anything are one cause, though they are bytes.
        return input.paths.size() > 1 &&
               std::all_of(input.paths.begin(), input.paths.end(), [&](std::size_t number) {
                   return state.raw(ids.pathState, m_rows.paths[number].row) ==
                          model::state::PathNoData;
               });
    }
    // The path knows how long it may be silent (over HLS: three target durations) and how long it
    // may take to begin.
    bool isJudged = input.paths.empty();
    for (const std::size_t number : input.paths) {
        const auto path = state.raw(ids.pathState, m_rows.paths[number].row);
        if (path == model::state::PathReceiving) {
            return false;
        }
        isJudged = isJudged || (path && *path != model::state::PathUnknown);
    }
    const bool isBeginning = *raw == model::state::InputConnecting && !isJudged;
    return isBeginning ? std::nullopt : std::optional(true);
}

std::optional<bool> Signals::hasNoData(const PathRow& path) const {
    const auto raw = m_fleet.nodes()[path.node].raw(m_rows.node(path.node).ids.pathState, path.row);
    if (raw && *raw != model::state::PathUnknown) {
        return *raw != model::state::PathReceiving;
    }
    return path.input ? inputHasNoData(m_rows.inputs[*path.input]) : std::nullopt;
}

void Signals::updateInput(const InputRow& input, NodeSignals& derived, base::Utc at) const {
    const fleet::NodeState& state = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    // With one path on it, the path says it: one cause, one alarm.
    setPresent(derived.inputNoData[input.row],
               input.paths.size() == 1 ? std::optional(false) : inputHasNoData(input), at);
    set(derived.inputLoss[input.row], input.loss.perSecond(), at);

    const auto isA = isState(state.raw(ids.legA, input.row), model::state::LegReceiving);
    const auto isB = isState(state.raw(ids.legB, input.row), model::state::LegReceiving);
    Raw leg;
    if (isA && isB) {
        leg = *isA == *isB ? 0 : (*isA ? 2 : 1); // both gone: that is no data
    }
    set(derived.legDown[input.row], leg, at);

    const auto scaled = [&](MetricId id, double step) {
        const Raw raw = state.raw(id, input.row);
        return raw ? std::optional(static_cast<double>(*raw) * step) : std::nullopt;
    };
    const auto ber = scaled(ids.rfBerAfter, ids.rfBerAfterStep);
    const auto per = scaled(ids.rfPer, ids.rfPerStep);
    const auto worst = ber && per ? std::optional(std::max(*ber, *per)) : (ber ? ber : per);
    set(derived.rfErrors[input.row], inSteps(worst, ratioStep), at);
}

void Signals::updatePath(const PathRow& path, NodeSignals& derived, base::Utc at) const {
    const fleet::NodeState& state = m_fleet.nodes()[path.node];
    const Raw raw = state.raw(m_rows.node(path.node).ids.pathState, path.row);
    std::optional<bool> noData = isState(raw, model::state::PathNoData);
    if (path.input) {
        const InputRow& input = m_rows.inputs[*path.input];
        const std::optional<bool> ofInput = inputHasNoData(input);
        noData = ofInput == true && input.paths.size() != 1 ? std::optional(false)
                                                            : either(noData, ofInput);
    }
    setPresent(derived.pathNoData[path.row], noData, at);
    setPresent(derived.pathStreamStopped[path.row], isStreamStopped(path), at);
    set(derived.pathLatency[path.row], inSteps(path.latency.ms, latencyStep), at);
    set(derived.pathSkew[path.row], inSteps(path.skewMs, latencyStep), at);
}

void Signals::noteServiceChecks(const InputRow& input, base::Utc at) {
    if (input.paths.size() < 2) {
        return;
    }
    const fleet::NodeState& state = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    for (std::size_t check = 0; check < model::serviceChecks.size(); ++check) {
        if (state.raw(ids.streamChecks[check], input.row) != model::state::CheckError) {
            continue;
        }
        for (const std::size_t number : input.paths) {
            PathRow& path = m_rows.paths[number];
            if (state.raw(ids.serviceChecks[check], path.row) == model::state::CheckError) {
                path.checkErrors[check] = at;
            }
        }
    }
}

bool Signals::isStreamStopped(const PathRow& path) const {
    if (!path.input) {
        return false;
    }
    const InputRow& input = m_rows.inputs[*path.input];
    const fleet::NodeState& state = m_fleet.nodes()[path.node];
    const MetricIds& ids = m_rows.node(path.node).ids;
    // Of many programmes the input's own state may be another's.
    const bool isAlone = input.paths.size() == 1;
    const auto& states = isAlone ? ids.streamChecks : ids.serviceChecks;
    const std::size_t row = isAlone ? input.row : path.row;
    return std::any_of(stopping.begin(), stopping.end(), [&](std::size_t check) {
        return state.raw(states[check], row) == model::state::CheckError;
    });
}

} // namespace vigie::engine
