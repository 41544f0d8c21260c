// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>

/// Rain on a slant path, as ITU-R gives it: P.838-3 (specific attenuation), P.618 (statistics of a
/// place) and P.1853-1 (a time series with those statistics). Kilometres, degrees, gigahertz.
namespace vigie::demo {

struct SlantPath {
    double latitude = 0;
    double heightKm = 0;
    double rainHeightKm = 0;
    double elevation = 0;
    double frequency = 12;
};

/// dB/km at `rainRate` mm/h. `tilt`: 0 horizontal, 45 circular, 90 vertical polarization. Between
/// 12 and 20 GHz, interpolated between the tabled frequencies.
[[nodiscard]] double specificAttenuation(double frequency, double elevation, double tilt,
                                         double rainRate);
/// dB exceeded `percent` of the year (0.001 to 5), from the specific attenuation at the rain rate
/// that is exceeded 0.01 % of it.
[[nodiscard]] double exceededAttenuation(const SlantPath& path, double gamma001, double percent);

/// ln A = m + sigma * Qinv(P/100), fitted to exceededAttenuation(); `offset` is what makes it rain
/// only a part of the time.
struct RainStatistics {
    double m = 0;
    double sigma = 0;
    double offset = 0;
};
[[nodiscard]] RainStatistics fitRain(const SlantPath& path, double gamma001, double rainPercent);

/// Attenuation over time. Begins dry; the same seed gives the same weather. One thread.
class RainSeries {
public:
    RainSeries(RainStatistics statistics, std::uint64_t seed);
    /// Lets `seconds` pass; the attenuation then, dB.
    double advance(double seconds);
    [[nodiscard]] double attenuationDb() const;

private:
    RainStatistics m_statistics;
    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
    double m_x = 0;
};

} // namespace vigie::demo
