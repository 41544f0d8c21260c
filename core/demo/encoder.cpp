// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/encoder.h"

#include <array>
#include <atomic>
#include <utility>

#include <fmt/format.h>
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>

#include "core/demo/gstscoped.h"
#include "core/demo/picture.h"
#include "core/demo/tspacket.h"

namespace vigie::demo {

namespace {

constexpr std::uint64_t frameNs = 1'000'000'000 / framesPerSecond;
constexpr guint64 mostQueuedPictures = 25;

struct Needed {
    const char* element;
    const char* package;
};
constexpr std::array<Needed, 9> needed{{
    {"appsrc", "gstreamer1.0-plugins-base"},
    {"appsink", "gstreamer1.0-plugins-base"},
    {"videoconvert", "gstreamer1.0-plugins-base"},
    {"mpegaudioparse", "gstreamer1.0-plugins-good"},
    {"x264enc", "gstreamer1.0-plugins-ugly"},
    {"avenc_mp2", "gstreamer1.0-libav"},
    {"h264parse", "gstreamer1.0-plugins-bad"},
    {"mpegtsmux", "gstreamer1.0-plugins-bad"},
    {"audioresample", "gstreamer1.0-plugins-base"},
}};

// Key pictures once a second; the coder's buffer is held short so that they fit the constant rate.
std::string describePipeline(const FeedPids& pids) {
    return fmt::format(
        "appsrc name=video format=time is-live=false block=false max-buffers={queue} max-bytes=0 "
        "caps=video/x-raw,format=I420,width={width},height={height},framerate={fps}/1,"
        "pixel-aspect-ratio=1/1,colorimetry=bt601,interlace-mode=progressive "
        "! x264enc tune=zerolatency speed-preset=ultrafast trellis=false bitrate=240 "
        "vbv-buf-capacity=250 "
        "key-int-max={fps} threads=1 sliced-threads=false aud=true byte-stream=true "
        "option-string=scenecut=0 "
        "! video/x-h264,profile=constrained-baseline,stream-format=byte-stream,alignment=au "
        "! h264parse config-interval=-1 ! mux.sink_{videoPid} "
        "appsrc name=sound format=time is-live=false block=false max-buffers={queue} max-bytes=0 "
        "caps=audio/x-raw,format=S16LE,rate={rate},channels=2,layout=interleaved "
        "! avenc_mp2 bitrate=64000 ! mpegaudioparse ! mux.sink_{audioPid} "
        "mpegtsmux name=mux bitrate={bitrate} pat-interval=7200 pmt-interval=7200 "
        "pcr-interval=2700 alignment=7 "
        "prog-map=program_map,sink_{videoPid}=(int){program},sink_{audioPid}=(int){program},"
        "PMT_{program}=(uint){pmt},PCR_{program}=sink_{videoPid} "
        "! appsink name=packets sync=false async=false max-buffers=64 emit-signals=false",
        fmt::arg("queue", mostQueuedPictures), fmt::arg("width", pictureWidth),
        fmt::arg("height", pictureHeight), fmt::arg("fps", framesPerSecond),
        fmt::arg("rate", sampleRate), fmt::arg("videoPid", pids.video),
        fmt::arg("audioPid", pids.audio), fmt::arg("bitrate", feedBitsPerSecond),
        fmt::arg("program", pids.program), fmt::arg("pmt", pids.pmt));
}

class GstEncoder final : public Encoder {
public:
    GstEncoder(std::uint64_t clockStartNs, PacketSink sink)
        : m_clockStartNs(clockStartNs), m_sink(std::move(sink)) {}
    // The pipeline goes first: its threads call m_sink.
    ~GstEncoder() override {
        m_pipeline.reset();
        [[maybe_unused]] const auto calls = m_calls.load(std::memory_order_acquire);
    }

    base::Result<void> open(std::uint32_t feedNumber) {
        GError* parseError = nullptr;
        m_pipeline.reset(
            gst_parse_launch(describePipeline(pidsOf(feedNumber)).c_str(), &parseError));
        const GstOwned<GError> error(parseError);
        if (!m_pipeline || error) {
            return base::failure(fmt::format("the coder of feed {} cannot be built: {}", feedNumber,
                                             error ? error->message : "no pipeline"));
        }
        auto* bin = GST_BIN(m_pipeline.get());
        m_video.reset(gst_bin_get_by_name(bin, "video"));
        m_sound.reset(gst_bin_get_by_name(bin, "sound"));
        const GstOwned<GstElement> packets(gst_bin_get_by_name(bin, "packets"));
        m_bus.reset(gst_element_get_bus(m_pipeline.get()));
        GstAppSinkCallbacks callbacks{};
        callbacks.new_sample = &GstEncoder::onSample;
        gst_app_sink_set_callbacks(GST_APP_SINK(packets.get()), &callbacks, this, nullptr);
        m_calls.store(0, std::memory_order_release);
        if (gst_element_set_state(m_pipeline.get(), GST_STATE_PLAYING) ==
            GST_STATE_CHANGE_FAILURE) {
            return base::failure(fmt::format("the coder of feed {} does not start: {}", feedNumber,
                                             takeError().value_or("no reason given")));
        }
        return {};
    }

    bool pushPicture(std::span<const std::uint8_t> i420, std::uint64_t frame) override {
        return push(m_video.get(), i420.data(), i420.size_bytes(), frame);
    }
    bool pushSound(std::span<const std::int16_t> interleaved, std::uint64_t frame) override {
        return push(m_sound.get(), interleaved.data(), interleaved.size_bytes(), frame);
    }

    std::optional<std::string> takeError() override {
        const GstOwned<GstMessage> message(gst_bus_pop_filtered(m_bus.get(), GST_MESSAGE_ERROR));
        if (!message) {
            return std::nullopt;
        }
        GError* parsed = nullptr;
        gst_message_parse_error(message.get(), &parsed, nullptr);
        const GstOwned<GError> error(parsed);
        return error->message;
    }

private:
    bool push(GstElement* source, const void* data, std::size_t size, std::uint64_t frame) {
        auto* appsrc = GST_APP_SRC(source);
        if (gst_app_src_get_current_level_buffers(appsrc) >= mostQueuedPictures) {
            return false;
        }
        GstBuffer* buffer = gst_buffer_new_allocate(nullptr, size, nullptr);
        gst_buffer_fill(buffer, 0, data, size);
        GST_BUFFER_PTS(buffer) = m_clockStartNs + frame * frameNs;
        GST_BUFFER_DURATION(buffer) = frameNs;
        return gst_app_src_push_buffer(appsrc, buffer) == GST_FLOW_OK;
    }

    static GstFlowReturn onSample(GstAppSink* sink, gpointer self) {
        const GstOwned<GstSample> sample(gst_app_sink_pull_sample(sink));
        if (!sample) {
            return GST_FLOW_EOS;
        }
        auto& encoder = *static_cast<GstEncoder*>(self);
        [[maybe_unused]] const auto before = encoder.m_calls.load(std::memory_order_acquire);
        GstBuffer* buffer = gst_sample_get_buffer(sample.get());
        GstMapInfo map;
        if (buffer != nullptr && gst_buffer_map(buffer, &map, GST_MAP_READ) != FALSE) {
            encoder.m_sink(std::as_bytes(std::span<const guint8>(map.data, map.size)));
            gst_buffer_unmap(buffer, &map);
        }
        encoder.m_calls.fetch_add(1, std::memory_order_release);
        return GST_FLOW_OK;
    }

    const std::uint64_t m_clockStartNs;
    const PacketSink m_sink;
    GstPipelinePtr m_pipeline;
    GstOwned<GstElement> m_video, m_sound;
    // Says again, where the thread sanitizer sees it, what GStreamer's own locks ensure: calls come
    // after open() and end before the destructor goes on.
    std::atomic<std::uint64_t> m_calls{0};
    GstOwned<GstBus> m_bus;
};

} // namespace

base::Result<void> checkGStreamer() {
    GError* initError = nullptr;
    if (gst_init_check(nullptr, nullptr, &initError) == FALSE) {
        const GstOwned<GError> error(initError);
        return base::failure(fmt::format("GStreamer does not start: {}",
                                         error ? error->message : "no reason given"));
    }
    for (const auto& [element, package] : needed) {
        // Loaded at once, before anybody uses SRT: the libav plugin brings another build of libsrt
        // into the process, whose constructors set the one in use back to its defaults.
        const GstOwned<GstElementFactory> found(gst_element_factory_find(element));
        const GstOwned<GstPluginFeature> factory(
            found ? gst_plugin_feature_load(GST_PLUGIN_FEATURE(found.get())) : nullptr);
        if (!factory) {
            return base::failure(fmt::format("the GStreamer element \"{}\" is missing; install the "
                                             "Debian package {}",
                                             element, package));
        }
    }
    return {};
}

base::Result<std::unique_ptr<Encoder>>
Encoder::create(std::uint32_t feedNumber, std::uint64_t clockStartNs, PacketSink sink) {
    auto encoder = std::make_unique<GstEncoder>(clockStartNs, std::move(sink));
    if (auto opened = encoder->open(feedNumber); !opened) {
        return base::failure(opened.error().message);
    }
    return encoder;
}

} // namespace vigie::demo
