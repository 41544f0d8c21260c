// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <gst/gst.h>

namespace vigie::media {

/// GStreamer references with owners. Adopt at the call that returns the reference:
/// `CapsPtr caps(gst_caps_from_string(...))`; hand over with release() where a call takes it.
/// Floating references are sunk with adoptFloating() first.
struct ObjectUnref {
    void operator()(void* object) const { gst_object_unref(object); }
};
struct MiniObjectUnref {
    void operator()(void* object) const {
        gst_mini_object_unref(static_cast<GstMiniObject*>(object));
    }
};
struct GErrorFree {
    void operator()(GError* error) const { g_error_free(error); }
};

using ElementPtr = std::unique_ptr<GstElement, ObjectUnref>;
using PadPtr = std::unique_ptr<GstPad, ObjectUnref>;
using BusPtr = std::unique_ptr<GstBus, ObjectUnref>;
using FeaturePtr = std::unique_ptr<GstPluginFeature, ObjectUnref>;
using FactoryPtr = std::unique_ptr<GstElementFactory, ObjectUnref>;
using CapsPtr = std::unique_ptr<GstCaps, MiniObjectUnref>;
using BufferPtr = std::unique_ptr<GstBuffer, MiniObjectUnref>;
using SamplePtr = std::unique_ptr<GstSample, MiniObjectUnref>;
using MessagePtr = std::unique_ptr<GstMessage, MiniObjectUnref>;
using GErrorPtr = std::unique_ptr<GError, GErrorFree>;

/// Takes over a floating reference (or adds one to a plain reference): the result owns it.
template <typename T> [[nodiscard]] std::unique_ptr<T, ObjectUnref> adoptFloating(T* object) {
    if (object != nullptr) {
        gst_object_ref_sink(object);
    }
    return std::unique_ptr<T, ObjectUnref>(object);
}

/// A new element of a factory; null when there is none.
[[nodiscard]] inline ElementPtr makeElement(const char* factory) {
    return adoptFloating(gst_element_factory_make(factory, nullptr));
}

} // namespace vigie::media
