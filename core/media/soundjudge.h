// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>

#include "core/base/time.h"
#include "core/media/contentprobe.h"
#include "core/media/heldfault.h"
#include "core/media/soundblock.h"

namespace vigie::media {

/// Judges one block of sound after the other: silence of all channels and of each, digital zero,
/// one of a pair lost, phase. Blocks may have gaps between them (key-frame policy). Pure; not
/// thread-safe.
class SoundJudge {
public:
    explicit SoundJudge(const ContentLimits& limits);
    /// `at`: when the block's last sample was there. `lasts`: its length. Begins anew when the
    /// number of channels changes.
    void observe(const SoundFacts& facts, std::span<const ChannelRole> roles, base::Timestamp at,
                 base::Nanoseconds lasts);
    void reset();

    [[nodiscard]] const HeldFault& silence() const { return m_silence; }
    [[nodiscard]] const HeldFault& digitalZero() const { return m_digitalZero; }
    [[nodiscard]] const HeldFault& channelLost() const { return m_channelLost; }
    [[nodiscard]] const HeldFault& phase() const { return m_phase; }
    [[nodiscard]] const HeldFault& silenceOf(std::size_t channel) const {
        return m_channels[channel];
    }
    [[nodiscard]] int channels() const { return m_channelCount; }
    /// Of channels 1 and 2 over about the last 0.6 s; nothing in silence.
    [[nodiscard]] std::optional<double> correlation() const { return m_correlation; }
    [[nodiscard]] bool isSuspicious(base::Mono now) const;

private:
    /// Two channels that carry one sound: neither is silent for long while the other is not.
    struct Pair {
        std::size_t one = 0;
        std::size_t other = 0;
    };
    void layOut(const SoundFacts& facts, std::span<const ChannelRole> roles);
    void judgePairs(base::Timestamp at, base::Nanoseconds lasts);
    void judgePhase(const SoundFacts& facts, base::Timestamp at, base::Nanoseconds lasts);

    ContentLimits m_limits;
    float m_silencePeak = 0;
    int m_channelCount = 0;
    std::vector<Pair> m_pairs;
    bool m_hasStereo = false; // channels 1 and 2 are left and right
    HeldFault m_silence, m_digitalZero, m_channelLost, m_phase;
    std::array<HeldFault, SoundFacts::kMaxChannels> m_channels;
    std::array<std::optional<base::Mono>, SoundFacts::kMaxChannels> m_lastHeard;
    double m_xx = 0, m_yy = 0, m_xy = 0;
    std::optional<double> m_correlation;
    std::optional<base::Mono> m_lastPhase;
};

} // namespace vigie::media
