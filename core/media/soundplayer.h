// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/media/soundoutput.h"
#include "core/model/sound.h"

namespace vigie::media {

/// Plays one coded stream of sound as it comes: decodes, mixes to stereo, sets the volume, hands it
/// to the audio device. Kept close to now: where sound comes faster than the device takes it, the
/// oldest goes. Thread-safe; nothing here waits for the decoder or the device.
class SoundPlayer {
public:
    enum class State : std::uint8_t {
        /// Nothing came since begin() or stop(), or for a while.
        Quiet,
        Playing,
        /// There is no audio device, or it fails: tried again by itself.
        NoDevice,
        /// What comes cannot be decoded here.
        NoDecoder
    };
    struct Status {
        State state = State::Quiet;
        /// What the device or decoder says, in words; empty where it says nothing.
        std::string detail;
        bool operator==(const Status&) const = default;
    };
    /// Since the player was made.
    struct Figures {
        std::uint64_t unitsDecoded = 0;
        /// Dropped before the decoder, because it was behind.
        std::uint64_t unitsDropped = 0;
        /// Seconds of sound dropped behind it, because the device was.
        double secondsDropped = 0;
        /// How often the device ran out of sound.
        std::uint64_t shortages = 0;
    };

    virtual ~SoundPlayer() = default;
    /// Forgets what was there, and plays what comes from now on.
    virtual void begin() = 0;
    /// From any thread; dropped unless begun.
    virtual void push(model::SoundUnitPtr unit) = 0;
    /// Falls silent and lets go of the device.
    virtual void stop() = 0;
    /// 0 to 100, as the ear takes it: see soundGain().
    virtual void setVolume(int percent) = 0;
    virtual void setMuted(bool isMuted) = 0;
    [[nodiscard]] virtual Status status() const = 0;
    [[nodiscard]] virtual Figures figures() const = 0;
    /// Called on the player's thread when status() has changed; returns at once. An empty function
    /// ends it, and none runs any more when that returned. Not from inside the call.
    virtual void setListener(std::function<void()> changed) = 0;
};

/// The amplitude that a volume stands for: its cube, so that equal steps sound equal.
[[nodiscard]] double soundGain(int percent);

/// A player with a thread of its own ("listen"), which owns decoder and output. Destroying it is
/// bounded by what the device takes to close. Needs media::initialize().
[[nodiscard]] std::unique_ptr<SoundPlayer>
makeSoundPlayer(std::unique_ptr<SoundOutput> output = makeSoundOutput());

} // namespace vigie::media
