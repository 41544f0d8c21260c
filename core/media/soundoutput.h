// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace vigie::media {

inline constexpr int soundOutputRate = 48'000;
inline constexpr int soundOutputChannels = 2;

/// Where decoded sound goes: stereo floats in turn, soundOutputRate. One thread.
class SoundOutput {
public:
    virtual ~SoundOutput() = default;
    /// Opens the device; a sentence where that fails, else empty. May take as long as the device.
    [[nodiscard]] virtual std::string open() = 0;
    /// Frames that it takes now without getting further behind than its own buffer.
    [[nodiscard]] virtual std::size_t room() = 0;
    virtual void write(std::span<const float> samples) = 0;
    /// Why it has stopped playing since open(), in words; empty while it plays.
    [[nodiscard]] virtual std::string trouble() = 0;
    /// Idempotent.
    virtual void close() = 0;
};

/// The desktop's own audio device, through GStreamer. `sink` is the element that plays, as
/// gst-launch writes it. Holds at most 120 ms: 40 of its own and 80 of the device.
[[nodiscard]] std::unique_ptr<SoundOutput> makeSoundOutput(std::string sink = "autoaudiosink");

} // namespace vigie::media
