// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundjudge.h"

#include <algorithm>
#include <cmath>

namespace vigie::media {
namespace {

constexpr int kBlocks = 2;
// Speech pauses: a channel counts as heard for this long after its last sound.
constexpr std::chrono::seconds kHeardFor{2};
// Pauses between words are no reason for suspicion.
constexpr std::chrono::seconds kSuspiciousSilence{1};

} // namespace

SoundJudge::SoundJudge(const ContentLimits& limits)
    : m_limits(limits), m_silencePeak(static_cast<float>(std::pow(10.0, limits.silenceDbfs / 20))) {
}

void SoundJudge::reset() {
    *this = SoundJudge(m_limits);
}

bool SoundJudge::isSuspicious(base::Mono now) const {
    return m_silence.heldFor(now) >= kSuspiciousSilence ||
           m_channelLost.heldFor(now) >= kSuspiciousSilence ||
           m_phase.heldFor(now) >= kSuspiciousSilence;
}

void SoundJudge::layOut(const SoundFacts& facts, std::span<const ChannelRole> roles) {
    reset();
    m_channelCount = facts.channels;
    const auto count = std::min(
        {static_cast<std::size_t>(facts.channels), SoundFacts::kMaxChannels, roles.size()});
    using enum ChannelRole;
    for (std::size_t one = 0; one < count; ++one) {
        for (std::size_t other = one + 1; other < count; ++other) {
            const bool isFront = roles[one] == FrontLeft && roles[other] == FrontRight;
            const bool isSurround = roles[one] == SurroundLeft && roles[other] == SurroundRight;
            if (isFront || isSurround) {
                m_pairs.push_back({one, other});
            }
        }
    }
    m_hasStereo = count >= 2 && roles[0] == FrontLeft && roles[1] == FrontRight;
}

void SoundJudge::observe(const SoundFacts& facts, std::span<const ChannelRole> roles,
                         base::Timestamp at, base::Nanoseconds lasts) {
    if (facts.channels != m_channelCount) {
        layOut(facts, roles);
    }
    // What is observed began with the block.
    const base::Timestamp begin{at.utc - lasts, at.mono - lasts};
    const auto count = std::min(static_cast<std::size_t>(m_channelCount), SoundFacts::kMaxChannels);
    bool isSilent = true;
    for (std::size_t channel = 0; channel < count; ++channel) {
        const bool isQuiet = facts.peaks[channel] < m_silencePeak;
        isSilent = isSilent && isQuiet;
        m_channels[channel].observe(isQuiet, begin, m_limits.silenceAfter, kBlocks, lasts);
        if (!isQuiet) {
            m_lastHeard[channel] = at.mono;
        }
    }
    m_silence.observe(isSilent, begin, m_limits.silenceAfter, kBlocks, lasts);
    m_digitalZero.observe(facts.isDigitalZero, begin, m_limits.digitalZeroAfter, kBlocks, lasts);
    judgePairs(begin, lasts);
    judgePhase(facts, begin, lasts);
}

void SoundJudge::judgePairs(base::Timestamp begin, base::Nanoseconds lasts) {
    if (m_pairs.empty()) {
        return; // one channel alone cannot be missed
    }
    const base::Mono end = begin.mono + lasts;
    const auto isLost = [&](std::size_t silent, std::size_t heard) {
        return m_channels[silent].holds() && m_lastHeard[heard] &&
               end - *m_lastHeard[heard] <= kHeardFor;
    };
    const bool isAnyLost = std::any_of(m_pairs.begin(), m_pairs.end(), [&](const Pair& pair) {
        return isLost(pair.one, pair.other) != isLost(pair.other, pair.one);
    });
    m_channelLost.observe(isAnyLost, begin, m_limits.channelLostAfter, kBlocks, lasts);
}

void SoundJudge::judgePhase(const SoundFacts& facts, base::Timestamp begin,
                            base::Nanoseconds lasts) {
    constexpr double kMemory = 0.6; // seconds
    if (!m_hasStereo || lasts.count() <= 0) {
        return;
    }
    const base::Mono end = begin.mono + lasts;
    const bool isHeard = facts.peaks[0] >= m_silencePeak && facts.peaks[1] >= m_silencePeak;
    if (!isHeard) {
        // Silence says nothing of phase: a pause neither makes nor ends it, a long one forgets it.
        if (m_lastPhase && end - *m_lastPhase > kHeardFor) {
            m_correlation.reset();
            m_phase.reset();
            m_lastPhase.reset();
            m_xx = m_yy = m_xy = 0;
        }
        return;
    }
    const double keep = std::exp(-std::chrono::duration<double>(lasts).count() / kMemory);
    m_xx = m_xx * keep + facts.xx;
    m_yy = m_yy * keep + facts.yy;
    m_xy = m_xy * keep + facts.xy;
    m_lastPhase = end;
    m_correlation = std::clamp(m_xy / std::sqrt(m_xx * m_yy), -1.0, 1.0);
    m_phase.observe(*m_correlation < m_limits.phaseCorrelation, begin, m_limits.phaseAfter, kBlocks,
                    lasts);
}

} // namespace vigie::media
