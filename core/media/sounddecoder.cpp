// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/sounddecoder.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "core/media/soundoutput.h"

namespace vigie::media {
namespace {

using namespace std::chrono_literals;

constexpr auto firstRetry = 50ms; // two frames: one that was damaged is no reason to be silent
constexpr int mostDoublings = 6;

} // namespace

void SoundDecoder::decode(const model::SoundUnitPtr& unit) {
    if (!prepare(unit->codec)) {
        return;
    }
    if (!m_chain->push(wrapBytes(unit, unit->data.data(), unit->data.size()))) {
        fail("the decoder refuses what comes", false);
    }
}

void SoundDecoder::reset() {
    m_chain.reset();
    m_trouble.clear();
    m_retryAt = {};
    m_failuresInARow = 0;
}

bool SoundDecoder::prepare(model::AudioCodec codec) {
    if (m_chain && codec == m_codec) {
        return true;
    }
    if (codec != m_codec) {
        reset();
        m_codec = codec;
    }
    if (base::Mono(std::chrono::steady_clock::now()) < m_retryAt) {
        return false;
    }
    const DecoderChoice choice = decoderFor(codec);
    if (choice.factory == nullptr) {
        fail("its coding is not known", true);
        return false;
    }
    static_assert(soundOutputRate == 48'000 && soundOutputChannels == 2);
    const CapsPtr wanted(
        gst_caps_from_string("audio/x-raw,format=F32LE,layout=interleaved,rate=48000,channels=2,"
                             "channel-mask=(bitmask)3"));
    std::vector<ElementPtr> elements;
    elements.push_back(makeDecoderElement(choice.factory));
    elements.push_back(makeElement("audioconvert"));
    elements.push_back(makeElement("audioresample"));
    elements.push_back(makeElement("capsfilter"));
    if (elements.back()) {
        g_object_set(elements.back().get(), "caps", wanted.get(), nullptr);
    }
    m_chain = PushChain::make(std::move(elements), CapsPtr(gst_caps_from_string(choice.caps)),
                              [this](GstSample& sample) { onSample(sample); });
    if (!m_chain) {
        fail(std::string(choice.factory) + " is not installed", true);
    }
    return m_chain != nullptr;
}

void SoundDecoder::onSample(GstSample& sample) {
    SoundBlock block;
    if (m_reader.read(sample, block) && block.channels == soundOutputChannels &&
        block.rate == soundOutputRate) {
        m_failuresInARow = 0;
        m_trouble.clear();
        m_onSound(block.samples);
    }
}

void SoundDecoder::fail(std::string why, bool isLasting) {
    m_chain.reset();
    m_retryAt = std::chrono::steady_clock::now() +
                firstRetry * (1 << std::min(m_failuresInARow, mostDoublings));
    if (++m_failuresInARow > 2 || isLasting) {
        m_trouble = std::move(why);
    }
}

} // namespace vigie::media
