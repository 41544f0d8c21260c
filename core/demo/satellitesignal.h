// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "core/demo/rain.h"
#include "core/transport/rffigures.h"

namespace vigie::demo {

/// Ground to ground by a geostationary satellite seen at these elevations, ms.
[[nodiscard]] double geostationaryDelayMs(double uplinkElevation, double downlinkElevation);

/// Part of the packets that a DVB-S2 demodulator loses at a margin of so many dB over its
/// threshold: 1e-7 at 0, all at -0.4 dB.
[[nodiscard]] double packetErrorRatio(double marginDb);

/// Bit error ratio before the error correction at that Es/N0: hard decisions of Gray-coded symbols
/// in white noise. Nothing for APSK, whose rings differ from one code rate to the next.
[[nodiscard]] std::optional<double> symbolErrorBer(int modcod, double esN0Db);

/// What rain of so many dB costs a receiver whose clear-sky noise temperature is `systemKelvin`:
/// the attenuation and the rain's own noise.
[[nodiscard]] double rainCostDb(double attenuationDb, double systemKelvin = 150);

/// A downlink's signal over time: clear sky, weather, fades on command, scintillation, and the
/// demodulator's lock. One thread; time is whatever advance() is given.
class SatelliteSignal {
public:
    struct Setup {
        double clearSkyEsN0Db = 13;
        int modcod = 13;
        RainStatistics rain;
        std::uint64_t seed = 1;
    };
    explicit SatelliteSignal(Setup setup);

    void advance(double seconds);
    /// A rain fade from now on: up in a quarter of the time, held for half of it, down again.
    void addFade(double peakDb, double seconds);

    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    [[nodiscard]] double esN0Db() const { return m_esN0Db; }
    [[nodiscard]] double marginDb() const { return m_esN0Db - m_thresholdDb; }
    [[nodiscard]] double lossRatio() const { return packetErrorRatio(marginDb()); }
    /// What a receiver would say now; without lock no more than its level.
    [[nodiscard]] transport::RfFigures figures();

private:
    struct Fade {
        double peakDb = 0;
        double seconds = 0;
        double age = 0;
    };
    [[nodiscard]] double fadeDb() const;

    Setup m_setup;
    double m_thresholdDb;
    RainSeries m_rain;
    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
    // Of the receiver: whoever asks for figures does not change the weather.
    std::mt19937_64 m_receiverRandom;
    std::normal_distribution<double> m_receiverNormal;
    std::vector<Fade> m_fades;
    double m_scintillationDb = 0;
    double m_attenuationDb = 0;
    double m_esN0Db;
    double m_goodFor = 0;
    bool m_isLocked = true;
};

} // namespace vigie::demo
