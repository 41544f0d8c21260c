// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/pcrclock.h"

#include <algorithm>

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

using namespace std::chrono_literals;

/// A longer way than this between two PCRs, and longer than arrival can explain, is another time
/// base, not a slow repetition.
constexpr base::Nanoseconds longestPause = 5s;
constexpr base::Nanoseconds explainSlack = 1s;
constexpr double bitsPerPacket = 188.0 * 8.0;

base::Nanoseconds toDuration(std::int64_t ticks) {
    return base::Nanoseconds{ticks * 1000 / 27};
}

double rate(std::uint64_t packets, std::int64_t ticks) {
    return static_cast<double>(packets) * bitsPerPacket * static_cast<double>(pcrHz) /
           static_cast<double>(ticks);
}

} // namespace

void PcrClock::reset() {
    m_isKnown = false;
    m_rateAnchored = false;
    m_bitrate.reset();
    resetInterval();
}

void PcrClock::resetInterval() {
    m_intervalMax.reset();
    m_offsets = 0;
}

std::optional<base::Nanoseconds> PcrClock::jitter() const {
    if (m_offsets < 2) {
        return std::nullopt;
    }
    return m_offsetMax - m_offsetMin;
}

std::optional<double> PcrClock::meanBitrate() const {
    if (m_totalTicks <= 0) {
        return std::nullopt;
    }
    return rate(m_totalPackets, m_totalTicks);
}

std::optional<std::uint64_t> PcrClock::valueAt(std::uint64_t packetIndex) const {
    if (!m_isKnown || !m_bitrate || !(*m_bitrate > 0)) {
        return std::nullopt;
    }
    const auto packets = static_cast<double>(packetIndex - m_lastIndex);
    const double since = packets * bitsPerPacket / *m_bitrate * static_cast<double>(pcrHz);
    const double farthest = static_cast<double>(m_lastTicks);
    return (m_last + static_cast<std::uint64_t>(std::clamp(since, 0.0, farthest))) %
           static_cast<std::uint64_t>(pcrWrap);
}

void PcrClock::begin(std::uint64_t pcr, base::Mono arrival, std::uint64_t packetIndex) {
    m_isKnown = true;
    m_last = pcr;
    m_lastArrival = arrival;
    m_lastIndex = packetIndex;
    m_lastTicks = 0;
    m_originArrival = arrival;
    m_ticks = 0;
    m_offsets = 0;
    m_rateAnchored = true;
    m_rateTicks = 0;
    m_ratePackets = 0;
    measureJitter(arrival);
}

PcrStep PcrClock::take(std::uint64_t pcr, base::Mono arrival, std::uint64_t packetIndex) {
    PcrStep step;
    if (!m_isKnown) {
        begin(pcr, arrival, packetIndex);
        step.isRateBegin = true;
        return step;
    }
    const std::int64_t ticks = wrappedDifference(m_last, pcr, pcrWrap);
    step.distance = toDuration(ticks);
    step.ticks = ticks;
    const base::Nanoseconds explained =
        std::max(longestPause, (arrival - m_lastArrival) + explainSlack);
    if (ticks < 0 || step.distance > explained) {
        step.kind = PcrStep::Kind::Jump;
        step.isRateBegin = true;
        begin(pcr, arrival, packetIndex);
        return step;
    }
    step.kind = PcrStep::Kind::Step;
    constexpr auto second = static_cast<std::uint64_t>(pcrHz);
    step.isFirstOfSecond = m_last / second != pcr / second;
    m_intervalMax = std::max(m_intervalMax.value_or(0ns), step.distance);
    m_ticks += ticks;
    measureJitter(arrival);
    measureRate(ticks, packetIndex, step);
    m_last = pcr;
    m_lastTicks = ticks;
    m_lastArrival = arrival;
    m_lastIndex = packetIndex;
    return step;
}

void PcrClock::measureRate(std::int64_t ticks, std::uint64_t packetIndex, PcrStep& step) {
    if (!m_rateAnchored) {
        step.isRateBegin = true;
        m_rateAnchored = true;
        m_rateTicks = 0;
        m_ratePackets = 0;
        return;
    }
    const std::uint64_t packets = packetIndex - m_lastIndex;
    m_totalTicks += ticks;
    m_totalPackets += packets;
    m_rateTicks += ticks;
    m_ratePackets += packets;
    if (m_rateTicks >= pcrHz) {
        m_bitrate = rate(m_ratePackets, m_rateTicks);
        m_rateSpan = m_rateTicks;
        step.isRateEnd = true;
        m_rateTicks = 0;
        m_ratePackets = 0;
    }
}

void PcrClock::measureJitter(base::Mono arrival) {
    const base::Nanoseconds offset = (arrival - m_originArrival) - toDuration(m_ticks);
    m_offsetMin = m_offsets == 0 ? offset : std::min(m_offsetMin, offset);
    m_offsetMax = m_offsets == 0 ? offset : std::max(m_offsetMax, offset);
    m_offsets = std::min(m_offsets + 1, 2);
}

} // namespace vigie::ts
