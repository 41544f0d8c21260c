// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/pushchain.h"

#include <utility>

#include <gst/app/gstappsink.h>
#include <gst/video/gstvideometa.h>

namespace vigie::media {
namespace {

GstFlowReturn onNewSample(GstAppSink* sink, gpointer user) {
    const SamplePtr sample(gst_app_sink_try_pull_sample(sink, 0));
    if (sample) {
        (*static_cast<PushChain::OnSample*>(user))(*sample);
    }
    return GST_FLOW_OK;
}

// appsink 1.22 cannot be asked to propose anything, and without the video meta decoders copy each
// picture into a tightly packed one.
GstPadProbeReturn onAllocationQuery(GstPad*, GstPadProbeInfo* info, gpointer) {
    GstQuery* query = GST_PAD_PROBE_INFO_QUERY(info);
    if (GST_QUERY_TYPE(query) != GST_QUERY_ALLOCATION) {
        return GST_PAD_PROBE_OK;
    }
    if (gst_query_find_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr) == FALSE) {
        gst_query_add_allocation_meta(query, GST_VIDEO_META_API_TYPE, nullptr);
    }
    return GST_PAD_PROBE_HANDLED;
}

GstBusSyncReply onMessage(GstBus*, GstMessage* raw, gpointer hasFailed) {
    const MessagePtr message(raw); // a handler that drops a message owns it
    if (GST_MESSAGE_TYPE(message.get()) == GST_MESSAGE_ERROR) {
        *static_cast<bool*>(hasFailed) = true;
    }
    return GST_BUS_DROP;
}

GstCaps* ticketCaps() {
    static const CapsPtr caps(gst_caps_new_empty_simple("timestamp/x-vigie-unit"));
    return caps.get();
}

ElementPtr makeSink(PushChain::OnSample& onSample) {
    auto sink = makeElement("appsink");
    if (!sink) {
        return nullptr;
    }
    g_object_set(sink.get(), "drop", TRUE, "max-buffers", 1U, "sync", FALSE, "async", FALSE,
                 "enable-last-sample", FALSE, "qos", FALSE, nullptr);
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = &onNewSample;
    gst_app_sink_set_callbacks(GST_APP_SINK(sink.get()), &callbacks, &onSample, nullptr);
    const PadPtr pad(gst_element_get_static_pad(sink.get(), "sink"));
    gst_pad_add_probe(pad.get(), GST_PAD_PROBE_TYPE_QUERY_DOWNSTREAM, &onAllocationQuery, nullptr,
                      nullptr);
    return sink;
}

} // namespace

std::unique_ptr<PushChain> PushChain::make(std::vector<ElementPtr> elements, CapsPtr caps,
                                           OnSample onSample, bool isKeyOnly) {
    std::unique_ptr<PushChain> chain(new PushChain);
    chain->m_onSample = std::move(onSample);
    if (!chain->build(std::move(elements), std::move(caps), isKeyOnly)) {
        return nullptr;
    }
    return chain;
}

bool PushChain::build(std::vector<ElementPtr> elements, CapsPtr caps, bool isKeyOnly) {
    elements.push_back(makeSink(m_onSample));
    for (const auto& element : elements) {
        if (!element) {
            return false;
        }
    }
    m_bin = adoptFloating(gst_bin_new(nullptr));
    // A bus without a queue costs no file descriptors; the handler sees messages in the push.
    m_bus.reset(GST_BUS(g_object_new(GST_TYPE_BUS, "enable-async", FALSE, nullptr)));
    gst_object_ref_sink(m_bus.get());
    gst_bus_set_sync_handler(m_bus.get(), &onMessage, &m_hasFailed, nullptr);
    gst_element_set_bus(m_bin.get(), m_bus.get());
    GstElement* previous = nullptr;
    for (const auto& element : elements) {
        gst_bin_add(GST_BIN(m_bin.get()), element.get());
        if (previous != nullptr && gst_element_link(previous, element.get()) == FALSE) {
            return false;
        }
        previous = element.get();
    }
    m_source = adoptFloating(gst_pad_new("units", GST_PAD_SRC));
    const PadPtr sink(gst_element_get_static_pad(elements.front().get(), "sink"));
    if (!sink || gst_pad_link(m_source.get(), sink.get()) != GST_PAD_LINK_OK ||
        gst_element_set_state(m_bin.get(), GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE ||
        gst_pad_set_active(m_source.get(), TRUE) == FALSE) {
        return false;
    }
    GstSegment segment;
    gst_segment_init(&segment, GST_FORMAT_TIME);
    if (isKeyOnly) {
        segment.flags = GST_SEGMENT_FLAG_TRICKMODE_KEY_UNITS;
    }
    gst_pad_push_event(m_source.get(), gst_event_new_stream_start("vigie"));
    gst_pad_push_event(m_source.get(), gst_event_new_caps(caps.get()));
    gst_pad_push_event(m_source.get(), gst_event_new_segment(&segment));
    return !m_hasFailed;
}

PushChain::~PushChain() {
    if (m_bin) {
        gst_element_set_state(m_bin.get(), GST_STATE_NULL);
        gst_element_set_bus(m_bin.get(), nullptr);
    }
    if (m_source) {
        gst_pad_set_active(m_source.get(), FALSE);
    }
}

bool PushChain::push(BufferPtr buffer) {
    const auto flow = gst_pad_push(m_source.get(), buffer.release());
    m_hasFailed = m_hasFailed || flow != GST_FLOW_OK;
    return !m_hasFailed;
}

ElementPtr makeDecoderElement(const char* factory) {
    auto decoder = makeElement(factory);
    if (decoder) {
        // One thread per decoder by default means hundreds with a full wall.
        if (g_object_class_find_property(G_OBJECT_GET_CLASS(decoder.get()), "max-threads") !=
            nullptr) {
            g_object_set(decoder.get(), "max-threads", 1, "qos", FALSE, nullptr);
        }
        // Otherwise errors are swallowed and nobody learns that pictures are missing.
        g_object_set(decoder.get(), "max-errors", 0, nullptr);
    }
    return decoder;
}

BufferPtr wrapBytes(std::shared_ptr<const void> owner, const void* data, std::size_t size) {
    auto held = std::make_unique<std::shared_ptr<const void>>(std::move(owner));
    // The memory is marked read-only: GStreamer asks for a writable pointer but never writes.
    return BufferPtr(gst_buffer_new_wrapped_full(
        GST_MEMORY_FLAG_READONLY, const_cast<void*>(data), size, 0, size, held.release(),
        [](gpointer pointer) { delete static_cast<std::shared_ptr<const void>*>(pointer); }));
}

void setTicket(GstBuffer& buffer, std::uint64_t ticket) {
    gst_buffer_add_reference_timestamp_meta(&buffer, ticketCaps(), ticket, GST_CLOCK_TIME_NONE);
}

bool ticketOf(GstBuffer& buffer, std::uint64_t& ticket) {
    const auto* meta = gst_buffer_get_reference_timestamp_meta(&buffer, ticketCaps());
    if (meta == nullptr) {
        return false;
    }
    ticket = meta->timestamp;
    return true;
}

} // namespace vigie::media
