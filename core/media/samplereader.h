// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <gst/audio/audio.h>
#include <gst/video/video.h>

#include "core/media/contentjudge.h"
#include "core/media/gstptr.h"

namespace vigie::media {

/// Takes the brightness out of decoded pictures. Not thread-safe.
class LumaReader {
public:
    /// Pixels up to `blackLuma` (0: black, 1: white) count as dark.
    explicit LumaReader(double blackLuma) : m_blackLuma(blackLuma) {}

    /// False when the sample is no picture with a luma plane. Reuses `out`'s memory.
    [[nodiscard]] bool read(GstSample& sample, LumaSample& out);

private:
    void measure(const GstVideoFrame& frame, LumaSample& out);

    const double m_blackLuma;
    CapsPtr m_caps; // of the sample before; its format is in m_info
    GstVideoInfo m_info{};
    std::vector<std::uint8_t> m_row;       // for formats that are not 8 bits a pixel
    std::vector<std::uint32_t> m_cellSums; // of one row of cells
};

/// Highest magnitude per channel of a block of sound, full scale 1.
struct SoundPeaks {
    static constexpr std::size_t kMaxChannels = 8;
    int channels = 0;
    std::array<float, kMaxChannels> peaks{};
};

/// Takes the peaks out of decoded sound. Not thread-safe.
class PeakReader {
public:
    /// False when the sample is no sound in floats. Channels past the eighth count into the eighth.
    [[nodiscard]] bool read(GstSample& sample, SoundPeaks& out);

private:
    CapsPtr m_caps;
    GstAudioInfo m_info{};
};

} // namespace vigie::media
