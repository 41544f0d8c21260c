// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/faults.h"

#include <algorithm>
#include <utility>

namespace vigie::engine {
namespace {

using alarm::FaultKind;
using Raw = std::optional<std::int64_t>;

/// A node that never answered is only missing once it had time to.
constexpr std::chrono::seconds firstContactTime{5};

/// True or false for a state metric; nothing while it is unknown (0 or absent).
std::optional<bool> isState(Raw raw, std::int64_t wanted) {
    return raw && *raw != 0 ? std::optional(*raw == wanted) : std::nullopt;
}

/// True as soon as one says so; false when one says so and none says the opposite.
std::optional<bool> either(std::optional<bool> a, std::optional<bool> b) {
    if (a == true || b == true) {
        return true;
    }
    return a ? a : b;
}

std::optional<double> scaled(Raw raw, double step) {
    return raw ? std::optional(static_cast<double>(*raw) * step) : std::nullopt;
}

} // namespace

void FaultFinder::observeContact(std::size_t index, const base::Timestamp& now) {
    const fleet::NodeState& node = m_fleet.nodes()[index];
    NodeRow& row = m_rows.node(index);
    const std::string& name = node.description ? node.description->id : node.endpoint;
    const std::size_t subject = m_alarms.subject({model::Scope::Node, name, ""});
    if (row.subject && *row.subject != subject) {
        m_alarms.retire(*row.subject, now.utc); // it was known by its address until now
    }
    row.subject = subject;
    bool isMissing = false;
    switch (node.contact) {
    case fleet::Contact::Connected:
        break;
    case fleet::Contact::Lost:
    case fleet::Contact::Refused:
        isMissing = true;
        break;
    case fleet::Contact::Connecting:
        isMissing = node.noContactSince || now.mono - node.firstSeen.mono >= firstContactTime;
        break;
    }
    m_alarms.observe(subject, FaultKind::NoContact, {isMissing, std::nullopt},
                     isMissing ? node.noContactSince.value_or(now.utc) : now.utc);
}

void FaultFinder::observeTick(std::size_t index, base::Utc at) {
    const NodeRow& node = m_rows.node(index);
    for (const std::size_t number : node.inputs) {
        observeInput(m_rows.inputs[number], at);
    }
    for (const std::size_t number : node.paths) {
        observePath(number, at);
    }
}

void FaultFinder::setOnSchedule(std::size_t path, bool isOnSchedule) {
    if (m_isOffSchedule.size() <= path) {
        m_isOffSchedule.resize(path + 1, false);
    }
    m_isOffSchedule[path] = !isOnSchedule;
}

std::optional<bool> FaultFinder::inputHasNoData(const InputRow& input) const {
    const fleet::NodeState& node = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    const auto raw = node.raw(ids.inputState, input.row);
    if (!raw || *raw == model::state::InputUnknown) {
        return std::nullopt;
    }
    if (*raw == model::state::InputReceiving) {
        // Bytes that bring no path anything are one cause, though they are bytes.
        return input.paths.size() > 1 &&
               std::all_of(input.paths.begin(), input.paths.end(), [&](std::size_t number) {
                   return node.raw(ids.pathState, m_rows.paths[number].row) ==
                          model::state::PathNoData;
               });
    }
    // The path knows how long it may be silent (over HLS: three target durations) and how long it
    // may take to begin.
    bool isJudged = input.paths.empty();
    for (const std::size_t number : input.paths) {
        const auto state = node.raw(ids.pathState, m_rows.paths[number].row);
        if (state == model::state::PathReceiving) {
            return false;
        }
        isJudged = isJudged || (state && *state != model::state::PathUnknown);
    }
    const bool isBeginning = *raw == model::state::InputConnecting && !isJudged;
    return isBeginning ? std::nullopt : std::optional(true);
}

std::optional<bool> FaultFinder::hasNoData(const PathRow& path) const {
    const auto raw = m_fleet.nodes()[path.node].raw(m_rows.node(path.node).ids.pathState, path.row);
    if (raw && *raw != model::state::PathUnknown) {
        return *raw != model::state::PathReceiving;
    }
    return path.input ? inputHasNoData(m_rows.inputs[*path.input]) : std::nullopt;
}

void FaultFinder::observeInput(InputRow& input, base::Utc at) {
    const fleet::NodeState& node = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    const auto raw = [&node, &input](MetricId id) { return node.raw(id, input.row); };
    const auto tell = [this, &input, at](FaultKind kind, std::optional<bool> isPresent,
                                         std::optional<double> value = {}) {
        m_alarms.observe(input.subject, kind, {isPresent, value}, at);
    };
    const std::int64_t second = base::toSeconds(at);

    const std::optional<bool> noData = inputHasNoData(input);
    // With one path on it, the path says it: one cause, one alarm.
    tell(FaultKind::NoData, input.paths.size() == 1 ? std::optional(false) : noData);
    tell(FaultKind::RfUnlocked, isState(raw(ids.rfLock), model::state::Unlocked));
    tell(FaultKind::RfMargin, std::nullopt, scaled(raw(ids.rfMargin), ids.rfMarginStep));

    const Raw rtpLost = raw(ids.rtpLost);
    const Raw srtDropped = raw(ids.srtDropped);
    input.loss.observe(second, rtpLost || srtDropped
                                   ? Raw(rtpLost.value_or(0) + srtDropped.value_or(0))
                                   : std::nullopt);
    if (const auto lost = input.loss.perSecond()) {
        tell(FaultKind::Loss, *lost > 0, static_cast<double>(*lost));
    } else {
        tell(FaultKind::Loss, std::nullopt);
    }

    observeLegs(input, at);
    observeChecks(input, at, noData == true);
}

void FaultFinder::observeLegs(const InputRow& input, base::Utc at) {
    const fleet::NodeState& node = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    const auto isA = isState(node.raw(ids.legA, input.row), model::state::LegReceiving);
    const auto isB = isState(node.raw(ids.legB, input.row), model::state::LegReceiving);
    legacy::Observation observation;
    if (isA && isB) {
        observation.isPresent = *isA != *isB; // both gone: that is no data
        observation.value = *isA ? 2 : 1;
    }
    m_alarms.observe(input.subject, FaultKind::LegDown, observation, at);

    const auto ber = scaled(node.raw(ids.rfBerAfter, input.row), ids.rfBerAfterStep);
    const auto per = scaled(node.raw(ids.rfPer, input.row), ids.rfPerStep);
    const auto worst = ber && per ? std::optional(std::max(*ber, *per)) : (ber ? ber : per);
    m_alarms.observe(input.subject, FaultKind::RfErrors, {std::nullopt, worst}, at);
}

void FaultFinder::observeChecks(InputRow& input, base::Utc at, bool hasNoData) {
    const fleet::NodeState& node = m_fleet.nodes()[input.node];
    const MetricIds& ids = m_rows.node(input.node).ids;
    const auto raw = [&node, &input](MetricId id) { return node.raw(id, input.row); };
    legacy::Observation told;
    for (std::size_t i = 0; i < judgedChecks.size(); ++i) {
        input.checks[i].observe(base::toSeconds(at), raw(ids.checks[i].errors));
        const auto grown = input.checks[i].perSecond();
        const Raw state = raw(ids.checks[i].state);
        std::optional<bool> isPresent = grown ? std::optional(*grown > 0) : std::nullopt;
        if (state == model::state::CheckDisabled) {
            isPresent = false;
        } else {
            isPresent = either(isPresent, isState(state, model::state::CheckError));
        }
        if (judgedChecks[i].kind == FaultKind::SyncLoss) {
            isPresent = either(isPresent, isState(raw(ids.tsSync), model::state::Unlocked));
        }
        if (hasNoData) {
            isPresent = std::nullopt; // nothing can be said of a stream that is not there
        }
        told.isPresent = either(told.isPresent, isPresent);
        if (grown && *grown > 0) {
            told.value = told.value.value_or(0) + static_cast<double>(*grown);
        }
        if (i + 1 == judgedChecks.size() || judgedChecks[i + 1].kind != judgedChecks[i].kind) {
            m_alarms.observe(input.subject, judgedChecks[i].kind, told, at);
            told = {};
        }
    }
}

void FaultFinder::observePath(std::size_t number, base::Utc at) {
    const PathRow& path = m_rows.paths[number];
    const fleet::NodeState& node = m_fleet.nodes()[path.node];
    const MetricIds& ids = m_rows.node(path.node).ids;
    const auto raw = [&node, &path](MetricId id) { return node.raw(id, path.row); };
    const bool isOffSchedule = number < m_isOffSchedule.size() && m_isOffSchedule[number];
    const auto tell = [&](FaultKind kind, std::optional<bool> isPresent) {
        m_alarms.observe(path.subject, kind,
                         {isOffSchedule ? std::optional(false) : isPresent, std::nullopt}, at);
    };
    const Raw state = raw(ids.pathState);
    const std::optional<bool> ofInput =
        path.input ? inputHasNoData(m_rows.inputs[*path.input]) : std::nullopt;
    const bool isSaidByInput = ofInput == true && m_rows.inputs[*path.input].paths.size() != 1;
    tell(FaultKind::NoData, isSaidByInput
                                ? std::optional(false)
                                : either(isState(state, model::state::PathNoData), ofInput));
    tell(FaultKind::ServiceMissing, isState(state, model::state::PathServiceMissing));
    observeContent(number, at);
    m_alarms.observe(path.subject, FaultKind::Latency, {std::nullopt, path.latency.ms}, at);
}

void FaultFinder::observeContent(std::size_t number, base::Utc at) {
    const PathRow& path = m_rows.paths[number];
    const fleet::NodeState& node = m_fleet.nodes()[path.node];
    const MetricIds& ids = m_rows.node(path.node).ids;
    const bool isOffSchedule = number < m_isOffSchedule.size() && m_isOffSchedule[number];
    const auto isThere = [&node, &path](MetricId id) {
        return isState(node.raw(id, path.row), model::state::ContentPresent);
    };
    // One cause, one alarm: what explains another fault hides it.
    const auto tell = [&](FaultKind kind, std::optional<bool> isPresent, bool isExplained = false) {
        m_alarms.observe(path.subject, kind,
                         {isOffSchedule || isExplained ? std::optional(false) : isPresent, {}}, at);
    };
    const bool isNoVideo = isThere(ids.noVideo) == true;
    const bool isBlack = isThere(ids.black) == true;
    const bool isOneColor = isThere(ids.singleColor) == true;
    const bool isBars = isThere(ids.colorBars) == true;
    tell(FaultKind::NoVideo, isThere(ids.noVideo),
         isStreamStopped(path) || hasNoData(path) == true);
    tell(FaultKind::Black, isThere(ids.black), isNoVideo);
    tell(FaultKind::SingleColor, isThere(ids.singleColor), isNoVideo || isBlack);
    tell(FaultKind::ColorBars, isThere(ids.colorBars), isNoVideo);
    // What has no content stands still by nature.
    tell(FaultKind::Freeze, isThere(ids.freeze), isNoVideo || isBlack || isOneColor || isBars);
    tell(FaultKind::ChromaLoss, isThere(ids.chromaLoss), isNoVideo || isBlack || isOneColor);
    tell(FaultKind::Blockiness, isThere(ids.blockiness), isNoVideo || isBlack || isOneColor);
    // Digital zero is silence too: the inspector tells them apart, the alarm is one.
    const bool isSilent = isThere(ids.silence) == true;
    tell(FaultKind::Silence, isThere(ids.silence));
    tell(FaultKind::ChannelLost, isThere(ids.channelLost), isSilent);
    tell(FaultKind::Phase, isThere(ids.phase), isSilent);
}

bool FaultFinder::isStreamStopped(const PathRow& path) const {
    if (!path.input || m_rows.inputs[*path.input].paths.size() != 1) {
        return false; // it may be another programme's
    }
    const InputRow& input = m_rows.inputs[*path.input];
    const MetricIds& ids = m_rows.node(path.node).ids;
    for (std::size_t i = 0; i < judgedChecks.size(); ++i) {
        const bool isStopped = judgedChecks[i].kind == FaultKind::EsStopped ||
                               judgedChecks[i].kind == FaultKind::PidMissing;
        if (isStopped && m_fleet.nodes()[path.node].raw(ids.checks[i].state, input.row) ==
                             model::state::CheckError) {
            return true;
        }
    }
    return false;
}

std::vector<alarm::Fault> FaultFinder::faultsOf(const PathRow& path) const {
    std::vector<alarm::Fault> faults = m_alarms.faults(path.subject);
    const auto append = [&faults, this](std::size_t subject) {
        for (alarm::Fault& fault : m_alarms.faults(subject)) {
            faults.push_back(std::move(fault));
        }
    };
    if (path.input) {
        append(m_rows.inputs[*path.input].subject);
    }
    if (const auto subject = m_rows.node(path.node).subject) {
        append(*subject);
    }
    std::stable_sort(faults.begin(), faults.end(), [](const auto& a, const auto& b) {
        return std::pair(b.severity, a.since) < std::pair(a.severity, b.since);
    });
    return faults;
}

} // namespace vigie::engine
