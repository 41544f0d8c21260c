// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/video/video.h>

#include "core/media/gstptr.h"
#include "core/media/picturemeter.h"

namespace vigie::media {

/// Takes out of decoded pictures what it takes to judge them. Not thread-safe.
class PictureReader {
public:
    explicit PictureReader(const ContentLimits& limits) : m_meter(limits.blackLuma, limits.masks) {}

    /// False when the sample is no picture with a luma plane. Reuses `out`'s memory.
    [[nodiscard]] bool read(GstSample& sample, PictureSample& out);

private:
    PictureMeter m_meter;
    CapsPtr m_caps; // of the sample before; its format is in m_info
    GstVideoInfo m_info{};
};

} // namespace vigie::media
