// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/audioframer.h"

#include <array>
#include <cstdint>

namespace vigie::media {
namespace {

// Longer than any frame: LOAS allows 8191 + 3 bytes. What is longer is no frame but lost sync.
constexpr std::size_t kMaxPending = std::size_t{64} * 1024;

unsigned at(std::span<const std::byte> bytes, std::size_t index) {
    return std::to_integer<unsigned>(bytes[index]);
}

std::optional<std::size_t> mpegLength(std::span<const std::byte> b) {
    if (b.size() < 4 || at(b, 0) != 0xff || (at(b, 1) & 0xe0U) != 0xe0U) {
        return std::nullopt;
    }
    const unsigned version = (at(b, 1) >> 3) & 3U; // 0: 2.5, 2: 2, 3: 1
    const unsigned layer = 4 - ((at(b, 1) >> 1) & 3U);
    const unsigned rateIndex = at(b, 2) >> 4;
    const unsigned samplingIndex = (at(b, 2) >> 2) & 3U;
    const unsigned padding = (at(b, 2) >> 1) & 1U;
    if (version == 1 || layer == 4 || rateIndex == 0 || rateIndex == 15 || samplingIndex == 3) {
        return std::nullopt;
    }
    static constexpr std::uint16_t kRates[5][15] = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}, // 1, layer 1
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},    // 1, layer 2
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},     // 1, layer 3
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},    // 2, layer 1
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}};        // 2, layers 2, 3
    static constexpr std::uint32_t kSampling[3] = {44100, 48000, 32000};
    const bool isFirst = version == 3;
    const std::size_t row = isFirst ? layer - 1 : (layer == 1 ? 3 : 4);
    const std::size_t bits = std::size_t{kRates[row][rateIndex]} * 1000;
    const std::size_t sampling = kSampling[samplingIndex] >> (isFirst ? 0 : (version == 2 ? 1 : 2));
    if (layer == 1) {
        return (12 * bits / sampling + padding) * 4;
    }
    const std::size_t slots = layer == 3 && !isFirst ? 72 : 144;
    return slots * bits / sampling + padding;
}

std::optional<std::size_t> adtsLength(std::span<const std::byte> b) {
    if (b.size() < 7 || at(b, 0) != 0xff || (at(b, 1) & 0xf6U) != 0xf0U) {
        return std::nullopt;
    }
    const std::size_t length = ((at(b, 3) & 3U) << 11) | (at(b, 4) << 3) | (at(b, 5) >> 5);
    const unsigned samplingIndex = (at(b, 2) >> 2) & 15U;
    return length > 7 && samplingIndex < 13 ? std::optional(length) : std::nullopt;
}

std::optional<std::size_t> loasLength(std::span<const std::byte> b) {
    if (b.size() < 3 || at(b, 0) != 0x56 || (at(b, 1) & 0xe0U) != 0xe0U) {
        return std::nullopt;
    }
    const std::size_t length = ((at(b, 1) & 0x1fU) << 8) | at(b, 2);
    return length > 0 ? std::optional(length + 3) : std::nullopt;
}

std::optional<std::size_t> ac3Length(std::span<const std::byte> b) {
    if (b.size() < 6 || at(b, 0) != 0x0b || at(b, 1) != 0x77) {
        return std::nullopt;
    }
    const unsigned bsid = at(b, 5) >> 3;
    if (bsid > 10) {
        const std::size_t words = (((at(b, 2) & 7U) << 8) | at(b, 3)) + 1;
        return bsid <= 16 ? std::optional(words * 2) : std::nullopt;
    }
    const unsigned sampling = at(b, 4) >> 6;
    const unsigned code = at(b, 4) & 0x3fU;
    static constexpr std::uint16_t kRates[19] = {32,  40,  48,  56,  64,  80,  96,  112, 128, 160,
                                                 192, 224, 256, 320, 384, 448, 512, 576, 640};
    if (sampling == 3 || code >= 38) {
        return std::nullopt;
    }
    const std::size_t kbps = kRates[code / 2];
    switch (sampling) {
    case 0:
        return kbps * 4; // 1536 samples at 48 kHz
    case 1:
        return (kbps * 96000 / 44100 + (code & 1U)) * 2;
    default:
        return kbps * 6;
    }
}

} // namespace

std::optional<std::size_t> audioFrameLength(AudioCodec codec, std::span<const std::byte> bytes) {
    switch (codec) {
    case AudioCodec::Mpeg:
        return mpegLength(bytes);
    case AudioCodec::AacAdts:
        return adtsLength(bytes);
    case AudioCodec::AacLatm:
        return loasLength(bytes);
    case AudioCodec::Ac3:
    case AudioCodec::Eac3:
        return ac3Length(bytes);
    case AudioCodec::Unknown:
        break;
    }
    return std::nullopt;
}

void AudioFramer::reset() {
    m_pending.clear();
    m_at = 0;
    m_isLocked = false;
}

void AudioFramer::begin(AudioCodec codec, std::span<const std::byte> payload) {
    if (codec != m_codec || m_pending.size() + payload.size() > kMaxPending) {
        reset();
        m_codec = codec;
    }
    if (payload.size() <= kMaxPending) {
        m_pending.append(reinterpret_cast<const char*>(payload.data()), payload.size());
    }
}

std::optional<std::span<const std::byte>> AudioFramer::next() {
    const std::span<const std::byte> all(reinterpret_cast<const std::byte*>(m_pending.data()),
                                         m_pending.size());
    while (m_at + kAudioHeaderBytes <= all.size()) {
        const auto rest = all.subspan(m_at);
        const auto length = audioFrameLength(m_codec, rest);
        if (!length || *length < kAudioHeaderBytes) {
            m_isLocked = false;
            ++m_at;
            continue;
        }
        if (rest.size() < *length) {
            return std::nullopt;
        }
        const bool endsHere = rest.size() == *length;
        if (!m_isLocked && !endsHere) {
            if (rest.size() < *length + kAudioHeaderBytes) {
                return std::nullopt; // the next header decides whether this one was real
            }
            if (!audioFrameLength(m_codec, rest.subspan(*length))) {
                ++m_at;
                continue;
            }
        }
        m_isLocked = true;
        m_frameBegin = m_at;
        m_at += *length;
        return rest.first(*length);
    }
    return std::nullopt;
}

void AudioFramer::keepRest() {
    m_pending.erase(0, m_at);
    m_at = 0;
}

} // namespace vigie::media
