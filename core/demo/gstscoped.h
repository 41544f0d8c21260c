// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <gst/gst.h>

/// Owning handles for GStreamer's references: adopt at the call that returns them.
namespace vigie::demo {

struct GstRelease {
    void operator()(GstElement* element) const { gst_object_unref(element); }
    void operator()(GstBus* bus) const { gst_object_unref(bus); }
    void operator()(GstElementFactory* factory) const { gst_object_unref(factory); }
    void operator()(GstPluginFeature* feature) const { gst_object_unref(feature); }
    void operator()(GstCaps* caps) const { gst_caps_unref(caps); }
    void operator()(GstSample* sample) const { gst_sample_unref(sample); }
    void operator()(GstMessage* message) const { gst_message_unref(message); }
    void operator()(GError* error) const { g_error_free(error); }
    void operator()(gchar* text) const { g_free(text); }
};
template <typename T> using GstOwned = std::unique_ptr<T, GstRelease>;

/// A pipeline that is stopped before it is released.
struct GstStopAndRelease {
    void operator()(GstElement* pipeline) const {
        gst_element_set_state(pipeline, GST_STATE_NULL);
        gst_object_unref(pipeline);
    }
};
using GstPipelinePtr = std::unique_ptr<GstElement, GstStopAndRelease>;

} // namespace vigie::demo
