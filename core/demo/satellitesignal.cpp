// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/satellitesignal.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace vigie::demo {

namespace {

constexpr double earthRadiusKm = 6378.137;
constexpr double orbitRadiusKm = 42164.17;
constexpr double lightKmPerMs = 299.792458;
constexpr std::size_t mostFades = 8;

constexpr double scintillationDb = 0.12;
constexpr double scintillationHz = 0.1;
constexpr double unlockBelowDb = -0.5;
constexpr double relockAboveDb = 0.3;
constexpr double relockSeconds = 2;
constexpr double implementationLossDb = 0.4;
constexpr double merCeilingDb = 22;
/// Roll-off 0.20: the carrier is that much wider than its symbol rate.
constexpr double rollOffDb = 0.79;
constexpr double clearSkyLevelDbm = -41;

double slantRangeKm(double elevation) {
    const double sine = std::sin(elevation * std::numbers::pi / 180);
    return std::sqrt(std::pow(earthRadiusKm * sine, 2) + orbitRadiusKm * orbitRadiusKm -
                     earthRadiusKm * earthRadiusKm) -
           earthRadiusKm * sine;
}

} // namespace

double geostationaryDelayMs(double uplinkElevation, double downlinkElevation) {
    return (slantRangeKm(uplinkElevation) + slantRangeKm(downlinkElevation)) / lightKmPerMs;
}

double packetErrorRatio(double marginDb) {
    return std::min(1.0, std::pow(10.0, -7 - 17.5 * marginDb));
}

std::optional<double> symbolErrorBer(int modcod, double esN0Db) {
    const double esN0 = std::pow(10.0, esN0Db / 10);
    const auto name = transport::dvbS2ModcodName(modcod);
    if (name.starts_with("QPSK")) {
        return std::erfc(std::sqrt(esN0 / 2)) / 2;
    }
    if (name.starts_with("8PSK")) {
        return std::erfc(std::sqrt(esN0) * std::sin(std::numbers::pi / 8)) / 3;
    }
    return std::nullopt;
}

double rainCostDb(double attenuationDb, double systemKelvin) {
    const double rainKelvin = 275 * (1 - std::pow(10.0, -attenuationDb / 10));
    return attenuationDb + 10 * std::log10((systemKelvin + rainKelvin) / systemKelvin);
}

SatelliteSignal::SatelliteSignal(Setup setup)
    : m_setup(setup), m_thresholdDb(transport::dvbS2ThresholdDb(setup.modcod).value_or(0)),
      m_rain(setup.rain, setup.seed), m_random(setup.seed ^ 0x5a7e11),
      m_receiverRandom(setup.seed ^ 0x2ece17e2), m_esN0Db(setup.clearSkyEsN0Db) {}

void SatelliteSignal::addFade(double peakDb, double seconds) {
    if (m_fades.size() == mostFades) {
        m_fades.erase(m_fades.begin());
    }
    m_fades.push_back({peakDb, std::max(0.1, seconds), 0});
}

double SatelliteSignal::fadeDb() const {
    double sum = 0;
    for (const Fade& fade : m_fades) {
        const double part = fade.age / fade.seconds;
        sum += fade.peakDb * std::clamp(4 * std::min(part, 1 - part), 0.0, 1.0);
    }
    return sum;
}

void SatelliteSignal::advance(double seconds) {
    for (Fade& fade : m_fades) {
        fade.age += seconds;
    }
    std::erase_if(m_fades, [](const Fade& fade) { return fade.age >= fade.seconds; });
    const double rho = std::exp(-2 * std::numbers::pi * scintillationHz * seconds);
    m_scintillationDb =
        rho * m_scintillationDb + std::sqrt(1 - rho * rho) * scintillationDb * m_normal(m_random);
    m_attenuationDb = m_rain.advance(seconds) + fadeDb();
    m_esN0Db = m_setup.clearSkyEsN0Db - rainCostDb(m_attenuationDb) + m_scintillationDb;

    if (m_isLocked) {
        m_isLocked = marginDb() >= unlockBelowDb;
        m_goodFor = 0;
    } else {
        m_goodFor = marginDb() > relockAboveDb ? m_goodFor + seconds : 0;
        m_isLocked = m_goodFor >= relockSeconds;
    }
}

transport::RfFigures SatelliteSignal::figures() {
    transport::RfFigures figures;
    figures.isLocked = m_isLocked;
    figures.levelDbm =
        clearSkyLevelDbm - 0.5 * m_attenuationDb + 0.05 * m_receiverNormal(m_receiverRandom);
    if (m_isLocked) {
        figures.esN0Db = m_esN0Db;
        figures.cnDb = m_esN0Db - rollOffDb;
        figures.merDb = std::min(merCeilingDb, m_esN0Db - implementationLossDb +
                                                   0.1 * m_receiverNormal(m_receiverRandom));
        figures.modcod = m_setup.modcod;
        figures.berBefore = symbolErrorBer(m_setup.modcod, m_esN0Db);
        figures.per = lossRatio();
        figures.thresholdDb = m_thresholdDb;
        figures.marginDb = marginDb();
    }
    return figures;
}

} // namespace vigie::demo
