// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <gst/video/video.h>

#include "core/media/decodepool.h"
#include "core/media/gstptr.h"

namespace vigie::media {

/// Turns decoded samples of one stream into frames: a sample that is I420 already is kept as it is,
/// another format is converted. Not thread-safe; the frames it makes are, and outlive it.
class FrameMaker {
public:
    FrameMaker();
    ~FrameMaker();
    FrameMaker(const FrameMaker&) = delete;
    FrameMaker& operator=(const FrameMaker&) = delete;

    /// Null when the sample is no picture that can be shown. `pts`, `arrival` and `queued` are the
    /// caller's to set.
    [[nodiscard]] std::shared_ptr<VideoFrame> make(GstSample& sample);

private:
    struct ConverterFree {
        void operator()(GstVideoConverter* converter) const { gst_video_converter_free(converter); }
    };
    [[nodiscard]] BufferPtr convert(GstBuffer* buffer);

    CapsPtr m_caps; // of the sample before; its format is in m_info
    GstVideoInfo m_info{};
    GstVideoInfo m_shownInfo{}; // I420 of the same size
    std::unique_ptr<GstVideoConverter, ConverterFree> m_converter;
};

} // namespace vigie::media
