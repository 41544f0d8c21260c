// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/gstframe.h"

namespace vigie::media {
namespace {

/// Without a word from the stream GStreamer says what follows from the size (gst_video_info of
/// caps without colorimetry): BT.601 up to 576 lines, BT.709 above.
ColorMatrix matrixOf(const GstVideoInfo& info) {
    switch (GST_VIDEO_INFO_COLORIMETRY(&info).matrix) {
    case GST_VIDEO_COLOR_MATRIX_BT709:
    case GST_VIDEO_COLOR_MATRIX_SMPTE240M: // nearer to it than to the others
        return ColorMatrix::Bt709;
    case GST_VIDEO_COLOR_MATRIX_BT2020:
        return ColorMatrix::Bt2020;
    case GST_VIDEO_COLOR_MATRIX_FCC:
    case GST_VIDEO_COLOR_MATRIX_BT601:
        return ColorMatrix::Bt601;
    case GST_VIDEO_COLOR_MATRIX_UNKNOWN:
    case GST_VIDEO_COLOR_MATRIX_RGB:
        break;
    }
    return GST_VIDEO_INFO_HEIGHT(&info) > 576 ? ColorMatrix::Bt709 : ColorMatrix::Bt601;
}

class GstFrame final : public VideoFrame {
public:
    GstFrame(const GstVideoInfo& info, GstBuffer* buffer) {
        m_isMapped = gst_video_frame_map(&m_frame, &info, buffer, GST_MAP_READ) != FALSE;
        if (!m_isMapped) {
            return;
        }
        width = GST_VIDEO_FRAME_WIDTH(&m_frame);
        height = GST_VIDEO_FRAME_HEIGHT(&m_frame);
        y = plane(0);
        u = plane(1);
        v = plane(2);
        if (GST_VIDEO_INFO_PAR_N(&info) > 0 && GST_VIDEO_INFO_PAR_D(&info) > 0) {
            pixelAspect =
                static_cast<double>(GST_VIDEO_INFO_PAR_N(&info)) / GST_VIDEO_INFO_PAR_D(&info);
        }
        matrix = matrixOf(info);
        isFullRange = GST_VIDEO_INFO_COLORIMETRY(&info).range == GST_VIDEO_COLOR_RANGE_0_255;
    }
    ~GstFrame() override {
        if (m_isMapped) {
            gst_video_frame_unmap(&m_frame); // and with it the reference to the buffer
        }
    }
    GstFrame(const GstFrame&) = delete;
    GstFrame& operator=(const GstFrame&) = delete;
    [[nodiscard]] bool isMapped() const { return m_isMapped; }

private:
    [[nodiscard]] Plane plane(guint index) const {
        return {static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_PLANE_DATA(&m_frame, index)),
                GST_VIDEO_FRAME_PLANE_STRIDE(&m_frame, index)};
    }
    GstVideoFrame m_frame{};
    bool m_isMapped = false;
};

} // namespace

FrameMaker::FrameMaker() = default;
FrameMaker::~FrameMaker() = default;

std::shared_ptr<VideoFrame> FrameMaker::make(GstSample& sample) {
    GstCaps* caps = gst_sample_get_caps(&sample);
    GstBuffer* buffer = gst_sample_get_buffer(&sample);
    if (caps == nullptr || buffer == nullptr) {
        return nullptr;
    }
    if (caps != m_caps.get()) {
        m_converter.reset();
        m_caps.reset();
        if (gst_video_info_from_caps(&m_info, caps) == FALSE) {
            return nullptr;
        }
        m_caps.reset(gst_caps_ref(caps));
    }
    std::shared_ptr<GstFrame> frame;
    if (GST_VIDEO_INFO_FORMAT(&m_info) == GST_VIDEO_FORMAT_I420) {
        frame = std::make_shared<GstFrame>(m_info, buffer);
    } else if (const auto converted = convert(buffer)) {
        frame = std::make_shared<GstFrame>(m_shownInfo, converted.get());
    }
    return frame && frame->isMapped() ? frame : nullptr;
}

BufferPtr FrameMaker::convert(GstBuffer* buffer) {
    if (!m_converter) {
        const auto width = static_cast<guint>(GST_VIDEO_INFO_WIDTH(&m_info));
        const auto height = static_cast<guint>(GST_VIDEO_INFO_HEIGHT(&m_info));
        if (gst_video_info_set_format(&m_shownInfo, GST_VIDEO_FORMAT_I420, width, height) ==
            FALSE) {
            return nullptr;
        }
        // Only the sampling and depth change; the colors' meaning stays the stream's.
        m_shownInfo.colorimetry = m_info.colorimetry;
        if (GST_VIDEO_INFO_IS_RGB(&m_info)) {
            gst_video_colorimetry_from_string(&m_shownInfo.colorimetry,
                                              GST_VIDEO_COLORIMETRY_BT709);
        }
        m_shownInfo.chroma_site = m_info.chroma_site;
        m_shownInfo.interlace_mode = m_info.interlace_mode;
        m_shownInfo.fps_n = m_info.fps_n;
        m_shownInfo.fps_d = m_info.fps_d;
        m_converter.reset(gst_video_converter_new(&m_info, &m_shownInfo, nullptr));
    }
    BufferPtr shown(gst_buffer_new_allocate(nullptr, GST_VIDEO_INFO_SIZE(&m_shownInfo), nullptr));
    GstVideoFrame from;
    GstVideoFrame to;
    if (!m_converter || !shown ||
        gst_video_frame_map(&from, &m_info, buffer, GST_MAP_READ) == FALSE) {
        return nullptr;
    }
    const bool isMapped =
        gst_video_frame_map(&to, &m_shownInfo, shown.get(), GST_MAP_WRITE) != FALSE;
    if (isMapped) {
        gst_video_converter_frame(m_converter.get(), &from, &to);
        gst_video_frame_unmap(&to);
    }
    gst_video_frame_unmap(&from);
    return isMapped ? std::move(shown) : nullptr;
}

} // namespace vigie::media
