// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <gst/app/gstappsink.h>
#include <gst/gst.h>

#include "core/media/gstptr.h"
#include "core/model/preview.h"

namespace vigie::testing {

/// One coded unit as an encoder put it out.
struct EncodedUnit {
    bool isKey = false;
    std::uint64_t pts = 0; // 90 kHz
    std::string data;
};

/// Runs `launch` (ending in an encoder or parser) as fast as it goes and returns what it makes;
/// empty after an error or when 30 s were not enough. GStreamer must be initialized.
inline std::vector<EncodedUnit> encode(const std::string& launch) {
    std::vector<EncodedUnit> units;
    const auto text = launch + " ! appsink name=out sync=false max-buffers=0";
    const auto pipeline = media::adoptFloating(gst_parse_launch(text.c_str(), nullptr));
    if (!pipeline || !GST_IS_BIN(pipeline.get())) {
        return units;
    }
    const media::ElementPtr sink(gst_bin_get_by_name(GST_BIN(pipeline.get()), "out"));
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    while (auto sample = media::SamplePtr(
               gst_app_sink_try_pull_sample(GST_APP_SINK(sink.get()), 30 * GST_SECOND))) {
        GstBuffer* buffer = gst_sample_get_buffer(sample.get());
        GstMapInfo map;
        if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) {
            continue;
        }
        units.push_back({GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT) == FALSE,
                         gst_util_uint64_scale(GST_BUFFER_PTS(buffer), 90000, GST_SECOND),
                         std::string(reinterpret_cast<const char*>(map.data), map.size)});
        gst_buffer_unmap(buffer, &map);
    }
    gst_element_set_state(pipeline.get(), GST_STATE_NULL);
    return units;
}

/// `frames` of a moving 320x180 test picture at 25 fps, H.264 as previews have it: no reordering, a
/// key picture with its parameter sets each second. `source` are properties of videotestsrc.
inline std::vector<EncodedUnit> encodeH264(int frames, const std::string& source = "pattern=ball",
                                           int width = 320, int height = 180) {
    return encode("videotestsrc num-buffers=" + std::to_string(frames) + " " + source +
                  " ! video/x-raw,format=I420,width=" + std::to_string(width) +
                  ",height=" + std::to_string(height) +
                  ",framerate=25/1 ! x264enc tune=zerolatency speed-preset=ultrafast bitrate=300 "
                  "key-int-max=25 threads=1 ! video/x-h264,stream-format=byte-stream,"
                  "alignment=au,profile=constrained-baseline");
}

/// Encoded units as a preview's access units, sequences from `first`.
inline std::vector<model::AccessUnitPtr> toAccessUnits(const std::vector<EncodedUnit>& units,
                                                       model::VideoCodec codec,
                                                       std::uint64_t first = 1) {
    std::vector<model::AccessUnitPtr> result;
    for (const auto& unit : units) {
        auto access = std::make_shared<model::AccessUnit>();
        access->sequence = first++;
        access->codec = codec;
        access->isKey = unit.isKey;
        access->pts = static_cast<std::int64_t>(unit.pts);
        access->arrival =
            base::utcFromNs(1'000'000'000 + static_cast<std::int64_t>(unit.pts) * 11111);
        access->data = unit.data;
        result.push_back(std::move(access));
    }
    return result;
}

} // namespace vigie::testing
