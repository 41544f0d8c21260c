// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/rain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace vigie::demo {

namespace {

constexpr double degree = std::numbers::pi / 180;
/// P.1853-1: how fast the weather changes, 1/s.
constexpr double beta = 2e-4;

struct Coefficients {
    double frequency, kH, alphaH, kV, alphaV;
};
constexpr std::array<Coefficients, 3> tabled{{
    {12, 0.023858, 1.1825, 0.024548, 1.1216},
    {14, 0.037375, 1.1396, 0.041258, 1.0646},
    {20, 0.091643, 1.0568, 0.096111, 0.9847},
}};

Coefficients coefficientsAt(double frequency) {
    const double f = std::clamp(frequency, tabled.front().frequency, tabled.back().frequency);
    std::size_t upper = 1;
    while (upper + 1 < tabled.size() && f > tabled[upper].frequency) {
        ++upper;
    }
    const Coefficients& a = tabled[upper - 1];
    const Coefficients& b = tabled[upper];
    const double part = std::log(f / a.frequency) / std::log(b.frequency / a.frequency);
    const auto byLog = [part](double from, double to) { return from * std::pow(to / from, part); };
    return {f, byLog(a.kH, b.kH), std::lerp(a.alphaH, b.alphaH, part), byLog(a.kV, b.kV),
            std::lerp(a.alphaV, b.alphaV, part)};
}

/// The x that a standard normal variable exceeds with probability `p`.
double inverseQ(double p) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (0.5 * std::erfc(middle / std::numbers::sqrt2) > p ? low : high) = middle;
    }
    return (low + high) / 2;
}

} // namespace

double specificAttenuation(double frequency, double elevation, double tilt, double rainRate) {
    const Coefficients at = coefficientsAt(frequency);
    const double c = std::pow(std::cos(elevation * degree), 2) * std::cos(2 * tilt * degree);
    const double k = (at.kH + at.kV + (at.kH - at.kV) * c) / 2;
    const double alpha =
        (at.kH * at.alphaH + at.kV * at.alphaV + (at.kH * at.alphaH - at.kV * at.alphaV) * c) /
        (2 * k);
    return k * std::pow(rainRate, alpha);
}

double exceededAttenuation(const SlantPath& path, double gamma001, double percent) {
    const double el = path.elevation * degree;
    const double rise = path.rainHeightKm - path.heightKm;
    const double slant = rise / std::sin(el);
    const double ground = slant * std::cos(el);
    const double r = 1 / (1 + 0.78 * std::sqrt(ground * gamma001 / path.frequency) -
                          0.38 * (1 - std::exp(-2 * ground)));
    const double zeta = std::atan(rise / (ground * r));
    const double inRain = zeta > el ? ground * r / std::cos(el) : slant;
    const double latitude = std::abs(path.latitude);
    const double chi = std::max(0.0, 36 - latitude);
    const double v =
        1 / (1 + std::sqrt(std::sin(el)) *
                     (31 * (1 - std::exp(-path.elevation / (1 + chi))) *
                          std::sqrt(inRain * gamma001) / (path.frequency * path.frequency) -
                      0.45));
    const double a001 = gamma001 * inRain * v;
    double b = 0;
    if (percent < 1 && latitude < 36) {
        b = -0.005 * (latitude - 36);
        if (path.elevation < 25) {
            b += 1.8 - 4.25 * std::sin(el);
        }
    }
    return a001 *
           std::pow(percent / 0.01, -(0.655 + 0.033 * std::log(percent) - 0.045 * std::log(a001) -
                                      b * (1 - percent) * std::sin(el)));
}

RainStatistics fitRain(const SlantPath& path, double gamma001, double rainPercent) {
    constexpr std::array<double, 8> percents{0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 1, 3};
    double sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
    for (const double percent : percents) {
        const double x = inverseQ(percent / 100);
        const double y = std::log(std::max(1e-6, exceededAttenuation(path, gamma001, percent)));
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
    }
    const auto n = static_cast<double>(percents.size());
    RainStatistics fitted;
    fitted.sigma = (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX);
    fitted.m = (sumY - fitted.sigma * sumX) / n;
    fitted.offset = std::exp(fitted.m + fitted.sigma * inverseQ(rainPercent / 100));
    return fitted;
}

RainSeries::RainSeries(RainStatistics statistics, std::uint64_t seed)
    : m_statistics(statistics), m_random(seed) {}

double RainSeries::advance(double seconds) {
    const double rho = std::exp(-beta * seconds);
    m_x = rho * m_x + std::sqrt(1 - rho * rho) * m_normal(m_random);
    return attenuationDb();
}

double RainSeries::attenuationDb() const {
    return std::max(0.0, std::exp(m_statistics.m + m_statistics.sigma * m_x) - m_statistics.offset);
}

} // namespace vigie::demo
