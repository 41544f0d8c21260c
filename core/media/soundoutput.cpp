// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/soundoutput.h"

#include <chrono>
#include <utility>

#include <gst/app/gstappsrc.h>

#include "core/media/gstptr.h"

namespace vigie::media {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t frameBytes = sizeof(float) * soundOutputChannels;
constexpr std::size_t mostWaiting = soundOutputRate * 40 / 1000;
// Microseconds, as audio sinks count: of the device's buffer, and of its pieces.
constexpr gint64 deviceBuffer = 80'000;
constexpr gint64 devicePiece = 10'000;
/// A device that plays takes a piece each 10 ms.
constexpr auto stuckAfter = 3s;

struct PipelineStop {
    void operator()(GstElement* pipeline) const {
        gst_element_set_state(pipeline, GST_STATE_NULL);
        gst_object_unref(pipeline);
    }
};
using PipelinePtr = std::unique_ptr<GstElement, PipelineStop>;

bool hasProperty(GstElement* element, const char* name) {
    return g_object_class_find_property(G_OBJECT_GET_CLASS(element), name) != nullptr;
}

/// The device's pace rules, not time stamps: what comes is played one after the other.
void onElementAdded(GstBin*, GstBin*, GstElement* element, gpointer) {
    if (hasProperty(element, "buffer-time") && hasProperty(element, "latency-time")) {
        g_object_set(element, "buffer-time", deviceBuffer, "latency-time", devicePiece, nullptr);
    }
    if (GST_OBJECT_FLAG_IS_SET(element, GST_ELEMENT_FLAG_SINK) && hasProperty(element, "sync")) {
        g_object_set(element, "sync", FALSE, nullptr);
    }
}

/// What a message of an element that cannot go on says; empty for all others.
std::string wordsOf(GstMessage& message) {
    GError* error = nullptr;
    if (GST_MESSAGE_TYPE(&message) == GST_MESSAGE_ERROR) {
        gst_message_parse_error(&message, &error, nullptr);
    } else if (GST_MESSAGE_TYPE(&message) == GST_MESSAGE_WARNING && GST_IS_BIN(message.src)) {
        // Elements that choose a sink warn, and play into nothing, where there is no device.
        gst_message_parse_warning(&message, &error, nullptr);
    } else {
        return {};
    }
    const GErrorPtr owned(error);
    return owned ? owned->message : "no reason given";
}

class GstSoundOutput final : public SoundOutput {
public:
    explicit GstSoundOutput(std::string sink) : m_sink(std::move(sink)) {}

    std::string open() override {
        close();
        GError* failed = nullptr;
        GstElement* made = gst_parse_launch("appsrc name=sound format=time block=false ! "
                                            "audioconvert ! audioresample",
                                            &failed);
        PipelinePtr pipeline(adoptFloating(made).release());
        GErrorPtr why(failed);
        if (!pipeline || why) {
            return why ? why->message : "GStreamer's audio elements are not installed";
        }
        failed = nullptr;
        // Into the pipeline only then: it tells of what is added to it.
        const ElementPtr sink(
            adoptFloating(gst_parse_bin_from_description(m_sink.c_str(), TRUE, &failed)));
        why.reset(failed);
        if (!sink || why) {
            return why ? why->message : "GStreamer's audio elements are not installed";
        }
        return start(std::move(pipeline), sink.get());
    }

    std::size_t room() override {
        if (!m_source) {
            return 0;
        }
        const std::size_t waiting =
            gst_app_src_get_current_level_bytes(GST_APP_SRC(m_source.get())) / frameBytes;
        const auto now = std::chrono::steady_clock::now();
        if (waiting < mostWaiting) {
            m_tookAt = now;
            return mostWaiting - waiting;
        }
        if (now - m_tookAt > stuckAfter && m_trouble.empty()) {
            m_trouble = "it takes no sound";
        }
        return 0;
    }

    void write(std::span<const float> samples) override {
        if (!m_source || samples.empty()) {
            return;
        }
        BufferPtr buffer(gst_buffer_new_allocate(nullptr, samples.size_bytes(), nullptr));
        gst_buffer_fill(buffer.get(), 0, samples.data(), samples.size_bytes());
        gst_app_src_push_buffer(GST_APP_SRC(m_source.get()), buffer.release());
    }

    std::string trouble() override {
        while (m_bus && m_trouble.empty()) {
            const MessagePtr message(gst_bus_pop_filtered(
                m_bus.get(), static_cast<GstMessageType>(GST_MESSAGE_ERROR | GST_MESSAGE_WARNING)));
            if (!message) {
                break;
            }
            m_trouble = wordsOf(*message);
        }
        return m_trouble;
    }

    void close() override {
        m_source.reset();
        m_bus.reset();
        m_pipeline.reset();
        m_trouble.clear();
    }

private:
    std::string start(PipelinePtr pipeline, GstElement* sink) {
        m_pipeline = std::move(pipeline);
        m_bus.reset(gst_element_get_bus(m_pipeline.get()));
        m_source.reset(gst_bin_get_by_name(GST_BIN(m_pipeline.get()), "sound"));
        const CapsPtr caps(gst_caps_new_simple(
            "audio/x-raw", "format", G_TYPE_STRING, "F32LE", "layout", G_TYPE_STRING, "interleaved",
            "rate", G_TYPE_INT, soundOutputRate, "channels", G_TYPE_INT, soundOutputChannels,
            "channel-mask", GST_TYPE_BITMASK, guint64{3}, nullptr));
        gst_app_src_set_caps(GST_APP_SRC(m_source.get()), caps.get());
        const ElementPtr last(lastElement());
        g_signal_connect(m_pipeline.get(), "deep-element-added", G_CALLBACK(&onElementAdded),
                         nullptr);
        gst_bin_add(GST_BIN(m_pipeline.get()), sink);
        std::string failure;
        if (!last || gst_element_link(last.get(), sink) == FALSE) {
            failure = "it cannot be linked";
        } else if (gst_element_set_state(m_pipeline.get(), GST_STATE_PLAYING) ==
                   GST_STATE_CHANGE_FAILURE) {
            failure = trouble();
            failure = failure.empty() ? "it cannot be opened" : failure;
        } else {
            failure = trouble();
        }
        m_tookAt = std::chrono::steady_clock::now();
        if (!failure.empty()) {
            close();
        }
        return failure;
    }

    /// The one whose output is free.
    [[nodiscard]] ElementPtr lastElement() const {
        const PadPtr pad(gst_bin_find_unlinked_pad(GST_BIN(m_pipeline.get()), GST_PAD_SRC));
        return ElementPtr(pad ? gst_pad_get_parent_element(pad.get()) : nullptr);
    }

    const std::string m_sink;
    PipelinePtr m_pipeline;
    BusPtr m_bus;
    ElementPtr m_source;
    std::string m_trouble;
    std::chrono::steady_clock::time_point m_tookAt{};
};

} // namespace

std::unique_ptr<SoundOutput> makeSoundOutput(std::string sink) {
    return std::make_unique<GstSoundOutput>(std::move(sink));
}

} // namespace vigie::media
