// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/inputworker.h"

#include <algorithm>
#include <utility>

#include "core/base/log.h"
#include "core/probe/receivers.h"
#include "core/probe/spliceevent.h"

namespace vigie::probe {
namespace {

// Kinds of events within one tick (100 ms); a burst of one kind is one event with a count.
constexpr std::size_t maximumPendingEvents = 256;

bool isPriority1(ts::Check check) {
    return check <= ts::Check::PidError;
}

model::EventPhase phaseOf(ts::Occurrence::Phase phase) {
    switch (phase) {
    case ts::Occurrence::Phase::Once:
        return model::EventPhase::Once;
    case ts::Occurrence::Phase::Begin:
        return model::EventPhase::Begin;
    case ts::Occurrence::Phase::End:
        return model::EventPhase::End;
    }
    return model::EventPhase::Once;
}

} // namespace

base::Result<std::unique_ptr<InputWorker>>
InputWorker::make(const InputConfig& config, media::ContentPool& pool, base::Timestamp start) {
    auto receiver = makeReceiver(config);
    if (!receiver) {
        return base::failure("input '" + config.id + "': " + receiver.error().message);
    }
    std::unique_ptr<InputWorker> worker(new InputWorker(config, pool, start));
    worker->m_receiver = std::move(*receiver);
    auto rf = makeRfSource(config);
    if (!rf) {
        return base::failure("input '" + config.id + "': " + rf.error().message);
    }
    worker->m_ownRf = std::move(*rf);
    // A tuner tells its own figures, where nothing else is named.
    worker->m_rf = worker->m_ownRf
                       ? worker->m_ownRf.get()
                       : dynamic_cast<const transport::RfSource*>(worker->m_receiver.get());
    return worker;
}

InputWorker::InputWorker(const InputConfig& config, media::ContentPool& pool, base::Timestamp start)
    : m_config(config) {
    ts::Profile profile = config.profile;
    // Segments and files are handed on at a pace of our own: it says nothing of the network.
    profile.hasArrivalPace = profile.hasArrivalPace && config.transport != model::Transport::Hls &&
                             config.transport != model::Transport::File;
    m_analyzer =
        std::make_unique<ts::Analyzer>(std::move(profile), static_cast<ts::AnalyzerSink&>(*this));
    std::vector<std::uint16_t> services;
    for (const ServiceConfig& service : config.services) {
        m_paths.push_back(
            std::make_unique<PathWorker>(service, pool, start, config.profile.persistence));
        services.push_back(service.serviceId);
    }
    m_analyzer->assemble(services);
}

InputWorker::~InputWorker() {
    stop("the node is stopping");
}

void InputWorker::start() {
    m_receiver->start(*this);
}

void InputWorker::stop(const std::string& reason) {
    if (m_receiver) {
        m_receiver->stop();
    }
    for (const auto& path : m_paths) {
        path->close(reason);
    }
}

std::optional<std::uint16_t> InputWorker::rfPort() const {
    return m_rf != nullptr ? m_rf->listenPort() : std::nullopt;
}

base::Utc InputWorker::requestPolicy(PathWorker& path, model::DecodePolicy policy,
                                     base::Timestamp now, std::chrono::seconds length) {
    const std::lock_guard lock(m_mutex);
    return path.requestPolicy(policy, now, length);
}

void InputWorker::onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) {
    if (m_ring) {
        m_ring->push(bytes, arrival); // copies, and waits for nobody
    }
    const std::lock_guard lock(m_mutex);
    m_hasEverReceived = true;
    m_analyzer->feed(bytes, arrival);
}

void InputWorker::onGap(std::uint64_t lostPackets, base::Timestamp at) {
    if (m_ring) {
        m_ring->noteLoss(std::max<std::uint64_t>(lostPackets, 1), at);
    }
    const std::lock_guard lock(m_mutex);
    m_analyzer->gap(at);
    for (const auto& path : m_paths) {
        path->onLoss();
    }
    model::Event event;
    event.utc = at.utc;
    event.kind = model::EventKind::Input;
    event.code = "input.loss";
    event.scope = model::Scope::Input;
    event.subject = m_config.id;
    event.count = std::max<std::uint64_t>(lostPackets, 1);
    addEvent(std::move(event));
}

void InputWorker::onRestart(base::Timestamp at) {
    if (m_ring) {
        m_ring->noteRestart(at);
    }
    const std::lock_guard lock(m_mutex);
    m_analyzer->restart(at);
    for (const auto& path : m_paths) {
        path->onRestart();
    }
}

void InputWorker::onState(transport::LinkState state, const std::string& reason,
                          base::Timestamp at) {
    const std::lock_guard lock(m_mutex);
    const bool isNew = !m_hasLinkState || state != m_link || reason != m_linkReason;
    m_hasLinkState = true;
    m_link = state;
    m_linkReason = reason;
    if (!isNew) {
        return;
    }
    model::Event event;
    event.utc = at.utc;
    event.kind = model::EventKind::Input;
    event.scope = model::Scope::Input;
    event.subject = m_config.id;
    switch (state) {
    case transport::LinkState::Connecting:
        event.code = "input.connecting";
        break;
    case transport::LinkState::Receiving:
        event.code = "input.connected";
        break;
    case transport::LinkState::NoData:
        event.code = "input.lost";
        break;
    case transport::LinkState::Failed:
        event.code = "input.failed";
        break;
    }
    if (!reason.empty()) {
        event.parameters.emplace_back("reason", reason);
    }
    const auto log = base::logger("input");
    const auto level =
        state == transport::LinkState::Failed || state == transport::LinkState::NoData
            ? spdlog::level::warn
            : spdlog::level::info;
    log->log(level, "{}: {}{}{}", m_config.id, event.code.substr(6), reason.empty() ? "" : ": ",
             reason);
    addEvent(std::move(event));
}

void InputWorker::onOccurrence(const ts::Occurrence& occurrence) {
    if (isPriority1(occurrence.check)) {
        for (const auto& path : m_paths) {
            // An end is told to all: the PID may have left the service since the begin.
            if (!occurrence.pid || *occurrence.pid == 0 || path->owns(*occurrence.pid) ||
                occurrence.phase == ts::Occurrence::Phase::End) {
                path->onPriority1(occurrence);
            }
        }
    }
    for (const auto& path : m_paths) {
        if (!ServiceChecks::isOfOneService(occurrence.pid) || path->owns(*occurrence.pid) ||
            occurrence.phase == ts::Occurrence::Phase::End) {
            path->checks().note(occurrence);
        }
    }
    model::Event event;
    event.utc = occurrence.at.utc;
    event.kind = model::EventKind::Tr101290;
    event.phase = phaseOf(occurrence.phase);
    event.code = std::string(ts::checkNumber(occurrence.check));
    event.scope = model::Scope::Input;
    event.subject = m_config.id;
    event.pid = occurrence.pid;
    event.count = occurrence.count;
    addEvent(std::move(event));
}

void InputWorker::onTimeMark(const ts::TimeMark& mark) {
    for (PathWorker* path : pathsOfService(mark.serviceId)) {
        path->onTimeMark(mark);
    }
}

void InputWorker::onPtsMark(const ts::PtsMark& mark) {
    for (PathWorker* path : pathsOfService(mark.serviceId)) {
        path->onPtsMark(mark);
    }
}

void InputWorker::onSplice(const ts::SpliceEvent& splice) {
    if (splice.serviceId == 0) {
        // On a PID that no PMT names: it cannot be laid to a path.
        if (auto event = spliceEvent(splice, m_config.id)) {
            event->scope = model::Scope::Input;
            addEvent(std::move(*event));
        }
        return;
    }
    for (PathWorker* path : pathsOfService(splice.serviceId)) {
        path->onSplice(splice);
        if (auto event = spliceEvent(splice, path->config().pathId)) {
            addEvent(std::move(*event));
        }
    }
}

void InputWorker::onPsiChange(const ts::PsiChange& change) {
    m_isInventoryStale = true;
    model::Event event;
    event.utc = change.at.utc;
    event.kind = model::EventKind::PsiChange;
    event.code = "psi." + change.what;
    event.scope = model::Scope::Input;
    event.subject = m_config.id;
    event.parameters.emplace_back("service", std::to_string(change.serviceId));
    if (change.fromVersion >= 0) {
        event.parameters.emplace_back("from", std::to_string(change.fromVersion));
    }
    if (change.toVersion >= 0) {
        event.parameters.emplace_back("to", std::to_string(change.toVersion));
    }
    addEvent(std::move(event));
}

void InputWorker::onPesUnit(const ts::PesUnit& unit) {
    for (PathWorker* path : pathsOfService(unit.serviceId)) {
        path->onPesUnit(unit);
    }
}

void InputWorker::onInventoryChanged() {
    m_isInventoryStale = true;
}

const std::vector<PathWorker*>& InputWorker::pathsOfService(std::uint16_t serviceId) {
    static const std::vector<PathWorker*> none;
    if (m_isInventoryStale && !m_byService.contains(serviceId)) {
        refreshInventory();
    }
    const auto found = m_byService.find(serviceId);
    return found == m_byService.end() ? none : found->second;
}

void InputWorker::refreshInventory() {
    m_isInventoryStale = false;
    const auto before = std::exchange(m_pids, m_analyzer->pids());
    const bool isSameTable = std::equal(before.begin(), before.end(), m_pids.begin(), m_pids.end(),
                                        [](const auto& a, const auto& b) {
                                            return a.pid == b.pid && a.streamType == b.streamType &&
                                                   a.content == b.content &&
                                                   a.language == b.language &&
                                                   a.serviceId == b.serviceId;
                                        });
    if (!isSameTable) {
        ++m_inventoryRevision;
    }
    const auto services = m_analyzer->services();
    std::vector<model::ServiceInfo> table;
    for (const ts::ServiceFigures& service : services) {
        table.push_back({m_config.id, service.serviceId, service.name, service.provider,
                         service.pmtPid, service.pcrPid});
    }
    if (table != m_serviceTable) {
        m_serviceTable = std::move(table);
        ++m_inventoryRevision;
    }
    m_byService.clear();
    for (const auto& path : m_paths) {
        const std::uint16_t wanted = path->config().serviceId;
        const auto found =
            wanted == 0 ? services.begin()
                        : std::find_if(services.begin(), services.end(),
                                       [wanted](const auto& s) { return s.serviceId == wanted; });
        path->setService(found == services.end() ? nullptr : &*found);
        if (found != services.end()) {
            m_byService[found->serviceId].push_back(path.get());
            if (found->hasPmt) {
                path->setSounds(*found, m_pids);
            }
        }
    }
}

void InputWorker::addEvent(model::Event event) {
    const auto same = std::find_if(m_events.begin(), m_events.end(), [&event](const auto& other) {
        return other.code == event.code && other.pid == event.pid &&
               other.phase == model::EventPhase::Once && event.phase == model::EventPhase::Once &&
               other.parameters == event.parameters;
    });
    if (same != m_events.end()) {
        same->count += event.count;
    } else if (m_events.size() < maximumPendingEvents) {
        m_events.push_back(std::move(event));
    } else {
        ++m_eventsDropped;
    }
}

base::Nanoseconds InputWorker::noDataLimit(const transport::LinkFigures& link) const {
    if (m_config.transport != model::Transport::Hls) {
        return base::Nanoseconds{0};
    }
    // Over HLS data comes in segments: three target durations without one is no data.
    const double target = link.hlsTargetDurationS.value_or(10.0);
    return std::chrono::nanoseconds(static_cast<std::int64_t>(target * 3e9));
}

void InputWorker::advancePaths(base::Timestamp now) {
    for (const auto& path : m_paths) {
        path->advance(now);
        for (const ContentTransition& transition : path->takeTransitions()) {
            model::Event event;
            event.utc = now.utc;
            event.kind = model::EventKind::ContentFault;
            event.phase = transition.isPresent ? model::EventPhase::Begin : model::EventPhase::End;
            event.code = transition.code;
            event.scope = model::Scope::Path;
            event.subject = path->config().pathId;
            if (transition.isPresent && transition.since != base::Utc{}) {
                event.parameters.emplace_back("since", base::toIso8601(transition.since));
            }
            addEvent(std::move(event));
        }
    }
}

std::vector<model::Event> InputWorker::takeUrgent(base::Timestamp now) {
    const std::lock_guard lock(m_mutex);
    m_analyzer->advance(now);
    advancePaths(now);
    const bool isUrgent = std::any_of(m_events.begin(), m_events.end(), [](const auto& event) {
        return event.phase != model::EventPhase::Once || event.kind == model::EventKind::Input;
    });
    return isUrgent ? std::exchange(m_events, {}) : std::vector<model::Event>();
}

InputFacts InputWorker::collect(base::Timestamp now, bool isSecond, double elapsedSeconds) {
    InputFacts facts;
    facts.isSecond = isSecond;
    facts.link = m_receiver->figures();
    if (isSecond && m_rf != nullptr) {
        facts.rf = m_rf->newest();
    }
    if (isSecond && m_ring) {
        facts.ringSeconds = m_ring->status(now.mono).seconds;
    }
    const std::lock_guard lock(m_mutex);
    m_analyzer->advance(now);
    switch (m_link) {
    case transport::LinkState::Connecting:
        facts.state = m_hasLinkState ? model::state::InputConnecting : model::state::InputUnknown;
        break;
    case transport::LinkState::Receiving:
        facts.state = model::state::InputReceiving;
        break;
    case transport::LinkState::NoData:
        facts.state = model::state::InputNoData;
        break;
    case transport::LinkState::Failed:
        facts.state = model::state::InputFailed;
        break;
    }
    advancePaths(now);
    if (isSecond) {
        endSecond(facts, now, elapsedSeconds);
    }
    for (const auto& path : m_paths) {
        facts.paths.push_back(path->takeFacts(now));
        if (isSecond) {
            facts.paths.back().checks = path->checks().states(*m_analyzer, now.mono);
        }
        if (m_config.transport == model::Transport::Hls) {
            // Handed on at a pace of our own: it says nothing of the network.
            facts.paths.back().pcrJitterMs.reset();
        }
    }
    if (m_eventsDropped > 0) {
        model::Event event;
        event.utc = now.utc;
        event.kind = model::EventKind::Gap;
        event.code = "events.dropped";
        event.scope = model::Scope::Input;
        event.subject = m_config.id;
        event.count = std::exchange(m_eventsDropped, 0);
        m_events.push_back(std::move(event));
    }
    facts.events = std::exchange(m_events, {});
    return facts;
}

void InputWorker::endSecond(InputFacts& facts, base::Timestamp now, double elapsedSeconds) {
    refreshInventory();
    facts.totals = m_analyzer->totals();
    for (std::size_t index = 0; index < ts::checkCount; ++index) {
        facts.checks[index] = m_analyzer->check(static_cast<ts::Check>(index));
    }
    std::map<std::uint16_t, std::uint64_t> packetsNow;
    for (const ts::PidFigures& pid : m_pids) {
        PidFacts pidFacts{pid.pid,       pid.packets,  pid.ccErrors,
                          pid.scrambled, std::nullopt, pid.pcrBitrate};
        const auto before = m_pidPackets.find(pid.pid);
        if (before != m_pidPackets.end() && elapsedSeconds > 0) {
            pidFacts.bitrate =
                static_cast<double>(pid.packets - before->second) * 188 * 8 / elapsedSeconds;
        }
        packetsNow[pid.pid] = pid.packets;
        facts.pids.push_back(pidFacts);
        facts.pidTable.push_back(
            {m_config.id, pid.pid, pid.streamType, pid.content, pid.language, pid.serviceId});
    }
    m_pidPackets = std::move(packetsNow);
    facts.serviceTable = m_serviceTable;
    facts.inventoryRevision = m_inventoryRevision;
    const bool isReceiving = m_link == transport::LinkState::Receiving;
    for (const auto& path : m_paths) {
        path->endSecond(now, m_pids, elapsedSeconds, isReceiving, noDataLimit(facts.link));
    }
    m_analyzer->resetInterval();
    if (m_hasEverReceived && elapsedSeconds > 0) {
        if (m_bytesBefore) {
            facts.bitrate =
                static_cast<double>(facts.totals.bytes - *m_bytesBefore) * 8 / elapsedSeconds;
            facts.nullBitrate = static_cast<double>(facts.totals.nullPackets - *m_nullsBefore) *
                                188 * 8 / elapsedSeconds;
        }
        if (m_config.transport == model::Transport::Hls) {
            // Arrival comes in bursts of a segment: only the stream's own clock tells its rate.
            facts.bitrate = facts.totals.pcrBitrate;
            facts.nullBitrate.reset();
        }
        m_bytesBefore = facts.totals.bytes;
        m_nullsBefore = facts.totals.nullPackets;
    }
}

} // namespace vigie::probe
