// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/base/result.h"

namespace vigie::demo {

/// Initializes GStreamer and looks for the elements that the demo needs; the error names what is
/// missing and the Debian package that has it.
[[nodiscard]] base::Result<void> checkGStreamer();

/// Codes one feed into a constant-rate transport stream: H.264, MPEG-1 layer II, mpegtsmux.
/// Pictures and sound are pushed by one thread; packets come out on a GStreamer thread of its own.
/// It does not follow a clock: it codes as fast as it is fed. Bounded: what does not fit is
/// refused.
class Encoder {
public:
    /// Whole packets, any number of them.
    using PacketSink = std::function<void(std::span<const std::byte>)>;

    virtual ~Encoder() = default;
    /// `clockStart` shifts PTS and PCR, so that two feeds never carry the same time stamps.
    [[nodiscard]] static base::Result<std::unique_ptr<Encoder>>
    create(std::uint32_t feedNumber, std::uint64_t clockStartNs, PacketSink sink);
    /// One I420 picture; frames count from 0. False when it was refused.
    virtual bool pushPicture(std::span<const std::uint8_t> i420, std::uint64_t frame) = 0;
    /// The sound of the same picture.
    virtual bool pushSound(std::span<const std::int16_t> interleaved, std::uint64_t frame) = 0;
    /// The first error that GStreamer reported since the last call.
    [[nodiscard]] virtual std::optional<std::string> takeError() = 0;
};

} // namespace vigie::demo
