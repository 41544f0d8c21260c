// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/picturereader.h"

namespace vigie::media {
namespace {

PlaneView planeOf(const GstVideoFrame& frame, int component) {
    return {static_cast<const std::uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&frame, component)),
            GST_VIDEO_FRAME_COMP_STRIDE(&frame, component),
            GST_VIDEO_FRAME_COMP_WIDTH(&frame, component),
            GST_VIDEO_FRAME_COMP_HEIGHT(&frame, component),
            GST_VIDEO_FRAME_COMP_PSTRIDE(&frame, component),
            static_cast<int>(GST_VIDEO_FRAME_COMP_DEPTH(&frame, component))};
}

} // namespace

bool PictureReader::read(GstSample& sample, PictureSample& out) {
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
    PictureView picture;
    picture.isFullRange = m_info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
    picture.luma = planeOf(frame, 0);
    if (GST_VIDEO_FRAME_N_COMPONENTS(&frame) >= 3) {
        picture.cb = planeOf(frame, 1);
        picture.cr = planeOf(frame, 2);
    }
    const bool isMeasured = m_meter.measure(picture, out);
    gst_video_frame_unmap(&frame);
    return isMeasured;
}

} // namespace vigie::media
