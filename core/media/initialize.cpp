// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/decodepool.h"

#include <mutex>

#include "core/base/log.h"
#include "core/media/gstptr.h"

namespace vigie::media {
namespace {

struct Needed {
    const char* factory;
    const char* package;
};
constexpr Needed kNeeded[] = {
    {"appsink", "gstreamer1.0-plugins-base"},
    {"videoconvertscale", "gstreamer1.0-plugins-base"},
    {"deinterlace", "gstreamer1.0-plugins-good"},
    {"x264enc", "gstreamer1.0-plugins-ugly"},
    {"avdec_h264", "gstreamer1.0-libav"},
    {"avdec_h265", "gstreamer1.0-libav"},
    {"avdec_mpeg2video", "gstreamer1.0-libav"},
    {"avdec_mp2float", "gstreamer1.0-libav"},
    {"avdec_aac", "gstreamer1.0-libav"},
    {"avdec_aac_latm", "gstreamer1.0-libav"},
    {"avdec_ac3", "gstreamer1.0-libav"},
    {"avdec_eac3", "gstreamer1.0-libav"},
};

std::string initializeOnce() {
    GError* raw = nullptr;
    if (gst_init_check(nullptr, nullptr, &raw) == FALSE) {
        const GErrorPtr error(raw);
        return std::string("GStreamer does not start: ") +
               (error ? error->message : "no reason given");
    }
    std::string missing;
    for (const auto& [factory, package] : kNeeded) {
        // Loading now costs tens of milliseconds once, which would otherwise delay the first
        // picture.
        const FactoryPtr found(gst_element_factory_find(factory));
        const FeaturePtr loaded(found ? gst_plugin_feature_load(GST_PLUGIN_FEATURE(found.get()))
                                      : nullptr);
        if (!loaded) {
            missing +=
                (missing.empty() ? "" : ", ") + std::string(factory) + " (package " + package + ")";
        }
    }
    return missing.empty() ? std::string() : "GStreamer lacks " + missing;
}

} // namespace

bool initialize(std::string* whyNot) {
    static std::once_flag once;
    static std::string problem;
    std::call_once(once, [] {
        problem = initializeOnce();
        if (!problem.empty()) {
            base::logger("media")->error("{}", problem);
        }
    });
    if (whyNot != nullptr) {
        *whyNot = problem;
    }
    return problem.empty();
}

} // namespace vigie::media
