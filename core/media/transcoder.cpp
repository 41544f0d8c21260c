// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/transcoder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <gst/video/video.h>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/media/codecs.h"

namespace vigie::media {
namespace {

constexpr std::size_t kMaxUnits = 32;
constexpr std::size_t kMaxUnitBytes = std::size_t{2} * 1024 * 1024;
constexpr std::size_t kMaxArrivals = 64;
constexpr std::int64_t kPtsModulus = std::int64_t{1} << 33;
constexpr std::int64_t kJump = std::int64_t{10} * 90000;
// Room before the first unit for pictures that are shown before it.
constexpr GstClockTime kFirstTime = 10 * GST_SECOND;
constexpr GstClockTime kKeyInterval = GST_SECOND;
// Thirty pictures a second are enough for a tile; of 50 and 60 every second one is kept.
constexpr GstClockTime kShortestInterval = GST_SECOND / 32;

std::uint64_t pack(PreviewSize size) {
    return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(size.width)) << 32) |
           static_cast<std::uint32_t>(size.height);
}

PreviewSize unpack(std::uint64_t packed) {
    return {static_cast<int>(packed >> 32), static_cast<int>(packed & 0xffffffffU)};
}

/// 300 kbit/s serve 320x180; larger pictures need less per pixel.
unsigned kilobitsFor(PreviewSize size) {
    const double ratio = static_cast<double>(size.width) * size.height / (320.0 * 180.0);
    return static_cast<unsigned>(std::clamp(300 * std::pow(ratio, 0.75), 100.0, 1500.0));
}

std::int64_t ptsDifference(std::int64_t to, std::int64_t from) {
    const auto difference = (to - from) & (kPtsModulus - 1);
    return difference >= kPtsModulus / 2 ? difference - kPtsModulus : difference;
}

int evenFloor(double value) {
    return std::max(16, static_cast<int>(value) / 2 * 2);
}

ElementPtr shared(const ElementPtr& element) {
    return ElementPtr(static_cast<GstElement*>(gst_object_ref(element.get())));
}

} // namespace

PreviewSize fitPreview(PreviewSize source, double pixelAspect, PreviewSize demand) {
    const double width = source.width * pixelAspect;
    const double height = source.height;
    const double scale = std::min({1.0, demand.width / width, demand.height / height});
    return {evenFloor(width * scale + 0.5), evenFloor(height * scale + 0.5)};
}

Transcoder::Transcoder(const std::string& name, PreviewSize demand,
                       std::function<void(Output)> onOutput)
    : m_onOutput(std::move(onOutput)), m_demand(pack(demand)), m_queue(kMaxUnits),
      m_thread(
          base::startThread("prev-" + name, [this](const std::stop_token& stop) { run(stop); })) {}

Transcoder::~Transcoder() {
    stop();
}

void Transcoder::push(Input input) {
    if (m_hasDropped && !input.isKey) {
        return;
    }
    input.isAfterGap = input.isAfterGap || m_hasDropped;
    m_hasDropped = input.data->size() > kMaxUnitBytes || !m_queue.tryPush(std::move(input));
}

void Transcoder::setDemand(PreviewSize demand) {
    m_demand.store(pack(demand));
}

void Transcoder::stop() {
    m_thread.request_stop();
    m_queue.close();
}

void Transcoder::run(const std::stop_token& stop) {
    while (!stop.stop_requested() && !m_queue.isClosed()) {
        if (const auto input = m_queue.pop(std::chrono::milliseconds(500))) {
            if (!stop.stop_requested()) {
                transcode(*input);
            }
        }
    }
    m_chain.reset();
    m_size.reset();
    m_encoder.reset();
    m_isFinished = true;
}

void Transcoder::transcode(const Input& input) {
    if (input.isAfterGap) {
        m_needsKey = true;
        m_isAfterGap = true;
    }
    if (m_needsKey && !input.isKey) {
        return;
    }
    const bool isJump = m_lastPts >= 0 && std::abs(ptsDifference(input.pts, m_lastPts)) > kJump;
    if (isJump || input.codec != m_codec || (input.isKey && m_demand.load() != m_builtDemand)) {
        m_chain.reset();
    }
    if (!m_chain && (!input.isKey || base::Mono(std::chrono::steady_clock::now()) < m_retryAt ||
                     !build(input.codec))) {
        m_needsKey = true;
        return;
    }
    if (m_needsKey) {
        m_lastKey = GST_CLOCK_TIME_NONE; // what follows a gap must begin with a key picture
    }
    m_needsKey = false;
    const auto time = timeOf(input.pts);
    m_arrivals.push_back({time, input.pts, input.arrival});
    if (m_arrivals.size() > kMaxArrivals) {
        m_arrivals.pop_front();
    }
    auto buffer = wrapBytes(input.data, input.data->data(), input.data->size());
    GST_BUFFER_PTS(buffer.get()) = time;
    if (!m_chain->push(std::move(buffer))) {
        m_chain.reset();
        m_needsKey = true;
        m_isAfterGap = true;
        m_retryAt = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
    }
}

GstClockTime Transcoder::timeOf(std::int64_t pts) {
    if (m_lastPts < 0) {
        m_time = kFirstTime;
    } else {
        const auto step = ptsDifference(pts, m_lastPts) * 100000 / 9;
        m_time = static_cast<GstClockTime>(
            std::max<std::int64_t>(0, static_cast<std::int64_t>(m_time) + step));
    }
    m_lastPts = pts;
    return m_time;
}

bool Transcoder::build(model::VideoCodec codec) {
    const auto choice = decoderFor(codec);
    m_codec = codec;
    m_builtDemand = m_demand.load();
    m_lastPts = -1;
    m_lastKept = m_lastKey = GST_CLOCK_TIME_NONE;
    m_arrivals.clear();
    if (choice.factory == nullptr) {
        return false;
    }
    auto decoder = makeDecoderElement(choice.factory);
    auto deinterlace = makeElement("deinterlace");
    auto scale = makeElement("videoconvertscale");
    auto size = makeElement("capsfilter");
    auto encoder = makeElement("x264enc");
    auto format = makeElement("capsfilter");
    if (!decoder || !deinterlace || !scale || !size || !encoder || !format) {
        base::logger("media")->error("previews cannot be encoded: an element is missing");
        m_retryAt = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        return false;
    }
    gst_util_set_object_arg(G_OBJECT(deinterlace.get()), "fields", "top");
    gst_util_set_object_arg(G_OBJECT(deinterlace.get()), "method", "linear");
    gst_util_set_object_arg(G_OBJECT(encoder.get()), "tune", "zerolatency");
    gst_util_set_object_arg(G_OBJECT(encoder.get()), "speed-preset", "ultrafast");
    // The interval between key pictures is kept by time, in isWanted(): the rate may not be known.
    g_object_set(encoder.get(), "threads", 1U, "key-int-max", 250U, "bitrate",
                 kilobitsFor(unpack(m_builtDemand)), nullptr);
    const CapsPtr formatCaps(gst_caps_from_string("video/x-h264,stream-format=byte-stream,"
                                                  "alignment=au,profile=constrained-baseline"));
    g_object_set(format.get(), "caps", formatCaps.get(), nullptr);
    const PadPtr decoded(gst_element_get_static_pad(decoder.get(), "src"));
    gst_pad_add_probe(decoded.get(),
                      static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER |
                                                   GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM),
                      &Transcoder::onDecoded, this, nullptr);
    m_size = shared(size);
    m_encoder = shared(encoder);
    std::vector<ElementPtr> elements;
    elements.push_back(std::move(decoder));
    elements.push_back(std::move(deinterlace));
    elements.push_back(std::move(scale));
    elements.push_back(std::move(size));
    elements.push_back(std::move(encoder));
    elements.push_back(std::move(format));
    m_chain = PushChain::make(std::move(elements), CapsPtr(gst_caps_from_string(choice.caps)),
                              [this](GstSample& sample) { onSample(sample); });
    return m_chain != nullptr;
}

GstPadProbeReturn Transcoder::onDecoded(GstPad*, GstPadProbeInfo* info, gpointer self) {
    auto& transcoder = *static_cast<Transcoder*>(self);
    if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0) {
        return transcoder.isWanted(GST_BUFFER_PTS(GST_PAD_PROBE_INFO_BUFFER(info)))
                   ? GST_PAD_PROBE_OK
                   : GST_PAD_PROBE_DROP;
    }
    GstEvent* event = GST_PAD_PROBE_INFO_EVENT(info);
    if (GST_EVENT_TYPE(event) == GST_EVENT_CAPS) {
        GstCaps* caps = nullptr;
        gst_event_parse_caps(event, &caps);
        transcoder.onDecoderCaps(caps);
    }
    return GST_PAD_PROBE_OK;
}

void Transcoder::onDecoderCaps(GstCaps* caps) {
    GstVideoInfo info;
    if (gst_video_info_from_caps(&info, caps) == FALSE || GST_VIDEO_INFO_PAR_D(&info) == 0) {
        return;
    }
    const double aspect =
        static_cast<double>(GST_VIDEO_INFO_PAR_N(&info)) / GST_VIDEO_INFO_PAR_D(&info);
    const auto target = fitPreview({GST_VIDEO_INFO_WIDTH(&info), GST_VIDEO_INFO_HEIGHT(&info)},
                                   aspect, unpack(m_builtDemand));
    const CapsPtr wanted(gst_caps_new_simple(
        "video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, target.width, "height",
        G_TYPE_INT, target.height, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, nullptr));
    g_object_set(m_size.get(), "caps", wanted.get(), nullptr);
    g_object_set(m_encoder.get(), "bitrate", kilobitsFor(target), nullptr);
}

bool Transcoder::isWanted(GstClockTime pts) {
    if (!GST_CLOCK_TIME_IS_VALID(pts)) {
        return false;
    }
    if (GST_CLOCK_TIME_IS_VALID(m_lastKept) && pts > m_lastKept &&
        pts - m_lastKept < kShortestInterval) {
        return false;
    }
    m_lastKept = pts;
    if (!GST_CLOCK_TIME_IS_VALID(m_lastKey) || pts < m_lastKey || pts - m_lastKey >= kKeyInterval) {
        m_lastKey = pts;
        gst_element_send_event(m_encoder.get(), gst_video_event_new_upstream_force_key_unit(
                                                    GST_CLOCK_TIME_NONE, TRUE, 0));
    }
    return true;
}

void Transcoder::onSample(GstSample& sample) {
    GstBuffer* buffer = gst_sample_get_buffer(&sample);
    // The encoder moves its times and says by how much in its segment.
    const auto time = gst_segment_to_running_time(gst_sample_get_segment(&sample), GST_FORMAT_TIME,
                                                  GST_BUFFER_PTS(buffer));
    const auto found = std::find_if(m_arrivals.rbegin(), m_arrivals.rend(),
                                    [time](const Arrival& a) { return a.time == time; });
    GstMapInfo map;
    if (found == m_arrivals.rend() || gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) {
        m_isAfterGap = true;
        return;
    }
    Output output;
    output.data.assign(reinterpret_cast<const char*>(map.data), map.size);
    gst_buffer_unmap(buffer, &map);
    output.isKey = GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT) == FALSE;
    output.isAfterGap = output.isKey && std::exchange(m_isAfterGap, false);
    output.pts = found->pts;
    output.arrival = found->arrival;
    m_onOutput(std::move(output));
}

} // namespace vigie::media
