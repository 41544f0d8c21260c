// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/dvbtuner.h"

#include <gst/app/gstappsink.h>

#include "core/media/decodepool.h"
#include "core/media/gstptr.h"

namespace vigie::media {
namespace {

constexpr guint mostBuffers = 256; // of 4096 bytes
/// Opening must not hold up a stop for longer than a receiver may.
constexpr const char* tuningTimeoutUs = "1500000";

struct StructureFree {
    void operator()(GstStructure* structure) const { gst_structure_free(structure); }
};
struct BufferUnmap {
    GstBuffer* buffer;
    GstMapInfo* map;
    ~BufferUnmap() { gst_buffer_unmap(buffer, map); }
};

std::optional<std::int64_t> integerIn(const GstStructure& structure, const char* field) {
    // Their types have changed between releases of the element.
    const GValue* value = gst_structure_get_value(&structure, field);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (G_VALUE_HOLDS_INT(value)) {
        return g_value_get_int(value);
    }
    if (G_VALUE_HOLDS_UINT(value)) {
        return g_value_get_uint(value);
    }
    if (G_VALUE_HOLDS_INT64(value)) {
        return g_value_get_int64(value);
    }
    if (G_VALUE_HOLDS_UINT64(value)) {
        return static_cast<std::int64_t>(g_value_get_uint64(value));
    }
    return std::nullopt;
}

std::optional<DvbSignal> signalOf(const GstStructure& structure) {
    if (gst_structure_has_name(&structure, "dvb-frontend-stats") == FALSE) {
        return std::nullopt;
    }
    DvbSignal signal;
    gboolean isLocked = FALSE;
    if (gst_structure_get_boolean(&structure, "lock", &isLocked) != FALSE) {
        signal.isLocked = isLocked != FALSE;
    }
    signal.signal = integerIn(structure, "signal");
    signal.snr = integerIn(structure, "snr");
    signal.ber = integerIn(structure, "ber");
    signal.uncorrected = integerIn(structure, "unc");
    return signal;
}

std::string errorIn(GstMessage& message) {
    GError* raw = nullptr;
    gst_message_parse_error(&message, &raw, nullptr);
    const GErrorPtr error(raw);
    return error ? error->message : "the tuner failed without a reason";
}

class GstDvbTuner final : public DvbTuner {
public:
    base::Result<void> build(const DvbTuning& tuning) {
        const auto source = makeElement("dvbsrc");
        const auto sink = makeElement("appsink");
        if (!source || !sink) {
            return base::failure("GStreamer lacks dvbsrc (package gstreamer1.0-plugins-bad)");
        }
        g_object_set(source.get(), "adapter", tuning.adapter, "frontend", tuning.frontend, nullptr);
        gst_util_set_object_arg(G_OBJECT(source.get()), "tuning-timeout", tuningTimeoutUs);
        for (const auto& [name, value] : tuning.properties) {
            gst_util_set_object_arg(G_OBJECT(source.get()), name.c_str(), value.c_str());
        }
        g_object_set(sink.get(), "sync", FALSE, "async", FALSE, "max-buffers", mostBuffers, "drop",
                     FALSE, "enable-last-sample", FALSE, nullptr);
        m_pipeline = adoptFloating(gst_pipeline_new(nullptr));
        m_bus.reset(gst_element_get_bus(m_pipeline.get()));
        gst_bin_add_many(GST_BIN(m_pipeline.get()), source.get(), sink.get(), nullptr);
        m_sink = sink.get();
        if (gst_element_link(source.get(), sink.get()) == FALSE) {
            return base::failure("dvbsrc cannot be linked");
        }
        if (gst_element_set_state(m_pipeline.get(), GST_STATE_PLAYING) ==
            GST_STATE_CHANGE_FAILURE) {
            drainBus();
            return base::failure(m_reason.empty() ? "the tuner does not start" : m_reason);
        }
        return {};
    }
    ~GstDvbTuner() override {
        if (m_pipeline) {
            gst_element_set_state(m_pipeline.get(), GST_STATE_NULL);
        }
    }
    GstDvbTuner() = default;
    GstDvbTuner(const GstDvbTuner&) = delete;
    GstDvbTuner& operator=(const GstDvbTuner&) = delete;

    Outcome read(std::chrono::milliseconds timeout, const Take& take) override {
        const SamplePtr sample(gst_app_sink_try_pull_sample(
            GST_APP_SINK(m_sink),
            static_cast<GstClockTime>(std::chrono::nanoseconds(timeout).count())));
        drainBus();
        if (sample) {
            GstBuffer* buffer = gst_sample_get_buffer(sample.get());
            GstMapInfo map{};
            if (buffer != nullptr && gst_buffer_map(buffer, &map, GST_MAP_READ) != FALSE) {
                const BufferUnmap unmap{buffer, &map};
                take({reinterpret_cast<const std::byte*>(map.data), map.size});
                return Outcome::Data;
            }
        }
        if (m_reason.empty() && gst_app_sink_is_eos(GST_APP_SINK(m_sink)) != FALSE) {
            m_reason = "the tuner's stream has ended";
        }
        return m_reason.empty() ? Outcome::Nothing : Outcome::Ended;
    }
    const std::string& reason() const override { return m_reason; }
    std::optional<DvbSignal> takeSignal() override { return std::exchange(m_signal, {}); }

private:
    void drainBus() {
        for (;;) {
            const MessagePtr message(gst_bus_pop(m_bus.get()));
            if (!message) {
                return;
            }
            if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR && m_reason.empty()) {
                m_reason = errorIn(*message);
            } else if (const auto* structure = gst_message_get_structure(message.get());
                       structure != nullptr &&
                       GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ELEMENT) {
                if (auto signal = signalOf(*structure)) {
                    m_signal = signal;
                }
            }
        }
    }

    ElementPtr m_pipeline;
    BusPtr m_bus;
    GstElement* m_sink = nullptr; // the pipeline's
    std::string m_reason;
    std::optional<DvbSignal> m_signal;
};

} // namespace

std::optional<DvbSignal> dvbSignalFromText(const std::string& structure) {
    if (!initialize(nullptr)) {
        return std::nullopt;
    }
    const std::unique_ptr<GstStructure, StructureFree> parsed(
        gst_structure_from_string(structure.c_str(), nullptr));
    return parsed ? signalOf(*parsed) : std::nullopt;
}

base::Result<std::unique_ptr<DvbTuner>> DvbTuner::open(const DvbTuning& tuning) {
    if (std::string whyNot; !initialize(&whyNot)) {
        return base::failure(whyNot);
    }
    auto tuner = std::make_unique<GstDvbTuner>();
    if (auto built = tuner->build(tuning); !built) {
        return tl::unexpected(built.error());
    }
    return tuner;
}

} // namespace vigie::media
