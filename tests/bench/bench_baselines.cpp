// SPDX-License-Identifier: GPL-3.0-or-later
//
// How well baselines warn, on seeded simulations, and what they cost. Fails where a goal is missed.
#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "core/baseline/baselines.h"
#include "tests/unit/baseline/baselinescore.h"

namespace {

using namespace std::chrono_literals;
using vigie::baselinescore::LatencyFault;
using vigie::baselinescore::Score;

constexpr double goalWarned = 0.9;
constexpr double goalFalse = 1;

double secondsSince(std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

template <typename Each> Score sum(int count, Each&& each) {
    Score score;
    for (int i = 0; i < count; ++i) {
        score.add(each(static_cast<std::uint64_t>(i)));
    }
    return score;
}

bool showWarned(const char* name, const Score& score) {
    const bool isReached = score.warnedPart() >= goalWarned;
    std::printf("%-34s %4u alarms, %4u warned of (%.1f %%), lead s: 10 %% %.0f, median %.0f, 90 %% "
                "%.0f%s\n",
                name, score.cases, score.warned, 100 * score.warnedPart(), score.leadAt(0.1),
                score.leadAt(0.5), score.leadAt(0.9), isReached ? "" : "  GOAL MISSED");
    return isReached;
}

bool showFalse(const char* name, const Score& score) {
    const bool isReached = score.falsePerWeek() < goalFalse;
    std::printf("%-34s %4u false warnings in %.0f path-weeks: %.2f each%s\n", name,
                score.falseWarnings, score.pathWeeks, score.falsePerWeek(),
                isReached ? "" : "  GOAL MISSED");
    return isReached;
}

void showCost() {
    constexpr std::size_t paths = 8000;
    constexpr std::size_t figures = 3;
    constexpr int seconds = 3600;
    // An hour as usual, again and again: what is measured is the learning, not the dice.
    std::mt19937 random(1);
    std::normal_distribution<double> normal(1000, 10);
    std::vector<double> values(4099);
    for (double& value : values) {
        value = normal(random);
    }
    vigie::baseline::Baselines baselines;
    for (std::size_t i = 0; i < paths * figures; ++i) {
        (void)baselines.series(
            "path/" + std::to_string(i / figures) + "/" + std::to_string(i % figures), 1);
    }
    const auto timeOf = [](int second) {
        return vigie::base::Utc{} + 1'790'553'600s + std::chrono::seconds(second);
    };
    std::size_t next = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (int second = 0; second < seconds; ++second) {
        for (std::size_t series = 0; series < paths * figures; ++series) {
            next = next + 1 < values.size() ? next + 1 : 0;
            baselines.observe(series, values[next], timeOf(second));
        }
    }
    const double observed = secondsSince(begin);
    const double samples = static_cast<double>(seconds) * paths * figures;
    std::printf("observe: %.0f ns each; %zu paths x %zu figures at 1 Hz: %.2f %% of a core\n",
                observed / samples * 1e9, paths, figures, 100 * observed / seconds);

    double found = 0;
    const auto judged = std::chrono::steady_clock::now();
    for (std::size_t series = 0; series < paths * figures; ++series) {
        found += baselines.usual(series, timeOf(seconds - 1)).departure.value_or(0);
    }
    const double usual = secondsSince(judged);
    const auto forecasts = std::chrono::steady_clock::now();
    for (std::size_t series = 0; series < paths * figures; ++series) {
        found += baselines.forecast(series, 0, timeOf(seconds - 1)).slopePerHour;
    }
    const double forecast = secondsSince(forecasts);
    const double all = static_cast<double>(paths * figures);
    std::printf("usual: %.0f ns each; forecast: %.1f us each, once in 10 s (checksum %.1f)\n",
                usual / all * 1e9, forecast / all * 1e6, found);
    const auto saving = std::chrono::steady_clock::now();
    const std::string text = baselines.save();
    const double saved = secondsSince(saving);
    const auto restoring = std::chrono::steady_clock::now();
    vigie::baseline::Baselines other;
    const bool isRestored = other.restore(text).has_value();
    std::printf("memory: %.0f bytes a series; save: %.1f MB in %.2f s; restore: %.2f s%s\n",
                static_cast<double>(baselines.bytes()) / all,
                static_cast<double>(text.size()) / 1e6, saved, secondsSince(restoring),
                isRestored ? "" : " REFUSED");
}

} // namespace

int main() {
    using namespace vigie::baselinescore;
    const auto begin = std::chrono::steady_clock::now();
    bool isGood = true;
    std::printf("RF margin: warning \"0 dB within 600 s\" against the alarm below 1 dB\n");
    const Score rain = sum(12, [](std::uint64_t i) { return scoreRf(200 + i, 4, true); });
    isGood = showWarned("  rain fades (P.1853)", rain) && isGood;
    const Score clear = sum(8, [](std::uint64_t i) { return scoreRf(100 + i, 2, false); });
    isGood = showFalse("  clear sky", clear) && isGood;
    std::printf("  in the weeks with rain: %.2f alarms and %.2f warnings per path and week that "
                "turned before the limit\n",
                rain.cases / rain.pathWeeks, rain.falsePerWeek());

    std::printf("latency: warning \"6 spreads and 0.3 s above its usual\" against the alarm above "
                "10 s\n");
    Score all;
    const auto fault = [&all](const char* name, LatencyFault which) {
        const Score score =
            sum(20, [which](std::uint64_t i) { return scoreLatency(400 + i, which); });
        all.add(score);
        (void)showWarned(name, score);
    };
    fault("  drift, 2 to 50 ms/s", LatencyFault::Drift);
    fault("  step, then drift", LatencyFault::StepThenDrift);
    fault("  stairs", LatencyFault::Stairs);
    isGood = showWarned("  all that can be warned of", all) && isGood;
    const Score usual = sum(10, [](std::uint64_t i) { return scoreUsualLatency(300 + i, 3); });
    isGood = showFalse("  as usual", usual) && isGood;
    const Score jump =
        sum(20, [](std::uint64_t i) { return scoreLatency(400 + i, LatencyFault::Jump); });
    std::printf("  not counted, a jump beyond the limit: %u of %u warned of\n", jump.warned,
                jump.cases);
    std::printf("took %.0f s\n", secondsSince(begin));
    showCost();
    return isGood ? 0 : 1;
}
