// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string_view>

#include "core/media/pushchain.h"
#include "core/model/preview.h"
#include "core/model/sound.h"

namespace vigie::media {

using model::AudioCodec;

/// The codec behind the PSI's name for a content ("H.264", "AAC LATM", ...).
[[nodiscard]] model::VideoCodec videoCodecFrom(std::string_view content);
[[nodiscard]] AudioCodec audioCodecFrom(std::string_view content);

/// The decoder's factory and what it is fed; nulls for Unknown.
struct DecoderChoice {
    const char* factory = nullptr;
    const char* caps = nullptr;
};
[[nodiscard]] DecoderChoice decoderFor(model::VideoCodec codec);
[[nodiscard]] DecoderChoice decoderFor(AudioCodec codec);

/// A chain that only decodes; null where the codec is unknown or its decoder is missing.
[[nodiscard]] std::unique_ptr<PushChain>
makeDecoderChain(DecoderChoice choice, PushChain::OnSample onSample, bool isKeyOnly = false);

} // namespace vigie::media
