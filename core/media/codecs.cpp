// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/codecs.h"

#include <utility>

namespace vigie::media {

model::VideoCodec videoCodecFrom(std::string_view content) {
    if (content == "H.264") {
        return model::VideoCodec::H264;
    }
    if (content == "H.265") {
        return model::VideoCodec::H265;
    }
    if (content == "MPEG-2 video") {
        return model::VideoCodec::Mpeg2;
    }
    return model::VideoCodec::Unknown;
}

AudioCodec audioCodecFrom(std::string_view content) {
    if (content == "MPEG audio") {
        return AudioCodec::Mpeg;
    }
    if (content == "AAC") {
        return AudioCodec::AacAdts;
    }
    if (content == "AAC LATM") {
        return AudioCodec::AacLatm;
    }
    if (content == "AC-3") {
        return AudioCodec::Ac3;
    }
    if (content == "E-AC-3") {
        return AudioCodec::Eac3;
    }
    return AudioCodec::Unknown;
}

DecoderChoice decoderFor(model::VideoCodec codec) {
    switch (codec) {
    case model::VideoCodec::H264:
        return {"avdec_h264", "video/x-h264,stream-format=byte-stream,alignment=au"};
    case model::VideoCodec::H265:
        return {"avdec_h265", "video/x-h265,stream-format=byte-stream,alignment=au"};
    case model::VideoCodec::Mpeg2:
        return {"avdec_mpeg2video", "video/mpeg,mpegversion=2,systemstream=false,parsed=true"};
    case model::VideoCodec::Unknown:
        break;
    }
    return {};
}

DecoderChoice decoderFor(AudioCodec codec) {
    switch (codec) {
    case AudioCodec::Mpeg: // the decoder reads the layer from each header itself
        return {"avdec_mp2float", "audio/mpeg,mpegversion=1,layer=2,parsed=true"};
    case AudioCodec::AacAdts:
        return {"avdec_aac", "audio/mpeg,mpegversion=4,stream-format=adts,framed=true"};
    case AudioCodec::AacLatm:
        return {"avdec_aac_latm", "audio/mpeg,mpegversion=4,stream-format=loas,framed=true"};
    case AudioCodec::Ac3:
        return {"avdec_ac3", "audio/x-ac3,framed=true"};
    case AudioCodec::Eac3:
        return {"avdec_eac3", "audio/x-eac3,framed=true"};
    case AudioCodec::Unknown:
        break;
    }
    return {};
}

std::unique_ptr<PushChain> makeDecoderChain(DecoderChoice choice, PushChain::OnSample onSample,
                                            bool isKeyOnly) {
    if (choice.factory == nullptr) {
        return nullptr;
    }
    std::vector<ElementPtr> elements;
    elements.push_back(makeDecoderElement(choice.factory));
    return PushChain::make(std::move(elements), CapsPtr(gst_caps_from_string(choice.caps)),
                           std::move(onSample), isKeyOnly);
}

} // namespace vigie::media
