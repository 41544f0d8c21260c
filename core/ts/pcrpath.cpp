// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/analyzerimpl.h"

#include <algorithm>

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

/// Where program_clock_reference_base ends in a packet that carries it: PCR_AC and the T-STD count
/// from the byte that holds its last bit.
constexpr std::size_t pcrByte = 10;
/// What feed() gets at once may hold more than one PCR, all with one arrival; they are placed by
/// bytes back from it, but not farther.
constexpr base::Nanoseconds farthestBack = 1s;
/// Without a PCR for so long, what it told is past.
constexpr base::Nanoseconds clockGoneAfter = 5s;

double bitsPerSecond(std::uint64_t packets, std::int64_t ticks) {
    return static_cast<double>(packets) * static_cast<double>(packetSize) * 8.0 *
           static_cast<double>(pcrHz) / static_cast<double>(ticks);
}

} // namespace

base::Mono Analyzer::Impl::arrivalOf(const std::uint8_t* packet) const {
    if (m_fed.size() <= packetSize || !m_totals.pcrBitrate || !(*m_totals.pcrBitrate > 0)) {
        return m_now.mono;
    }
    const auto at = reinterpret_cast<std::uintptr_t>(packet) + pcrByte;
    const auto begin = reinterpret_cast<std::uintptr_t>(m_fed.data());
    const std::uintptr_t end = begin + m_fed.size();
    // A packet put together from two feeds ends where this one begins.
    const std::size_t after = at >= begin && at < end ? end - at : m_fed.size();
    const double packets = static_cast<double>(after) / std::max(m_totals.packetSize, 188);
    const double ns = packets * packetSize * 8e9 / *m_totals.pcrBitrate;
    return m_now.mono - std::min(base::Nanoseconds{static_cast<std::int64_t>(ns)}, farthestBack);
}

void Analyzer::Impl::takePcr(PidState& state, std::uint64_t pcr, const std::uint8_t* packet) {
    if (!state.pcr) {
        state.pcr = std::make_unique<PcrClock>();
    }
    const PcrStep step = state.pcr->take(pcr, m_now.mono, m_totals.packets);
    if (referenceState() == &state) {
        if (step.isRateEnd) {
            endRates(state.pcr->rateSpan());
        }
        if (step.isRateBegin || step.isRateEnd) {
            beginRates();
        }
    }
    if (!state.isPcrPid) {
        return;
    }
    clockModels(state, pcr, step, state.lossesKnown != m_losses);
    if (state.pcrQuality) {
        const std::uint64_t position = m_totals.packets * packetSize + pcrByte;
        const base::Mono arrival = m_profile.hasArrivalPace ? arrivalOf(packet) : m_now.mono;
        if (step.kind == PcrStep::Kind::Step) {
            if (state.lossesKnown != m_losses) {
                state.pcrQuality->bytesLost();
            }
            const std::uint64_t errors = state.pcrQuality->take(step.ticks, position, arrival);
            if (errors > 0) {
                m_book.raise(Check::PcrAccuracyError, m_now, state.pid, errors);
            }
        } else {
            state.pcrQuality->restart(position, arrival);
        }
        state.lossesKnown = m_losses;
        if (state.pcrQuality->hasEndedSpan()) {
            judgeModels(state);
        }
    }
    bool wasAbsent = false;
    if (state.pcrAbsence) {
        state.pcrAbsence->poll(m_now, m_book);
        wasAbsent = state.pcrAbsence->isRaised();
        state.pcrAbsence->seen(m_now, m_book);
    }
    if (step.kind == PcrStep::Kind::First) {
        return;
    }
    m_book.measured(Check::PcrRepetitionError);
    m_book.measured(Check::PcrDiscontinuityError);
    if (step.kind == PcrStep::Kind::Jump) {
        m_book.raise(Check::PcrDiscontinuityError, m_now, state.pid);
        newTimeBase(state.pid);
        return;
    }
    if (step.distance > m_profile.pcrInterval) {
        m_book.raise(Check::PcrDiscontinuityError, m_now, state.pid);
        if (!wasAbsent) {
            m_book.raise(Check::PcrRepetitionError, m_now, state.pid);
        }
    }
    if (step.isFirstOfSecond) {
        for (const Service& service : m_services.services()) {
            if (service.pcrPid == state.pid) {
                m_sink.onTimeMark({service.id, pcr, m_now.utc});
            }
        }
    }
}

void Analyzer::Impl::newTimeBase(std::uint16_t pcrPid) {
    for (const Service& service : m_services.services()) {
        if (service.pcrPid != pcrPid) {
            continue;
        }
        if (const auto timing = m_timings.find(service.id); timing != m_timings.end()) {
            timing->second.newTimeBase();
        }
        for (const ServiceStream& stream : service.streams) {
            if (PidState* const state = m_pids.find(stream.pid); state && state->monitor) {
                state->monitor->newTimeBase();
            }
        }
    }
}

void Analyzer::Impl::takePts(PidState& state, std::uint64_t pts) {
    state.monitor->ptsSeen(pts, m_now, m_book);
    if (state.timing == nullptr) {
        return;
    }
    std::optional<std::uint64_t> clock;
    if (const PidState* const pcr = m_pids.find(state.timingPcrPid); pcr && pcr->pcr) {
        clock = pcr->pcr->valueAt(m_totals.packets);
    }
    if (state.isTimingVideo) {
        state.timing->takeVideo(pts, clock);
    } else {
        state.timing->takeAudio(pts, clock);
    }
}

void Analyzer::Impl::refreshTimings() {
    for (const auto& state : m_pids.all()) {
        state->timing = nullptr;
    }
    std::erase_if(m_timings,
                  [this](const auto& entry) { return m_services.find(entry.first) == nullptr; });
    for (const Service& service : m_services.services()) {
        const auto tell = [this, &service](StreamClass which) {
            for (const ServiceStream& stream : service.streams) {
                PidState* const state = m_pids.find(stream.pid);
                if (state == nullptr || state->timing != nullptr ||
                    state->content.streamClass != which || state->content.isAuxiliaryAudio) {
                    continue;
                }
                state->timing = &m_timings[service.id];
                state->isTimingVideo = which == StreamClass::Video;
                state->timingPcrPid = service.pcrPid;
                return;
            }
        };
        tell(StreamClass::Video);
        tell(StreamClass::Audio);
    }
}

PidState* Analyzer::Impl::referenceState() const {
    const auto stateOf = [this](const Service& service) -> PidState* {
        PidState* const state = m_pids.find(service.pcrPid);
        return state != nullptr && state->pcr ? state : nullptr;
    };
    if (const Service* const first = m_services.first()) {
        if (PidState* const state = stateOf(*first)) {
            return state;
        }
    }
    for (const Service& service : m_services.services()) {
        if (PidState* const state = stateOf(service)) {
            return state;
        }
    }
    // Without tables any clock tells the rate.
    for (const auto& state : m_pids.all()) {
        if (state->pcr) {
            return state.get();
        }
    }
    return nullptr;
}

PcrClock* Analyzer::Impl::referenceClock() {
    PidState* const state = referenceState();
    return state != nullptr ? state->pcr.get() : nullptr;
}

void Analyzer::Impl::beginRates() {
    for (const auto& state : m_pids.all()) {
        state->packetsAtRateBegin = state->packets;
    }
}

void Analyzer::Impl::endRates(std::int64_t ticks) {
    for (const auto& state : m_pids.all()) {
        state->pcrBitrate = bitsPerSecond(state->packets - state->packetsAtRateBegin, ticks);
    }
}

std::optional<double> Analyzer::Impl::pcrBitrateOf(const Service& service) const {
    std::optional<double> sum;
    const auto add = [this, &sum](std::uint16_t pid) {
        if (const PidState* const state = m_pids.find(pid); state && state->pcrBitrate) {
            sum = sum.value_or(0) + *state->pcrBitrate;
        }
    };
    bool isPcrInStream = false;
    for (const ServiceStream& stream : service.streams) {
        add(stream.pid);
        isPcrInStream = isPcrInStream || stream.pid == service.pcrPid;
    }
    if (!isPcrInStream && service.pcrPid != nullPid) {
        add(service.pcrPid);
    }
    return sum;
}

bool Analyzer::Impl::hasClock(const PidState& state) const {
    return state.pcr && m_now.mono - state.lastPcrAt <= clockGoneAfter;
}

bool Analyzer::Impl::hasRate() const {
    const PidState* const reference = referenceState();
    return reference != nullptr && hasClock(*reference);
}

void Analyzer::Impl::pollPcrQuality() {
    bool isMeasured = false;
    bool isOpen = false;
    bool isImpossible = false;
    for (const PidState* const state : m_watched) {
        if (!state->pcrQuality || !hasClock(*state)) {
            continue;
        }
        switch (state->pcrQuality->basis()) {
        case PcrFigures::Basis::Measured:
            isMeasured = true;
            break;
        case PcrFigures::Basis::Unknown:
            isOpen = true;
            break;
        case PcrFigures::Basis::NotConstantRate:
        case PcrFigures::Basis::TooFewPcrs:
        case PcrFigures::Basis::PacketsLost:
            isImpossible = true;
            break;
        }
    }
    if (isMeasured) {
        m_book.measured(Check::PcrAccuracyError);
    }
    m_book.setMeasurable(Check::PcrAccuracyError, isMeasured || isOpen || !isImpossible);
}

} // namespace vigie::ts
