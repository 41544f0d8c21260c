// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

/// What a tone in sampled sound is, for tests that listen.
namespace vigie::testing {

/// The amplitude of the sine of `hertz` in `samples` (Goertzel's sum over a Hann window).
inline double amplitudeAt(std::span<const float> samples, double hertz, double rate) {
    double real = 0;
    double imaginary = 0;
    double weights = 0;
    const double count = static_cast<double>(samples.size());
    for (std::size_t at = 0; at < samples.size(); ++at) {
        const double index = static_cast<double>(at);
        const double weight = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * index / count);
        const double angle = 2 * std::numbers::pi * hertz * index / rate;
        real += weight * samples[at] * std::cos(angle);
        imaginary += weight * samples[at] * std::sin(angle);
        weights += weight;
    }
    return weights > 0 ? 2 * std::hypot(real, imaginary) / weights : 0;
}

/// The strongest tone from 100 to 4,000 Hz, to 20 Hz; 0 in silence.
inline double dominantHertz(std::span<const float> samples, double rate) {
    double best = 0;
    double strongest = 1e-3;
    for (int step = 5; step <= 200; ++step) {
        const double amplitude = amplitudeAt(samples, step * 20.0, rate);
        if (amplitude > strongest) {
            strongest = amplitude;
            best = step * 20.0;
        }
    }
    return best;
}

} // namespace vigie::testing
