// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/samplereader.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vigie::media {
namespace {

// The grid: about 40 by 22 cells of a wide picture, four rows looked at in each.
constexpr int kSampledRows = 90;
constexpr int kRowsPerCell = 4;
constexpr int kColumns = 40;
constexpr int kSmallestCell = 8;

/// The row as 8 bits a pixel: itself, or converted into `scratch`.
const std::uint8_t* lumaRow(const GstVideoFrame& frame, int row,
                            std::vector<std::uint8_t>& scratch) {
    const int width = GST_VIDEO_FRAME_WIDTH(&frame);
    const int depth = static_cast<int>(GST_VIDEO_FRAME_COMP_DEPTH(&frame, 0));
    const auto step = static_cast<std::ptrdiff_t>(GST_VIDEO_FRAME_COMP_PSTRIDE(&frame, 0));
    const auto* line = static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&frame, 0)) +
                       static_cast<std::ptrdiff_t>(row) * GST_VIDEO_FRAME_COMP_STRIDE(&frame, 0);
    if (depth == 8 && step == 1) {
        return line;
    }
    scratch.resize(static_cast<std::size_t>(width));
    for (int x = 0; x < width; ++x) {
        const auto* pixel = line + x * step;
        if (depth <= 8) {
            scratch[static_cast<std::size_t>(x)] = *pixel;
        } else {
            std::uint16_t value = 0;
            std::memcpy(&value, pixel, sizeof value); // decoders put out the host's byte order
            scratch[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(value >> (depth - 8));
        }
    }
    return scratch.data();
}

float peakOf(const float* samples, gsize count, std::ptrdiff_t step) {
    float peak = 0;
    for (gsize i = 0; i < count; ++i) {
        peak = std::max(peak, std::fabs(*samples));
        samples += step;
    }
    return peak;
}

} // namespace

bool LumaReader::read(GstSample& sample, LumaSample& out) {
    GstCaps* caps = gst_sample_get_caps(&sample);
    GstBuffer* buffer = gst_sample_get_buffer(&sample);
    if (caps == nullptr || buffer == nullptr) {
        return false;
    }
    if (caps != m_caps.get()) {
        m_caps.reset();
        if (gst_video_info_from_caps(&m_info, caps) == FALSE) {
            return false;
        }
        m_caps.reset(gst_caps_ref(caps));
    }
    GstVideoFrame frame;
    if (!(GST_VIDEO_INFO_IS_YUV(&m_info) || GST_VIDEO_INFO_IS_GRAY(&m_info)) ||
        gst_video_frame_map(&frame, &m_info, buffer, GST_MAP_READ) == FALSE) {
        return false;
    }
    measure(frame, out);
    gst_video_frame_unmap(&frame);
    return !out.cells.empty();
}

void LumaReader::measure(const GstVideoFrame& frame, LumaSample& out) {
    out.width = GST_VIDEO_FRAME_WIDTH(&frame);
    out.height = GST_VIDEO_FRAME_HEIGHT(&frame);
    out.cells.clear();
    const bool isFullRange = m_info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
    const double floor = isFullRange ? 0 : 16;
    const double span = isFullRange ? 255 : 219;
    const auto limit = static_cast<std::uint8_t>(floor + m_blackLuma * span);
    const int cellWidth = std::max(kSmallestCell, out.width / kColumns);
    const auto columns = static_cast<std::size_t>(out.width / cellWidth);
    // An even step keeps to one field of an interlaced picture.
    const int step = std::max(2, out.height / kSampledRows / 2 * 2);
    std::uint64_t sum = 0;
    std::uint64_t dark = 0;
    std::uint64_t count = 0;
    m_cellSums.assign(columns, 0);
    for (int row = 0, inCell = 0; row < out.height; row += step) {
        const auto* pixel = lumaRow(frame, row, m_row);
        for (std::size_t column = 0; column < columns; ++column) {
            std::uint32_t cell = 0;
            std::uint32_t darkInCell = 0;
            for (int x = 0; x < cellWidth; ++x) {
                cell += pixel[x];
                darkInCell += pixel[x] <= limit ? 1U : 0U;
            }
            pixel += cellWidth;
            m_cellSums[column] += cell;
            sum += cell;
            dark += darkInCell;
        }
        count += columns * static_cast<std::size_t>(cellWidth);
        if (++inCell == kRowsPerCell) {
            inCell = 0;
            const auto pixels = static_cast<std::uint32_t>(kRowsPerCell * cellWidth);
            for (auto& cell : m_cellSums) {
                out.cells.push_back(
                    static_cast<std::uint16_t>(cell * LumaSample::kCellScale / pixels));
                cell = 0;
            }
        }
    }
    if (count > 0) {
        const double mean = static_cast<double>(sum) / static_cast<double>(count);
        out.mean = std::clamp((mean - floor) / span, 0.0, 1.0);
        out.darkShare = static_cast<double>(dark) / static_cast<double>(count);
    }
}

bool PeakReader::read(GstSample& sample, SoundPeaks& out) {
    GstCaps* caps = gst_sample_get_caps(&sample);
    GstBuffer* buffer = gst_sample_get_buffer(&sample);
    if (caps == nullptr || buffer == nullptr) {
        return false;
    }
    if (caps != m_caps.get()) {
        m_caps.reset();
        if (gst_audio_info_from_caps(&m_info, caps) == FALSE) {
            return false;
        }
        m_caps.reset(gst_caps_ref(caps));
    }
    GstAudioBuffer audio;
    if (GST_AUDIO_INFO_FORMAT(&m_info) != GST_AUDIO_FORMAT_F32 ||
        gst_audio_buffer_map(&audio, &m_info, buffer, GST_MAP_READ) == FALSE) {
        return false;
    }
    const int channels = GST_AUDIO_INFO_CHANNELS(&m_info);
    const bool isPlanar = audio.n_planes > 1;
    out.channels = channels;
    out.peaks = {};
    for (int channel = 0; channel < channels; ++channel) {
        const auto* samples = static_cast<const float*>(audio.planes[isPlanar ? channel : 0]) +
                              (isPlanar ? 0 : channel);
        auto& peak =
            out.peaks[std::min(static_cast<std::size_t>(channel), SoundPeaks::kMaxChannels - 1)];
        peak = std::max(peak, peakOf(samples, audio.n_samples, isPlanar ? 1 : channels));
    }
    const bool hasSamples = audio.n_samples > 0;
    gst_audio_buffer_unmap(&audio);
    return hasSamples && channels > 0;
}

} // namespace vigie::media
