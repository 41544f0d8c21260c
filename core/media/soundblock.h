// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace vigie::media {

/// What a channel is to loudness (ITU-R BS.1770) and to the checks of pairs.
enum class ChannelRole : std::uint8_t {
    FrontLeft,
    FrontRight,
    Center, ///< or the only one
    LowFrequency,
    SurroundLeft,
    SurroundRight,
    Other, ///< of equal weight, no pair known
};

/// The roles of 1, 2 or 6 channels in the usual order (L R C LFE Ls Rs); Other beyond.
[[nodiscard]] std::vector<ChannelRole> usualRoles(int channels);

/// A block of sound, interleaved, full scale 1. Borrowed.
struct SoundBlock {
    int channels = 0;
    int rate = 0; ///< Hz
    std::span<const ChannelRole> roles;
    std::span<const float> samples; ///< of all channels in turn
    [[nodiscard]] std::size_t frames() const {
        return channels > 0 ? samples.size() / static_cast<std::size_t>(channels) : 0;
    }
};

/// What it takes to judge a block.
struct SoundFacts {
    static constexpr std::size_t kMaxChannels = 8;
    int channels = 0; ///< those past the eighth count into the eighth
    std::array<float, kMaxChannels> peaks{};
    bool isDigitalZero = true;
    /// Of channels 1 and 2; 0 with fewer.
    double xx = 0, yy = 0, xy = 0;
};
[[nodiscard]] SoundFacts factsOf(const SoundBlock& block);

} // namespace vigie::media
