// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>

#include "core/media/soundoutput.h"

namespace vigie::media {

/// Decoded sound between a network that brings it in bursts and a device that takes it evenly.
/// Waits for `kPrimed` before it gives anything, and again when the device has run out, so that
/// each shortage widens the distance by itself; what stood unused for a whole second is more than
/// is needed and goes. Lengths in frames of soundOutputRate. Not thread-safe.
class SoundBuffer {
public:
    static constexpr std::size_t kPrimed = soundOutputRate * 60 / 1000;
    /// Left of what stood unused.
    static constexpr std::size_t kKept = soundOutputRate * 40 / 1000;
    /// What may stand unused.
    static constexpr std::size_t kSpare = soundOutputRate * 80 / 1000;
    /// More than this never waits: a burst of two PES packets of sound.
    static constexpr std::size_t kMost = soundOutputRate * 400 / 1000;

    /// Stereo in turn; beyond kMost the oldest goes.
    void append(std::span<const float> samples);
    /// All `into`, of whole frames, or nothing. False: nothing to give now.
    [[nodiscard]] bool take(std::span<float> into);
    /// The device has nothing more to play.
    void ranOut();
    /// What waits is for nobody.
    void clear();

    [[nodiscard]] std::size_t frames() const { return m_samples.size() / soundOutputChannels; }
    [[nodiscard]] bool isPrimed() const { return m_isPrimed; }
    [[nodiscard]] std::uint64_t framesDropped() const { return m_dropped; }
    [[nodiscard]] std::uint64_t shortages() const { return m_shortages; }

private:
    void drop(std::size_t frames);

    std::deque<float> m_samples;
    bool m_isPrimed = false;
    std::size_t m_windowTaken = 0; // frames since the window began
    std::size_t m_windowLeast = SIZE_MAX;
    std::uint64_t m_dropped = 0;
    std::uint64_t m_shortages = 0;
};

} // namespace vigie::media
