// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/analyzer.h"

#include <algorithm>
#include <utility>

#include "core/ts/analyzerimpl.h"

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

/// Timers need not be finer than this.
constexpr base::Nanoseconds tickInterval = 10ms;
constexpr base::Nanoseconds unreferencedPoll = 50ms;
/// So many bytes without a step are no transport stream.
constexpr std::size_t hopelessAfter = 4096;

} // namespace

Analyzer::Impl::Impl(Profile profile, AnalyzerSink& sink)
    : m_profile(std::move(profile)), m_sink(sink), m_book(m_profile, sink),
      m_packetizer(m_profile.syncAcquireAfter, m_profile.syncLossAfter, *this), m_services(sink),
      m_psi(m_profile, m_book), m_si(m_profile, m_book, [this] {
          const PcrClock* const clock = referenceClock();
          return clock != nullptr ? clock->bitrate() : std::nullopt;
      }) {
    for (const std::uint16_t pid :
         {pids::pat, pids::cat, pids::nit, pids::sdt, pids::eit, pids::rst, pids::tdt}) {
        m_pids.at(pid).sections = std::make_unique<SectionAssembler>();
    }
}

void Analyzer::Impl::feed(std::span<const std::byte> bytes, base::Timestamp arrival) {
    m_now = arrival;
    if (m_areReferencesStale) {
        applyReferences();
    }
    m_totals.bytes += bytes.size();
    m_fed = {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
    m_packetizer.feed(m_fed);
    m_fed = {};
    if (m_packetizer.isInSync()) {
        m_book.measured(Check::TsSyncLoss);
        m_book.measured(Check::SyncByteError);
        m_book.measured(Check::TransportError);
    } else if (!m_isLossRaised && m_packetizer.searched() > hopelessAfter) {
        m_isLossRaised = true;
        m_totals.isInSync = false;
        m_book.begin(Check::TsSyncLoss, m_now, std::nullopt);
    }
    tick(arrival);
    updateTotals();
}

void Analyzer::Impl::advance(base::Timestamp now) {
    m_now = now;
    if (m_areReferencesStale) {
        applyReferences();
    }
    tick(now);
    // Without packets the rates are of the past sooner or later.
    updateTotals();
}

void Analyzer::Impl::restart(base::Timestamp at) {
    m_now = at;
    m_packetizer.reset();
    m_badRun = 0;
    stopMonitors(false);
    if (m_isLossRaised) {
        m_isLossRaised = false;
        m_book.end(Check::TsSyncLoss, at, std::nullopt);
    }
    m_book.forget(true);
    m_totals.isInSync.reset();
    updateTotals();
}

void Analyzer::Impl::assemble(std::vector<std::uint16_t> serviceIds) {
    m_asked = std::move(serviceIds);
    // Taken up by the next feed or advance: this may be called from inside a unit.
    m_areReferencesStale = true;
}

void Analyzer::Impl::onBadSync() {
    ++m_badRun;
    m_book.raise(Check::SyncByteError, m_now, std::nullopt);
}

void Analyzer::Impl::onSyncAcquired(int size) {
    m_totals.packetSize = size;
    m_totals.isInSync = true;
    if (m_isLossRaised) {
        m_isLossRaised = false;
        m_book.end(Check::TsSyncLoss, m_now, std::nullopt);
    }
    m_psi.restart(m_now);
    m_si.restart(m_now);
    for (PidState* const state : m_watched) {
        if (state->monitor) {
            state->monitor->restart(m_now, m_book);
        }
        if (state->pcrAbsence) {
            state->pcrAbsence->arm(m_now);
        }
    }
    m_patAt = m_now.mono;
}

void Analyzer::Impl::onSyncLost() {
    m_badRun = 0;
    m_totals.isInSync = false;
    m_isLossRaised = true;
    m_book.begin(Check::TsSyncLoss, m_now, std::nullopt);
    stopMonitors(true);
    m_book.forget(false);
}

void Analyzer::Impl::stopMonitors(bool isLost) {
    m_psi.stop(m_now);
    m_si.stop(m_now);
    for (const auto& state : m_pids.all()) {
        state->continuity.reset();
        state->lastPcr.reset();
        state->ptsMarker.restart();
        if (state->splices && !isLost) {
            state->splices->restart();
        }
        if (state->sections) {
            state->sections->reset();
        }
        if (state->pes) {
            state->pes->cut();
        }
        if (state->pcr) {
            state->pcr->reset();
        }
        if (state->monitor) {
            state->monitor->stop(m_now, m_book);
        }
        if (state->pcrAbsence) {
            state->pcrAbsence->disarm(m_now, m_book);
        }
        if (state->isUnreferencedRaised) {
            state->isUnreferencedRaised = false;
            m_book.end(Check::UnreferencedPid, m_now, state->pid);
        }
    }
    for (auto& [service, model] : m_models) {
        model.std.stop();
        model.std.clearFindings();
    }
    m_settledAt.reset();
    m_book.forget(!isLost);
}

void Analyzer::Impl::onBatchEnd() {
    m_pids.endBatch([this](PidState& state) {
        state.lastSeen = m_now.mono;
        if (state.monitor) {
            state.monitor->packetSeen(m_now, m_book);
            if (state.hadPayload) {
                state.monitor->payloadSeen(m_now, m_book);
            }
        }
    });
}

void Analyzer::Impl::tick(base::Timestamp now) {
    const base::Nanoseconds passed = now.mono - m_lastTick;
    if (passed >= 0ns && passed < tickInterval) {
        return;
    }
    m_lastTick = now.mono;
    if (m_packetizer.isInSync()) {
        m_psi.poll(now);
        m_si.poll(now);
        for (PidState* const state : m_watched) {
            if (state->monitor) {
                state->monitor->poll(now, m_book);
            }
            if (state->pcrAbsence) {
                state->pcrAbsence->poll(now, m_book);
            }
        }
        pollPcrQuality();
        pollModels();
        if (now.mono - m_lastUnreferencedPoll >= unreferencedPoll) {
            m_lastUnreferencedPoll = now.mono;
            pollUnreferenced();
        }
    }
    m_book.refresh(now);
    if (m_isInventoryStale) {
        m_isInventoryStale = false;
        m_sink.onInventoryChanged();
    }
}

void Analyzer::Impl::pollUnreferenced() {
    if (!m_settledAt) {
        // Until the tables had their time to come, every PID would look unreferenced.
        const auto& services = m_services.services();
        const bool hasAll =
            std::all_of(services.begin(), services.end(),
                        [](const Service& service) { return service.version >= 0; });
        const base::Nanoseconds grace = m_profile.patInterval + m_profile.pmtInterval;
        if (!m_services.hasPat() || (!hasAll && m_now.mono - m_patAt <= grace)) {
            return;
        }
        m_settledAt = m_now.mono;
    }
    m_book.measured(Check::UnreferencedPid);
    for (const auto& owned : m_pids.all()) {
        PidState& state = *owned;
        const bool isRunning =
            state.packets > 0 && m_now.mono - state.lastSeen <= m_profile.pidAbsence;
        const bool isLate = m_now.mono - std::max(state.unreferencedSince, *m_settledAt) >
                            m_profile.unreferencedAfter;
        const bool isBad = !state.isReferenced && state.pid >= 0x20 && state.pid != nullPid &&
                           isRunning && (isLate || state.isUnreferencedRaised) &&
                           std::find(m_profile.privatePids.begin(), m_profile.privatePids.end(),
                                     state.pid) == m_profile.privatePids.end();
        if (isBad == state.isUnreferencedRaised) {
            continue;
        }
        state.isUnreferencedRaised = isBad;
        if (isBad) {
            m_book.begin(Check::UnreferencedPid, m_now, state.pid);
        } else {
            m_book.end(Check::UnreferencedPid, m_now, state.pid);
        }
    }
}

void Analyzer::Impl::updateTotals() {
    m_totals.transportStreamId = m_services.transportStreamId();
    if (const PidState* const reference = referenceState()) {
        m_totals.pcrBitrate =
            hasClock(*reference) ? reference->pcr->bitrate() : std::optional<double>();
        m_totals.pcrBitrateMean = reference->pcr->meanBitrate();
    }
}

void Analyzer::Impl::resetInterval() {
    for (const auto& state : m_pids.all()) {
        if (state->pcr) {
            state->pcr->resetInterval();
        }
        if (state->pcrQuality) {
            state->pcrQuality->resetInterval();
        }
    }
    for (auto& [service, timing] : m_timings) {
        timing.resetInterval();
    }
}

void Analyzer::Impl::gap(base::Timestamp at) {
    m_now = at;
    ++m_losses;
}

std::vector<PidFigures> Analyzer::Impl::pids() const {
    std::vector<PidFigures> figures;
    const bool isRateKnown = hasRate();
    for (const auto& state : m_pids.all()) {
        const bool isInvented = state->packets == 0 && (!state->isReferenced || state->pid < 0x20 ||
                                                        state->pid == nullPid);
        if (isInvented) {
            continue;
        }
        figures.push_back({state->pid, state->packets, state->ccErrors, state->scrambled,
                           state->content.streamClass, state->streamType, state->content.name,
                           state->content.language, state->serviceId,
                           isRateKnown ? state->pcrBitrate : std::optional<double>()});
    }
    std::sort(figures.begin(), figures.end(),
              [](const PidFigures& a, const PidFigures& b) { return a.pid < b.pid; });
    return figures;
}

std::vector<ServiceFigures> Analyzer::Impl::services() const {
    std::vector<ServiceFigures> figures;
    const bool isRateKnown = hasRate();
    for (const Service& service : m_services.services()) {
        ServiceFigures& entry = figures.emplace_back();
        entry.serviceId = service.id;
        entry.pmtPid = service.pmtPid;
        entry.pcrPid = service.pcrPid;
        entry.hasPmt = service.version >= 0;
        entry.name = service.name;
        entry.provider = service.provider;
        for (const ServiceStream& stream : service.streams) {
            entry.pids.push_back(stream.pid);
        }
        if (const PidState* const state = m_pids.find(service.pcrPid); state && state->pcr) {
            entry.pcrIntervalMax = state->pcr->intervalMax();
            entry.pcrJitter = state->pcr->jitter();
            if (state->pcrQuality) {
                entry.pcr = state->pcrQuality->figures(hasClock(*state));
            }
        }
        if (const auto timing = m_timings.find(service.id); timing != m_timings.end()) {
            entry.ptsPcrDistance = timing->second.ptsPcrDistance();
            entry.avPtsGap = timing->second.avPtsGap();
        }
        if (isRateKnown) {
            entry.pcrBitrate = pcrBitrateOf(service);
        }
    }
    return figures;
}

Analyzer::Analyzer(Profile profile, AnalyzerSink& sink)
    : m_impl(std::make_unique<Impl>(std::move(profile), sink)) {}
Analyzer::~Analyzer() = default;

void Analyzer::feed(std::span<const std::byte> bytes, base::Timestamp arrival) {
    m_impl->feed(bytes, arrival);
}
void Analyzer::advance(base::Timestamp now) {
    m_impl->advance(now);
}
void Analyzer::gap(base::Timestamp at) {
    m_impl->gap(at);
}
void Analyzer::restart(base::Timestamp at) {
    m_impl->restart(at);
}
void Analyzer::assemble(std::vector<std::uint16_t> serviceIds) {
    m_impl->assemble(std::move(serviceIds));
}
const Profile& Analyzer::profile() const {
    return m_impl->profile();
}
const CheckResult& Analyzer::check(Check check) const {
    return m_impl->check(check);
}
const Totals& Analyzer::totals() const {
    return m_impl->totals();
}
std::vector<PidFigures> Analyzer::pids() const {
    return m_impl->pids();
}
std::vector<ServiceFigures> Analyzer::services() const {
    return m_impl->services();
}
void Analyzer::resetInterval() {
    m_impl->resetInterval();
}

} // namespace vigie::ts
