// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace vigie::media {

/// What an operator tells apart by ear, with the eyes on the wall.
enum class Tone : std::uint8_t {
    /// Three high pulses, twice.
    Critical,
    /// Two pulses, falling.
    Major,
    /// One soft pulse.
    Minor
};

inline constexpr int toneRate = 48'000;

/// Mono, −1 to 1, `toneRate` samples per second, at most 2 s; begins and ends in silence, so that
/// nothing clicks.
[[nodiscard]] std::vector<float> toneSamples(Tone tone);

/// Something that sounds. GUI thread; never blocks.
class TonePlayer {
public:
    virtual ~TonePlayer() = default;
    /// Plays after what is playing; dropped while three already wait.
    virtual void play(Tone tone) = 0;
    /// Why the last tone could not be heard, in a sentence; empty: it could.
    [[nodiscard]] virtual std::string trouble() const = 0;
};

/// Plays on the desktop's own audio device, on a thread of its own ("tones"). A device that is
/// missing or stuck costs at most 5 s per tone there and nothing elsewhere; it is tried again a
/// minute later, and tones until then are lost.
/// Needs media::initialize().
[[nodiscard]] std::unique_ptr<TonePlayer> makeTonePlayer();

} // namespace vigie::media
