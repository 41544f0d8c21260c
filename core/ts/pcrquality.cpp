// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/pcrquality.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr double nsPerTick = 1000.0 / 27.0;
constexpr double ticksPerSecond = static_cast<double>(pcrHz);
constexpr double slackTicks = 20e-6 * ticksPerSecond;
constexpr double slackShare = 1e-4;
/// Fewer PCRs than this in a demarcation period cannot show what the filter lets pass.
constexpr double pcrsInPeriod = 2.5;
/// A jump this near to a whole number of packets, in packets, is packets.
constexpr double wholePacket = 0.15;

} // namespace

RateConstancy::RateConstancy(double demarcation)
    : m_spanTicks(static_cast<std::int64_t>(std::min(1.0, 0.5 / demarcation) * ticksPerSecond)) {}

void RateConstancy::restart() {
    m_open = {};
    m_lostTicks = 0;
    m_count = 0;
    m_verdict = Verdict::Open;
}

void RateConstancy::lose() {
    m_lostTicks += m_open.ticks;
    m_open = {};
}

bool RateConstancy::take(std::int64_t ticks, std::uint64_t bytes) {
    m_open.ticks += ticks;
    m_open.bytes += bytes;
    if (m_open.ticks < m_spanTicks) {
        return false;
    }
    std::move_backward(m_closed.begin(), m_closed.end() - 1, m_closed.end());
    m_closed[0] = m_open;
    m_count = std::min(m_count + 1, spans);
    m_open = {};
    m_lostTicks = 0;
    judge();
    return true;
}

void RateConstancy::judge() {
    double ticks = 0;
    double bytes = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        ticks += static_cast<double>(m_closed[i].ticks);
        bytes += static_cast<double>(m_closed[i].bytes);
    }
    if (!(bytes > 0)) {
        m_verdict = Verdict::Varying;
        return;
    }
    const double common = ticks / bytes;
    m_verdict = m_count >= spansNeeded ? Verdict::Constant : Verdict::Open;
    for (std::size_t i = 0; i < m_count; ++i) {
        const auto length = static_cast<double>(m_closed[i].ticks);
        const double off = length - common * static_cast<double>(m_closed[i].bytes);
        if (std::abs(off) > slackTicks + slackShare * length) {
            m_verdict = Verdict::Varying;
        }
    }
}

PcrQuality::PcrQuality(const Profile& profile)
    : m_filter(profile.pcrFilter), m_demarcation(demarcationHz(profile)),
      m_limitTicks(static_cast<double>(profile.pcrAccuracy.count()) / nsPerTick),
      m_hasArrivalPace(profile.hasArrivalPace), m_rate(m_demarcation), m_byPosition(m_demarcation),
      m_byArrival(m_demarcation), m_drift(m_demarcation) {}

void PcrQuality::restart(std::uint64_t position, base::Mono arrival) {
    m_hasBegun = true;
    m_position = position;
    m_arrival = arrival;
    m_isLost = false;
    m_hasEndedSpan = false;
    m_rate.restart();
    m_byPosition.restart();
    m_byArrival.restart();
    m_drift.restart();
    m_nominal = 0;
    m_held.reset();
    m_spanWorst = 0;
    m_spanErrors = 0;
    m_isSpanJudged = false;
    m_lastWorst.reset();
    m_distance = 0;
    resetInterval();
}

void PcrQuality::resetInterval() {
    m_intervalWorst.reset();
    m_jitterWorst.reset();
}

std::uint64_t PcrQuality::take(std::int64_t ticks, std::uint64_t position, base::Mono arrival) {
    if (!m_hasBegun) {
        // The clock ran before anybody knew whose it was.
        restart(position, arrival);
        return 0;
    }
    const std::uint64_t bytes = position - m_position;
    const base::Nanoseconds passed = arrival - m_arrival;
    m_position = position;
    m_arrival = arrival;
    m_hasEndedSpan = false;
    const auto distance = static_cast<double>(ticks);
    m_distance = m_distance > 0 ? m_distance + (distance - m_distance) / 16 : distance;
    takeArrival(ticks, passed);

    if (m_isLost) {
        m_isLost = false;
        const std::int64_t whole = ticks + (m_held ? m_held->ticks : 0);
        m_held.reset();
        leap(whole);
        return 0;
    }
    const Held before = m_held.value_or(Held{});
    takePosition(ticks, bytes);
    if (m_held || std::exchange(m_hasLeapt, false)) {
        return 0; // The rate waits for the next one too.
    }
    m_hasEndedSpan = m_rate.take(ticks + before.ticks, bytes + before.bytes);
    return m_hasEndedSpan ? closeSpan() : 0;
}

void PcrQuality::leap(std::int64_t ticks) {
    m_rate.lose();
    if (m_nominal > 0) {
        m_byPosition.loosenPhase();
        static_cast<void>(m_byPosition.foresee(static_cast<double>(ticks) / ticksPerSecond, 0));
        m_byPosition.accept();
    }
}

void PcrQuality::takePosition(std::int64_t ticks, std::uint64_t bytes) {
    if (m_nominal == 0) {
        if (bytes > 0 && ticks > 0) {
            m_nominal = static_cast<double>(ticks) / static_cast<double>(bytes);
        }
        return;
    }
    const std::int64_t wholeTicks = ticks + (m_held ? m_held->ticks : 0);
    const std::uint64_t wholeBytes = bytes + (m_held ? m_held->bytes : 0);
    const double byBytes = static_cast<double>(wholeBytes) * m_nominal;
    const double error =
        m_byPosition.foresee(byBytes / ticksPerSecond, static_cast<double>(wholeTicks) - byBytes);
    if (m_byPosition.isSettled()) {
        if (takeJump(error, ticks, bytes)) {
            return;
        }
        judge(error);
    }
    m_byPosition.accept();
}

bool PcrQuality::takeJump(double error, std::int64_t ticks, std::uint64_t bytes) {
    const double packet = m_nominal * static_cast<double>(packetSize);
    const bool isJump = std::abs(error) > std::max(m_limitTicks, packet / 2);
    if (!m_held) {
        if (isJump) {
            m_held = Held{ticks, bytes, error};
        }
        return isJump;
    }
    const Held held = *m_held;
    m_held.reset();
    if (!isJump) {
        // That one PCR was wrong, all by itself.
        judge(held.error);
        return false;
    }
    const double packets = held.error / packet;
    const bool isStep = std::abs(error - held.error) < packet / 4;
    if (isStep && std::abs(packets - std::round(packets)) < wholePacket) {
        m_hasLeapt = true;
        leap(ticks + held.ticks);
        return true;
    }
    judge(held.error);
    return false;
}

void PcrQuality::judge(double error) {
    const double size = std::abs(error);
    m_isSpanJudged = true;
    m_spanWorst = std::max(m_spanWorst, size);
    // Half a tick is what a PCR cannot say.
    m_spanErrors += size > m_limitTicks + 0.5 ? 1 : 0;
}

std::uint64_t PcrQuality::closeSpan() {
    std::uint64_t errors = 0;
    if (m_rate.verdict() == RateConstancy::Verdict::Constant) {
        if (m_isSpanJudged && basis() == PcrFigures::Basis::Measured) {
            errors = m_spanErrors;
            m_lastWorst = m_spanWorst * nsPerTick;
            m_intervalWorst = std::max(m_intervalWorst.value_or(0), *m_lastWorst);
        }
    } else if (m_rate.verdict() == RateConstancy::Verdict::Varying) {
        m_byPosition.restart();
        m_held.reset();
        m_nominal = 0;
        m_lastWorst.reset();
    }
    m_spanWorst = 0;
    m_spanErrors = 0;
    m_isSpanJudged = false;
    return errors;
}

void PcrQuality::takeArrival(std::int64_t ticks, base::Nanoseconds passed) {
    if (!m_hasArrivalPace) {
        return;
    }
    const double seconds = static_cast<double>(passed.count()) * 1e-9;
    const double surplus = static_cast<double>(ticks) - seconds * ticksPerSecond;
    const double error = m_byArrival.foresee(seconds, surplus);
    if (m_byArrival.isSettled()) {
        m_jitterWorst = std::max(m_jitterWorst.value_or(0), std::abs(error) * nsPerTick);
    }
    m_byArrival.accept();
    m_drift.take(static_cast<double>(ticks) * nsPerTick, passed);
}

PcrFigures::Basis PcrQuality::basis() const {
    using Basis = PcrFigures::Basis;
    if (m_rate.isStarved()) {
        return Basis::PacketsLost;
    }
    switch (m_rate.verdict()) {
    case RateConstancy::Verdict::Open:
        return Basis::Unknown;
    case RateConstancy::Verdict::Varying:
        return Basis::NotConstantRate;
    case RateConstancy::Verdict::Constant:
        break;
    }
    if (m_distance * m_demarcation * pcrsInPeriod > ticksPerSecond) {
        return Basis::TooFewPcrs;
    }
    return m_byPosition.isSettled() ? Basis::Measured : Basis::Unknown;
}

PcrFigures PcrQuality::figures(bool isRunning) const {
    PcrFigures figures;
    figures.filter = m_filter;
    figures.accuracyBasis = basis();
    if (figures.accuracyBasis == PcrFigures::Basis::Measured) {
        figures.accuracyNs = m_intervalWorst || !isRunning ? m_intervalWorst : m_lastWorst;
        if (!figures.accuracyNs) {
            figures.accuracyBasis = PcrFigures::Basis::Unknown; // Not one span is judged now.
        }
    }
    figures.overallJitterNs = m_jitterWorst;
    figures.frequencyOffsetHz = m_drift.offsetHz();
    figures.driftRateHzPerS = m_drift.driftHzPerS();
    return figures;
}

} // namespace vigie::ts
