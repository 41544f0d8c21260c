// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/media/audioframer.h"

namespace vigie::media {

/// An AudioFramer that knows which frame a PES packet's time stamp is about: the first that begins
/// in it, wherever that frame ends. Not thread-safe.
class SoundCutter {
public:
    /// `onFrame(std::span<const std::byte>, std::optional<std::uint64_t> pts)` for each whole
    /// frame, in order.
    template <typename OnFrame>
    void push(AudioCodec codec, std::span<const std::byte> payload,
              std::optional<std::uint64_t> pts, OnFrame&& onFrame) {
        const std::size_t before = m_framer.pendingBytes();
        std::optional<std::uint64_t> fresh = pts;
        m_framer.push(codec, payload, [&](std::span<const std::byte> frame) {
            const bool isOfBefore = m_framer.frameBegin() < before;
            auto& stamp = isOfBefore ? m_pending : fresh;
            onFrame(frame, stamp);
            stamp.reset();
            if (!isOfBefore) {
                m_pending.reset();
            }
        });
        if (fresh) {
            m_pending = fresh; // of the frame that began and is not whole
        }
    }
    void reset() {
        m_framer.reset();
        m_pending.reset();
    }

private:
    AudioFramer m_framer;
    std::optional<std::uint64_t> m_pending; // of what is pending in the framer
};

} // namespace vigie::media
