// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/time.h"
#include "core/model/preview.h"

/// GStreamer, and only here: decode, judge and encode pictures and sound.
namespace vigie::media {

/// How a picture's luma and color differences become red, green and blue.
enum class ColorMatrix : std::uint8_t { Bt601, Bt709, Bt2020 };

/// A decoded picture, I420, immutable. Planes stay valid while the frame lives.
class VideoFrame {
public:
    virtual ~VideoFrame() = default;
    struct Plane {
        const std::uint8_t* data = nullptr;
        int stride = 0;
    };
    int width = 0;
    int height = 0;
    /// Width of a pixel by its height.
    double pixelAspect = 1.0;
    Plane y, u, v;
    /// As the stream says. Where it does not: BT.709 above 576 lines, BT.601 up to there, which is
    /// what the ITU's formats of these sizes use.
    ColorMatrix matrix = ColorMatrix::Bt601;
    /// Luma runs from 0 to 255 instead of 16 to 235.
    bool isFullRange = false;
    /// 90 kHz, 33 bits, of the access unit.
    std::int64_t pts = 0;
    base::Utc arrival{};
    /// When decoding began with this unit's hand-over to the pool; for latency figures.
    base::Mono queued{};
};
using VideoFramePtr = std::shared_ptr<const VideoFrame>;

/// One tile's decoder. Frames it decodes replace each other in one slot: newest wins. Destroying it
/// ends decoding; no callback runs after the destructor returned.
class DecodeStream {
public:
    struct Figures {
        std::uint64_t unitsIn = 0;
        /// Dropped because the stream's bounded queue was full or a gap awaited a key picture.
        std::uint64_t unitsDropped = 0;
        std::uint64_t framesDecoded = 0;
        /// Decoded but replaced before anyone took them.
        std::uint64_t framesReplaced = 0;
        /// Sequence gaps seen: each freezes the picture until the next key.
        std::uint64_t gaps = 0;
        std::uint64_t errors = 0;
        /// Now in the queue: more than a few and the decoders are behind.
        std::uint64_t unitsWaiting = 0;
    };
    virtual ~DecodeStream() = default;
    /// Any thread; never blocks. Bounded queue: when full, drops up to the next key picture.
    virtual void push(model::AccessUnitPtr unit) = 0;
    /// The newest frame not yet taken; null when there is none. Any thread.
    [[nodiscard]] virtual VideoFramePtr takeNewest() = 0;
    /// True between a sequence gap (or damage) and the next key picture: what is shown stands
    /// still.
    [[nodiscard]] virtual bool isAwaitingKey() const = 0;
    [[nodiscard]] virtual Figures figures() const = 0;
};

/// Decodes any number of small streams on a fixed number of threads ("decode-0", ...): each worker
/// pushes whole access units into its streams' decoders (see docs/threads.md). Thread-safe.
class DecodePool {
public:
    virtual ~DecodePool() = default;
    /// `onFrame` is called on a worker after the slot was filled; it must only wake somebody.
    /// Never blocks: the decoder itself is made on the worker.
    [[nodiscard]] virtual std::unique_ptr<DecodeStream> open(std::string name,
                                                             std::function<void()> onFrame) = 0;
};
/// Initializes GStreamer on first use. `workers` 1 to 8.
[[nodiscard]] std::unique_ptr<DecodePool> makeDecodePool(int workers = 2);

/// gst_init once, preloading the plugins that are needed; false with the reason when one is
/// missing.
[[nodiscard]] bool initialize(std::string* whyNot = nullptr);

} // namespace vigie::media
