// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "core/media/codecs.h"

namespace vigie::media {

/// Length of the coded audio frame whose header begins `bytes`, header included; nothing where no
/// valid header begins there. Needs up to kAudioHeaderBytes.
[[nodiscard]] std::optional<std::size_t> audioFrameLength(AudioCodec codec,
                                                          std::span<const std::byte> bytes);
inline constexpr std::size_t kAudioHeaderBytes = 8;

/// Cuts a stream of audio PES payloads into whole coded frames: decoders take one at a time, PES
/// boundaries fall anywhere. Finds its way back after a loss by two headers in a row. Keeps at most
/// one frame of unfinished bytes. Not thread-safe.
class AudioFramer {
public:
    /// `onFrame(std::span<const std::byte>)` for each whole frame, in order.
    template <typename OnFrame>
    void push(AudioCodec codec, std::span<const std::byte> payload, OnFrame&& onFrame) {
        begin(codec, payload);
        while (const auto frame = next()) {
            onFrame(*frame);
        }
        keepRest();
    }
    void reset();
    /// Bytes of a frame that is not whole yet.
    [[nodiscard]] std::size_t pendingBytes() const { return m_pending.size(); }
    /// In onFrame: where the frame begins, counted from the first byte that was pending before.
    [[nodiscard]] std::size_t frameBegin() const { return m_frameBegin; }

private:
    void begin(AudioCodec codec, std::span<const std::byte> payload);
    [[nodiscard]] std::optional<std::span<const std::byte>> next();
    void keepRest();

    AudioCodec m_codec = AudioCodec::Unknown;
    std::string m_pending;
    std::size_t m_at = 0;
    std::size_t m_frameBegin = 0;
    bool m_isLocked = false;
};

} // namespace vigie::media
