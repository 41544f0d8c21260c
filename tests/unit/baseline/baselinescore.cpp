// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/baseline/baselinescore.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <optional>
#include <random>

#include "core/demo/rain.h"
#include "core/demo/satellitesignal.h"

namespace vigie::baselinescore {
namespace {

constexpr int secondsPerDay = 86400;
constexpr int secondsPerWeek = 7 * secondsPerDay;
/// A Monday.
constexpr std::int64_t begin = 1'790'553'600;
/// What ends and comes again within so long is the same alarm or warning; of a threshold alarm
/// the same spell of rain.
constexpr int sameWarning = 300;
constexpr int sameAlarm = 1800;
/// A warning holds good for so long.
constexpr int warningHolds = 3600;

base::Utc timeOf(int second) {
    return base::Utc{} + std::chrono::seconds(begin + second);
}

double dayCycle(int second, double amplitude, double phase) {
    return amplitude *
           std::sin(2 * std::numbers::pi * (static_cast<double>(second) / secondsPerDay + phase));
}

/// Pairs warnings with the alarms that follow.
class Judge {
public:
    explicit Judge(Score& score) : m_score(score) {}

    void take(int second, bool isWarning, bool isAlarm, double figure, double limit) {
        m_past[static_cast<std::size_t>(second) % m_past.size()] = figure;
        if (isWarning) {
            if (!m_warning || second - m_lastWarning > sameWarning) {
                expire(second);
                m_warning = second;
                // While the alarm stands, or has just ended, there is nothing to warn of.
                m_isOpen = !m_lastAlarm || second - *m_lastAlarm > sameAlarm;
            }
            m_lastWarning = second;
        }
        if (isAlarm) {
            if (!m_lastAlarm || second - *m_lastAlarm > sameAlarm) {
                begins(second, limit);
            }
            m_lastAlarm = second;
        }
    }
    void end() { expire(0); }

private:
    void begins(int second, double limit) {
        ++m_score.cases;
        // Warned: it stands, or has ended less than ten minutes ago.
        if (m_warning && *m_warning < second && second - m_lastWarning <= 600) {
            ++m_score.warned;
            m_score.leads.push_back(second - *m_warning);
        } else {
            const auto before = static_cast<std::size_t>(second + 1) % m_past.size();
            m_score.fallsMissed.push_back(std::abs(m_past[before] - limit));
        }
        if (m_warning && second - *m_warning <= warningHolds) {
            m_isOpen = false;
        }
    }
    void expire(int) {
        m_score.falseWarnings += m_warning && m_isOpen ? 1 : 0;
        m_isOpen = false;
    }

    Score& m_score;
    std::array<double, 31> m_past{};
    std::optional<int> m_warning;
    std::optional<int> m_lastAlarm;
    int m_lastWarning = 0;
    bool m_isOpen = false;
};

/// A path's latency as usual: jitter, a few late marks, wander over half an hour, a day's cycle.
class UsualLatency {
public:
    explicit UsualLatency(std::uint64_t seed) : m_random(seed) {
        m_base = between(800, 6000);
        m_jitter = between(10, 40);
        m_wander = between(10, 40);
        m_cycle = between(20, 200);
        m_phase = between(0, 1);
    }
    double at(int second) {
        constexpr double rho = 1 - 1 / 1800.0;
        m_wandered = rho * m_wandered + std::sqrt(1 - rho * rho) * m_normal(m_random);
        double latency = m_base + m_jitter * m_normal(m_random) + m_wander * m_wandered +
                         dayCycle(second, m_cycle, m_phase);
        if (between(0, 1) < 0.01) {
            latency -= 200 * std::log(between(1e-6, 1));
        }
        return latency;
    }
    double between(double from, double to) {
        return std::uniform_real_distribution<double>(from, to)(m_random);
    }

private:
    std::mt19937_64 m_random;
    std::normal_distribution<double> m_normal;
    double m_base = 0, m_jitter = 0, m_wander = 0, m_cycle = 0, m_phase = 0, m_wandered = 0;
};

bool isAbove(const baseline::Usual& usual, const Limits& limits) {
    return usual.departure && *usual.departure >= limits.departure &&
           *usual.value - usual.location >= limits.leastDeparture;
}

/// What the fault adds `after` seconds from its begin, of one case.
class Added {
public:
    Added(LatencyFault fault, UsualLatency& random) : m_fault(fault) {
        m_rate = random.between(std::log(2), std::log(50));
        m_rate = std::exp(m_rate);
        m_hold = random.between(600, 2400);
        m_every = random.between(180, 600);
        m_step =
            fault == LatencyFault::Stairs ? random.between(500, 1500) : random.between(500, 2000);
    }
    [[nodiscard]] double at(double after) const {
        switch (m_fault) {
        case LatencyFault::Drift:
            return m_rate * after;
        case LatencyFault::StepThenDrift:
            return m_step + m_rate * std::max(0.0, after - m_hold);
        case LatencyFault::Stairs:
            return m_step * (1 + std::floor(after / m_every));
        case LatencyFault::Jump:
            return 10'000;
        }
        return 0;
    }

private:
    LatencyFault m_fault;
    double m_rate = 0, m_hold = 0, m_every = 0, m_step = 0;
};

} // namespace

void Score::add(const Score& other) {
    cases += other.cases;
    warned += other.warned;
    leads.insert(leads.end(), other.leads.begin(), other.leads.end());
    fallsMissed.insert(fallsMissed.end(), other.fallsMissed.begin(), other.fallsMissed.end());
    falseWarnings += other.falseWarnings;
    pathWeeks += other.pathWeeks;
    seconds += other.seconds;
}

double Score::warnedPart() const {
    return cases == 0 ? 0 : static_cast<double>(warned) / cases;
}

double Score::falsePerWeek() const {
    return pathWeeks > 0 ? falseWarnings / pathWeeks : 0;
}

double Score::leadAt(double part) const {
    if (leads.empty()) {
        return 0;
    }
    std::vector<double> sorted = leads;
    std::ranges::sort(sorted);
    return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

Score scoreRf(std::uint64_t seed, int weeks, bool hasRain, const Limits& limits) {
    std::mt19937_64 random(seed);
    const auto between = [&random](double from, double to) {
        return std::uniform_real_distribution<double>(from, to)(random);
    };
    demo::SlantPath slant;
    slant.latitude = between(0, 55);
    slant.rainHeightKm = std::min(5.0, 5.0 - 0.075 * (slant.latitude - 23));
    slant.elevation = between(25, 60);
    slant.frequency = 12.5;
    // Exceeded 0.01 % of the year: 95 mm/h in the tropics, 32 mm/h in the north.
    const double gamma = demo::specificAttenuation(12.5, slant.elevation, 90,
                                                   std::lerp(95, 32, slant.latitude / 55));
    demo::RainSeries rain(demo::fitRain(slant, gamma, 4), random());
    const double clear = between(5, 8);
    const double noise = between(0.08, 0.2);
    const double cycle = between(0.05, 0.4);
    const double phase = between(0, 1);
    std::normal_distribution<double> normal;

    Score score;
    score.pathWeeks = weeks;
    baseline::Baselines baselines;
    const std::size_t series = baselines.series("rf", 0.05);
    Judge judge(score);
    int held = 0;
    for (int second = 0; second < weeks * secondsPerWeek; ++second) {
        double margin = clear + dayCycle(second, cycle, phase) + noise * normal(random);
        if (hasRain) {
            margin -= demo::rainCostDb(rain.advance(1));
        }
        margin = std::round(margin * 10) / 10;
        const base::Utc at = timeOf(second);
        baselines.observe(series, margin, at);
        const auto forecast = baselines.forecast(series, limits.rfTarget, at);
        const bool isFalling =
            forecast.until && static_cast<double>(forecast.until->count()) <= limits.rfWithin;
        held = isFalling ? held + 1 : 0;
        judge.take(second, held > limits.rfHold, margin < limits.rfAlarm, margin, limits.rfAlarm);
    }
    judge.end();
    score.seconds = static_cast<double>(weeks) * secondsPerWeek;
    return score;
}

Score scoreLatency(std::uint64_t seed, LatencyFault fault, const Limits& limits) {
    UsualLatency usual(seed);
    const Added added(fault, usual);
    const int from = static_cast<int>(usual.between(1.25, 1.75) * secondsPerDay);
    Score score;
    baseline::Baselines baselines;
    const std::size_t series = baselines.series("latency", 5);
    Judge judge(score);
    int second = 0;
    for (; score.cases == 0 && second < from + secondsPerDay; ++second) {
        const double latency =
            usual.at(second) + (second < from ? 0 : added.at(static_cast<double>(second - from)));
        const base::Utc at = timeOf(second);
        baselines.observe(series, latency, at);
        judge.take(second, isAbove(baselines.usual(series, at), limits),
                   latency > limits.latencyAlarm, latency, limits.latencyAlarm);
    }
    judge.end();
    score.seconds = second;
    return score;
}

Score scoreUsualLatency(std::uint64_t seed, int weeks, const Limits& limits) {
    UsualLatency usual(seed);
    Score score;
    score.pathWeeks = weeks;
    baseline::Baselines baselines;
    const std::size_t series = baselines.series("latency", 5);
    Judge judge(score);
    for (int second = 0; second < weeks * secondsPerWeek; ++second) {
        const base::Utc at = timeOf(second);
        const double latency = usual.at(second);
        baselines.observe(series, latency, at);
        judge.take(second, isAbove(baselines.usual(series, at), limits),
                   latency > limits.latencyAlarm, latency, limits.latencyAlarm);
    }
    judge.end();
    score.seconds = static_cast<double>(weeks) * secondsPerWeek;
    return score;
}

} // namespace vigie::baselinescore
