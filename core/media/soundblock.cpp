// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundblock.h"

#include <algorithm>
#include <cmath>

namespace vigie::media {

std::vector<ChannelRole> usualRoles(int channels) {
    using enum ChannelRole;
    switch (channels) {
    case 1:
        return {Center};
    case 2:
        return {FrontLeft, FrontRight};
    case 5:
        return {FrontLeft, FrontRight, Center, SurroundLeft, SurroundRight};
    case 6:
        return {FrontLeft, FrontRight, Center, LowFrequency, SurroundLeft, SurroundRight};
    default:
        return std::vector<ChannelRole>(static_cast<std::size_t>(std::max(channels, 0)), Other);
    }
}

SoundFacts factsOf(const SoundBlock& block) {
    SoundFacts facts;
    facts.channels = block.channels;
    const auto channels = static_cast<std::size_t>(std::max(block.channels, 0));
    const std::size_t frames = block.frames();
    for (std::size_t channel = 0; channel < channels; ++channel) {
        float peak = 0;
        for (std::size_t frame = 0; frame < frames; ++frame) {
            peak = std::max(peak, std::fabs(block.samples[frame * channels + channel]));
        }
        auto& shown = facts.peaks[std::min(channel, SoundFacts::kMaxChannels - 1)];
        shown = std::max(shown, peak);
        facts.isDigitalZero = facts.isDigitalZero && peak == 0;
    }
    if (channels >= 2) {
        for (std::size_t frame = 0; frame < frames; ++frame) {
            const double x = block.samples[frame * channels];
            const double y = block.samples[frame * channels + 1];
            facts.xx += x * x;
            facts.yy += y * y;
            facts.xy += x * y;
        }
    }
    return facts;
}

} // namespace vigie::media
