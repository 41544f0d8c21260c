// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "core/base/boundedqueue.h"
#include "core/base/time.h"
#include "core/media/pushchain.h"
#include "core/model/preview.h"

namespace vigie::media {

/// A picture size that a preview is made in.
struct PreviewSize {
    int width = 0;
    int height = 0;
    bool operator==(const PreviewSize&) const = default;
};

/// The largest even size with square pixels and the source's aspect that fits into `demand` and is
/// no larger than the source.
[[nodiscard]] PreviewSize fitPreview(PreviewSize source, double pixelAspect, PreviewSize demand);

/// Decodes, scales and encodes one path on a thread of its own, which lives from construction until
/// stop() or destruction. What it puts out begins with a key picture and has one each second.
/// Pushes never block: what does not fit its bounded queue is dropped up to the next key picture.
class Transcoder {
public:
    struct Input {
        std::shared_ptr<const std::string> data;
        model::VideoCodec codec = model::VideoCodec::Unknown;
        bool isKey = false;
        /// Units before this one are missing.
        bool isAfterGap = false;
        std::int64_t pts = 0;
        base::Utc arrival{};
    };
    struct Output {
        std::string data;
        bool isKey = false;
        /// Pictures are missing before this one (a key picture).
        bool isAfterGap = false;
        std::int64_t pts = 0;
        base::Utc arrival{};
    };
    /// `onOutput` is called on the transcoder's thread.
    Transcoder(const std::string& name, PreviewSize demand, std::function<void(Output)> onOutput);
    ~Transcoder();
    Transcoder(const Transcoder&) = delete;
    Transcoder& operator=(const Transcoder&) = delete;

    void push(Input input);
    void setDemand(PreviewSize demand);
    /// Does not wait: the thread ends after the unit it is at.
    void stop();
    [[nodiscard]] bool isFinished() const { return m_isFinished.load(); }

private:
    void run(const std::stop_token& stop);
    void transcode(const Input& input);
    [[nodiscard]] bool build(model::VideoCodec codec);
    void onDecoderCaps(GstCaps* caps);
    [[nodiscard]] bool isWanted(GstClockTime pts);
    void onSample(GstSample& sample);
    [[nodiscard]] GstClockTime timeOf(std::int64_t pts);
    static GstPadProbeReturn onDecoded(GstPad* pad, GstPadProbeInfo* info, gpointer self);

    const std::function<void(Output)> m_onOutput;
    std::atomic<std::uint64_t> m_demand; // width << 32 | height
    std::atomic<bool> m_isFinished = false;
    base::BoundedQueue<Input> m_queue;
    bool m_hasDropped = false; // pushing thread

    // Only on the transcoder's thread.
    struct Arrival {
        GstClockTime time = 0;
        std::int64_t pts = 0;
        base::Utc arrival{};
    };
    std::unique_ptr<PushChain> m_chain;
    ElementPtr m_size;    // the capsfilter that sets the size
    ElementPtr m_encoder; // part of m_chain
    model::VideoCodec m_codec = model::VideoCodec::Unknown;
    std::uint64_t m_builtDemand = 0;
    bool m_needsKey = true;
    bool m_isAfterGap = false;
    std::deque<Arrival> m_arrivals;
    GstClockTime m_time = 0; // of the newest unit, unwrapped
    std::int64_t m_lastPts = -1;
    GstClockTime m_lastKept = GST_CLOCK_TIME_NONE;
    GstClockTime m_lastKey = GST_CLOCK_TIME_NONE;
    base::Mono m_retryAt{};
    std::jthread m_thread; // last: everything above is there before it starts
};

} // namespace vigie::media
