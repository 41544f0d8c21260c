// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/tone.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <mutex>
#include <numbers>
#include <thread>

#include <gst/app/gstappsrc.h>

#include "core/base/boundedqueue.h"
#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/media/gstptr.h"

namespace vigie::media {

namespace {

using namespace std::chrono_literals;

constexpr double fadeSeconds = 0.012;
constexpr std::size_t mostWaiting = 3;
constexpr auto longestPlay = 5s;
/// Without a device the audio libraries complain at each try.
constexpr auto retryAfter = 60s;

void addPulse(std::vector<float>& samples, double hertz, double seconds, double level) {
    const auto count = static_cast<std::size_t>(seconds * toneRate);
    for (std::size_t i = 0; i < count; ++i) {
        const double at = static_cast<double>(i) / toneRate;
        const double fade = std::clamp(std::min(at, seconds - at) / fadeSeconds, 0.0, 1.0);
        // A third of the third harmonic: heard through the noise of a room, without being shrill.
        const double angle = 2 * std::numbers::pi * hertz * at;
        samples.push_back(static_cast<float>(
            level * fade * (0.75 * std::sin(angle) + 0.25 * std::sin(3 * angle))));
    }
}

void addSilence(std::vector<float>& samples, double seconds) {
    samples.insert(samples.end(), static_cast<std::size_t>(seconds * toneRate), 0.0f);
}

struct PipelineStop {
    void operator()(GstElement* pipeline) const {
        gst_element_set_state(pipeline, GST_STATE_NULL);
        gst_object_unref(pipeline);
    }
};
using PipelinePtr = std::unique_ptr<GstElement, PipelineStop>;

BufferPtr bufferOf(const std::vector<float>& samples) {
    const std::size_t bytes = samples.size() * sizeof(float);
    BufferPtr buffer(gst_buffer_new_allocate(nullptr, bytes, nullptr));
    gst_buffer_fill(buffer.get(), 0, samples.data(), bytes);
    GST_BUFFER_PTS(buffer.get()) = 0;
    GST_BUFFER_DURATION(buffer.get()) = gst_util_uint64_scale(samples.size(), GST_SECOND, toneRate);
    return buffer;
}

/// The sentence for people; empty when the tone was played to its end.
std::string playOnce(Tone tone, const std::stop_token& stop) {
    GError* failed = nullptr;
    PipelinePtr pipeline(
        adoptFloating(gst_parse_launch("appsrc name=tone format=time ! audioconvert ! "
                                       "audioresample ! autoaudiosink",
                                       &failed))
            .release());
    const GErrorPtr why(failed);
    if (!pipeline || why) {
        return "Alarm sounds need GStreamer's audio elements: " +
               std::string(why ? why->message : "they are not installed") + ".";
    }
    const ElementPtr source(gst_bin_get_by_name(GST_BIN(pipeline.get()), "tone"));
    const CapsPtr caps(gst_caps_new_simple(
        "audio/x-raw", "format", G_TYPE_STRING, "F32LE", "layout", G_TYPE_STRING, "interleaved",
        "rate", G_TYPE_INT, toneRate, "channels", G_TYPE_INT, 1, nullptr));
    gst_app_src_set_caps(GST_APP_SRC(source.get()), caps.get());
    const BusPtr bus(gst_element_get_bus(pipeline.get()));
    gst_element_set_state(pipeline.get(), GST_STATE_PLAYING);
    gst_app_src_push_buffer(GST_APP_SRC(source.get()), bufferOf(toneSamples(tone)).release());
    gst_app_src_end_of_stream(GST_APP_SRC(source.get()));
    const auto until = std::chrono::steady_clock::now() + longestPlay;
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < until) {
        const MessagePtr message(gst_bus_timed_pop_filtered(
            bus.get(), 100 * GST_MSECOND,
            static_cast<GstMessageType>(GST_MESSAGE_EOS | GST_MESSAGE_ERROR |
                                        GST_MESSAGE_WARNING)));
        if (!message) {
            continue;
        }
        if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_EOS) {
            return {};
        }
        // autoaudiosink warns, and plays into nothing, where there is no device.
        GError* error = nullptr;
        if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) {
            gst_message_parse_error(message.get(), &error, nullptr);
        } else {
            gst_message_parse_warning(message.get(), &error, nullptr);
        }
        const GErrorPtr owned(error);
        return "Alarm sounds can not be heard: " + std::string(owned->message);
    }
    return stop.stop_requested() ? std::string()
                                 : "Alarm sounds can not be heard: the audio device does not play.";
}

class GstTonePlayer final : public TonePlayer {
public:
    GstTonePlayer()
        : m_tones(mostWaiting),
          m_thread(base::startThread("tones", [this](const std::stop_token& stop) { run(stop); })) {
    }
    ~GstTonePlayer() override {
        m_thread.request_stop();
        m_tones.close();
    }
    GstTonePlayer(const GstTonePlayer&) = delete;
    GstTonePlayer& operator=(const GstTonePlayer&) = delete;

    void play(Tone tone) override { (void)m_tones.tryPush(tone); }
    [[nodiscard]] std::string trouble() const override {
        const std::lock_guard lock(m_mutex);
        return m_trouble;
    }

private:
    void run(const std::stop_token& stop) {
        std::chrono::steady_clock::time_point retryAt{};
        while (!stop.stop_requested()) {
            const auto tone = m_tones.pop(500ms);
            if (!tone || std::chrono::steady_clock::now() < retryAt) {
                continue;
            }
            std::string trouble = playOnce(*tone, stop);
            if (!trouble.empty()) {
                retryAt = std::chrono::steady_clock::now() + retryAfter;
            }
            const std::lock_guard lock(m_mutex);
            if (!trouble.empty() && trouble != m_trouble) {
                base::logger("tones")->warn("{}", trouble);
            }
            m_trouble = std::move(trouble);
        }
    }

    mutable std::mutex m_mutex;
    std::string m_trouble; // guarded by m_mutex
    base::BoundedQueue<Tone> m_tones;
    std::jthread m_thread; // last: it uses the others
};

} // namespace

std::vector<float> toneSamples(Tone tone) {
    std::vector<float> samples;
    switch (tone) {
    case Tone::Critical:
        for (int group = 0; group < 2; ++group) {
            for (int pulse = 0; pulse < 3; ++pulse) {
                addPulse(samples, 880, 0.12, 0.6);
                addSilence(samples, 0.06);
            }
            addSilence(samples, 0.2);
        }
        break;
    case Tone::Major:
        addPulse(samples, 660, 0.2, 0.5);
        addSilence(samples, 0.08);
        addPulse(samples, 495, 0.25, 0.5);
        break;
    case Tone::Minor:
        addPulse(samples, 440, 0.25, 0.3);
        break;
    }
    addSilence(samples, 0.05);
    return samples;
}

std::unique_ptr<TonePlayer> makeTonePlayer() {
    return std::make_unique<GstTonePlayer>();
}

} // namespace vigie::media
