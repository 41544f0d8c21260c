// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/pcrtracker.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vigie::ts {
namespace {

/// |s^3 / (s + w)^3| is 1/sqrt(2) where the frequency is so many times w.
constexpr double cornerOverPole = 1.9614;
/// Ages at which the growing memory has become the fading one (its variance is the same).
constexpr double settledAge = 3.2;
constexpr std::uint64_t settledSamples = 8;
/// Ticks squared: a phase of which nothing is known.
constexpr double unknownPhase = 1e14;
/// The same of rate and its change, at the length of the memory.
constexpr double unknownRate = 1e12;

} // namespace

double demarcationHz(const Profile& profile) {
    switch (profile.pcrFilter) {
    case PcrFilter::Mgf1:
        return 0.01;
    case PcrFilter::Mgf2:
        return 0.1;
    case PcrFilter::Mgf3:
        return 1;
    case PcrFilter::Mgf4:
        break;
    }
    return std::clamp(profile.pcrMgf4Hz, 0.001, 100.0);
}

PcrTracker::PcrTracker(double demarcation)
    : m_memory(cornerOverPole / (2 * std::numbers::pi * demarcation)) {
    restart();
}

void PcrTracker::restart() {
    m_state = {};
    m_covariance = {};
    m_covariance[0][0] = 1;
    m_covariance[1][1] = unknownRate;
    m_covariance[2][2] = unknownRate;
    m_age = 0;
    m_samples = 0;
}

bool PcrTracker::isSettled() const {
    return m_age >= settledAge && m_samples >= settledSamples;
}

void PcrTracker::loosenPhase() {
    m_covariance[0][0] += unknownPhase;
}

double PcrTracker::foresee(double step, double surplus) {
    if (step > settledAge * m_memory) {
        // Farther than the memory goes there is nothing to foresee.
        restart();
        surplus = 0;
    }
    m_step = std::max(step, 0.0) / m_memory;
    const double u = step / m_memory;
    const Matrix way{{{1, u, u * u / 2}, {0, 1, u}, {0, 0, 1}}};
    const double fading = std::exp(m_step);
    Matrix half{};
    for (std::size_t i = 0; i < 3; ++i) {
        m_foreseen[i] = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            m_foreseen[i] += way[i][j] * m_state[j];
            for (std::size_t k = 0; k < 3; ++k) {
                half[i][j] += way[i][k] * m_covariance[k][j];
            }
        }
    }
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            m_spread[i][j] = 0;
            for (std::size_t k = 0; k < 3; ++k) {
                m_spread[i][j] += half[i][k] * way[j][k];
            }
            m_spread[i][j] *= fading;
        }
    }
    m_error = surplus - m_foreseen[0];
    return m_error;
}

void PcrTracker::accept() {
    const double innovation = 1 + m_spread[0][0];
    Vector gain{};
    for (std::size_t i = 0; i < 3; ++i) {
        gain[i] = m_spread[i][0] / innovation;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        m_state[i] = m_foreseen[i] + gain[i] * m_error;
    }
    // Phase counts from the sample just taken.
    m_state[0] -= m_foreseen[0] + m_error;
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = i; j < 3; ++j) {
            const double value = m_spread[i][j] - gain[i] * m_spread[0][j];
            m_covariance[i][j] = value;
            m_covariance[j][i] = value;
        }
    }
    m_age += m_step;
    ++m_samples;
}

} // namespace vigie::ts
