// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/tone.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "core/demo/picture.h"

namespace vigie::demo {

namespace {

constexpr std::size_t tableSize = 4096;
constexpr double quietest = 0.10;
constexpr double loudest = 0.33;
/// The swell is slow: once for so many samples is enough.
constexpr std::size_t swellEvery = 96;

const std::array<float, tableSize>& sineTable() {
    static const std::array<float, tableSize> table = [] {
        std::array<float, tableSize> made{};
        for (std::size_t i = 0; i < tableSize; ++i) {
            made[i] = static_cast<float>(
                std::sin(2 * std::numbers::pi * static_cast<double>(i) / tableSize));
        }
        return made;
    }();
    return table;
}

} // namespace

Tone::Tone(std::uint32_t feedNumber) {
    // A whole-tone ladder: each feed's root differs from its neighbours' by ear and by measure.
    const double root = 165 * std::pow(2.0, (feedNumber * 5 % 36) / 18.0);
    const std::array<std::array<double, 2>, 2> ratios{{{1, 1.5}, {1.25, 2}}};
    for (std::size_t channel = 0; channel < 2; ++channel) {
        for (std::size_t voice = 0; voice < 2; ++voice) {
            m_voices[channel][voice].step = root * ratios[channel][voice] * tableSize / sampleRate;
        }
        const double rate = 0.35 + 0.07 * (feedNumber % 7) + 0.11 * static_cast<double>(channel);
        m_swell[channel].step =
            rate * 2 * std::numbers::pi * static_cast<double>(swellEvery) / sampleRate;
        m_swell[channel].phase = feedNumber * 1.3 + static_cast<double>(channel) * 0.9;
    }
}

void Tone::fill(std::span<std::int16_t> interleaved) {
    const auto& table = sineTable();
    const std::size_t frames = interleaved.size() / 2;
    for (std::size_t channel = 0; channel < 2; ++channel) {
        Voice& swell = m_swell[channel];
        for (std::size_t from = 0; from < frames; from += swellEvery) {
            swell.phase = std::fmod(swell.phase + swell.step, 2 * std::numbers::pi);
            const double level =
                quietest + (loudest - quietest) * (0.5 + 0.5 * std::sin(swell.phase));
            const auto scale = static_cast<float>(level * 0.5 * 32767);
            const std::size_t to = std::min(frames, from + swellEvery);
            for (std::size_t i = from; i < to; ++i) {
                float sum = 0;
                for (Voice& voice : m_voices[channel]) {
                    sum += table[static_cast<std::size_t>(voice.phase)];
                    voice.phase += voice.step;
                    if (voice.phase >= tableSize) {
                        voice.phase -= tableSize;
                    }
                }
                interleaved[2 * i + channel] = static_cast<std::int16_t>(sum * scale);
            }
        }
    }
}

} // namespace vigie::demo
