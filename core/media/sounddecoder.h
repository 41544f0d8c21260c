// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/base/time.h"
#include "core/media/codecs.h"
#include "core/media/soundreader.h"
#include "core/model/sound.h"

namespace vigie::media {

/// Coded frames in, stereo floats at soundOutputRate out, whatever the codec, rate and channels of
/// the stream. After an error the decoder is made anew, less and less often. Not thread-safe.
class SoundDecoder {
public:
    using OnSound = std::function<void(std::span<const float>)>;
    explicit SoundDecoder(OnSound onSound) : m_onSound(std::move(onSound)) {}

    void decode(const model::SoundUnitPtr& unit);
    /// The next unit has nothing to do with the last.
    void reset();
    /// Why nothing comes out, in words; empty while it does.
    [[nodiscard]] const std::string& trouble() const { return m_trouble; }

private:
    [[nodiscard]] bool prepare(model::AudioCodec codec);
    void onSample(GstSample& sample);
    /// One bad frame is no trouble to speak of; what `isLasting` is.
    void fail(std::string why, bool isLasting);

    const OnSound m_onSound;
    std::unique_ptr<PushChain> m_chain;
    model::AudioCodec m_codec = model::AudioCodec::Unknown; // of m_chain
    SoundReader m_reader;
    std::string m_trouble;
    base::Mono m_retryAt{};
    int m_failuresInARow = 0;
};

} // namespace vigie::media
