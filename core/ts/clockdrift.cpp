// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/clockdrift.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vigie::ts {
namespace {

/// Half an hour.
constexpr std::size_t longest = 1800;
constexpr std::size_t offsetSeconds = 60;
constexpr std::size_t offsetAtLeast = 10;
constexpr std::size_t driftAtLeast = 120;
constexpr std::size_t driftEvery = 10;
/// A nanosecond per second is 0.027 Hz of 27 MHz.
constexpr double hzPerNs = 0.027;
/// A tenth of the limits of ISO/IEC 13818-1: 30 ppm, and 75 mHz/s.
constexpr double offsetUncertainty = 81;
constexpr double driftUncertainty = 0.0075;

/// What residuals that hang together add to a standard error: neighbours that agree are not two
/// witnesses.
class Residuals {
public:
    void add(double residual) {
        m_squares += residual * residual;
        m_products += residual * m_last;
        m_last = residual;
        ++m_count;
    }
    [[nodiscard]] double deviation(std::size_t parameters) const {
        const double common = m_squares > 0 ? std::clamp(m_products / m_squares, 0.0, 0.95) : 0.0;
        const auto freedom = static_cast<double>(m_count - parameters);
        return std::sqrt(m_squares / freedom * (1 + common) / (1 - common));
    }

private:
    double m_squares = 0;
    double m_products = 0;
    double m_last = 0;
    std::size_t m_count = 0;
};

} // namespace

ClockDrift::ClockDrift(double demarcation)
    : m_offsetSpan(std::clamp(static_cast<std::size_t>(std::ceil(1 / demarcation)), offsetAtLeast,
                              longest)) {}

void ClockDrift::restart() {
    m_arrival = 0;
    m_ahead = 0;
    m_secondBegin = 0;
    m_sumArrival = 0;
    m_sumAhead = 0;
    m_samples = 0;
    m_seconds.clear();
    m_next = 0;
    m_offset.reset();
    m_drift.reset();
}

const ClockDrift::Second& ClockDrift::newest(std::size_t age) const {
    return m_seconds[(m_next + m_seconds.size() - 1 - age) % m_seconds.size()];
}

void ClockDrift::take(double byClock, base::Nanoseconds byArrival) {
    const auto passed = static_cast<double>(byArrival.count());
    m_arrival += passed * 1e-9;
    m_ahead += byClock - passed;
    m_sumArrival += m_arrival;
    m_sumAhead += m_ahead;
    ++m_samples;
    if (m_arrival - m_secondBegin >= 1) {
        close();
    }
}

void ClockDrift::close() {
    const double count = m_samples;
    const Second second{m_sumArrival / count, m_sumAhead / count};
    m_secondBegin = m_arrival;
    m_sumArrival = 0;
    m_sumAhead = 0;
    m_samples = 0;
    if (m_seconds.size() < longest) {
        m_seconds.push_back(second);
        m_next = m_seconds.size() % longest;
    } else {
        m_seconds[m_next] = second;
        m_next = (m_next + 1) % longest;
    }
    fitOffset();
    if (m_seconds.size() % driftEvery == 0 || m_next % driftEvery == 0) {
        fitDrift();
    }
}

void ClockDrift::fitOffset() {
    if (m_seconds.size() < m_offsetSpan) {
        return;
    }
    const std::size_t count = std::min(m_seconds.size(), std::max(m_offsetSpan, offsetSeconds));
    double meanAt = 0;
    double meanAhead = 0;
    for (std::size_t i = 0; i < count; ++i) {
        meanAt += newest(i).at;
        meanAhead += newest(i).ahead;
    }
    meanAt /= static_cast<double>(count);
    meanAhead /= static_cast<double>(count);
    double squares = 0;
    double products = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double at = newest(i).at - meanAt;
        squares += at * at;
        products += at * (newest(i).ahead - meanAhead);
    }
    const double slope = products / squares;
    Residuals residuals;
    for (std::size_t i = 0; i < count; ++i) {
        residuals.add(newest(i).ahead - meanAhead - slope * (newest(i).at - meanAt));
    }
    const double error = 2 * residuals.deviation(2) / std::sqrt(squares) * hzPerNs;
    m_offset = error <= offsetUncertainty ? std::optional(slope * hzPerNs) : std::nullopt;
}

void ClockDrift::fitDrift() {
    const std::size_t count = m_seconds.size();
    if (count < driftAtLeast) {
        return;
    }
    // On -1 to 1, where the three powers are not alike.
    const double middle = (newest(0).at + newest(count - 1).at) / 2;
    const double half = (newest(0).at - newest(count - 1).at) / 2;
    std::array<double, 5> power{};
    std::array<double, 3> moment{};
    const double origin = newest(0).ahead;
    for (std::size_t i = 0; i < count; ++i) {
        const double s = (newest(i).at - middle) / half;
        const double y = newest(i).ahead - origin;
        double p = 1;
        for (std::size_t k = 0; k < power.size(); ++k) {
            power[k] += p;
            if (k < moment.size()) {
                moment[k] += p * y;
            }
            p *= s;
        }
    }
    // The parabola by Cramer's rule; `c22` is that element of the inverse.
    const auto& [s0, s1, s2, s3, s4] = power;
    const double determinant =
        s0 * (s2 * s4 - s3 * s3) - s1 * (s1 * s4 - s2 * s3) + s2 * (s1 * s3 - s2 * s2);
    if (!(determinant > 0)) {
        return;
    }
    const double a = (moment[0] * (s2 * s4 - s3 * s3) + moment[1] * (s2 * s3 - s1 * s4) +
                      moment[2] * (s1 * s3 - s2 * s2)) /
                     determinant;
    const double b = (moment[0] * (s2 * s3 - s1 * s4) + moment[1] * (s0 * s4 - s2 * s2) +
                      moment[2] * (s1 * s2 - s0 * s3)) /
                     determinant;
    const double c = (moment[0] * (s1 * s3 - s2 * s2) + moment[1] * (s1 * s2 - s0 * s3) +
                      moment[2] * (s0 * s2 - s1 * s1)) /
                     determinant;
    const double c22 = (s0 * s2 - s1 * s1) / determinant;
    Residuals residuals;
    for (std::size_t i = 0; i < count; ++i) {
        const double s = (newest(i).at - middle) / half;
        residuals.add(newest(i).ahead - origin - a - b * s - c * s * s);
    }
    const double toHz = 2 / (half * half) * hzPerNs;
    const double error = 2 * residuals.deviation(3) * std::sqrt(c22) * toHz;
    m_drift = error <= driftUncertainty ? std::optional(c * toHz) : std::nullopt;
}

} // namespace vigie::ts
