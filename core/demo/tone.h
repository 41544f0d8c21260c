// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace vigie::demo {

/// The sound of one feed: two tones for each channel, a chord of its own by feed number, swelling
/// between about -20 and -9 dBFS so that meters move. Stereo, interleaved, 48 kHz. One thread.
class Tone {
public:
    explicit Tone(std::uint32_t feedNumber);
    void fill(std::span<std::int16_t> interleaved);

private:
    struct Voice {
        double step = 0;
        double phase = 0;
    };
    std::array<std::array<Voice, 2>, 2> m_voices{};
    std::array<Voice, 2> m_swell{};
};

} // namespace vigie::demo
