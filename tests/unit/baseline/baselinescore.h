// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/time.h"
#include "core/baseline/baselines.h"

/// How well baselines warn, on simulated weeks with known weather and faults. The same seed gives
/// the same score.
namespace vigie::baselinescore {

/// What is held against what. The figures are those of the rules that are shipped.
struct Limits {
    /// RF margin, dB: the alarm, and what the forecast warns of, within so many seconds.
    double rfAlarm = 1.0;
    double rfTarget = 0;
    double rfWithin = 600;
    /// How long it must say so without a break, seconds (the rule's on-delay).
    int rfHold = 0;
    /// Latency, ms: the alarm, and what departs.
    double latencyAlarm = 10'000;
    double departure = 6;
    double leastDeparture = 300;
};

struct Score {
    /// Cases in which the threshold alarm came.
    std::uint32_t cases = 0;
    /// The warning stood before.
    std::uint32_t warned = 0;
    /// From the warning to the alarm, seconds, of those that were warned of.
    std::vector<double> leads;
    /// Of those that were not: from what the figure had 30 s before to the limit (dB, ms).
    std::vector<double> fallsMissed;
    /// Warnings that no alarm followed within an hour.
    std::uint32_t falseWarnings = 0;
    double pathWeeks = 0;
    double seconds = 0;

    void add(const Score& other);
    [[nodiscard]] double warnedPart() const;
    [[nodiscard]] double falsePerWeek() const;
    /// Of `leads`; 0 where there are none.
    [[nodiscard]] double leadAt(double part) const;
};

/// RF margin of one receiver over weeks: clear sky with a day's cycle, scintillation, figures in
/// steps of 0.1 dB, and rain as ITU-R P.1853-1 gives it, which may or may not reach the limit.
/// `hasRain` false: clear sky only.
[[nodiscard]] Score scoreRf(std::uint64_t seed, int weeks, bool hasRain, const Limits& limits = {});

enum class LatencyFault : std::uint8_t {
    /// Rises by 2 to 50 ms each second.
    Drift,
    /// By 0.5 to 2 s at once, and on from there 10 to 40 min later.
    StepThenDrift,
    /// By 0.5 to 1.5 s every 3 to 10 min.
    Stairs,
    /// At once beyond the limit: nothing can warn of it.
    Jump
};
/// A path's latency: a day and a half as usual, then a fault until the limit is reached.
[[nodiscard]] Score scoreLatency(std::uint64_t seed, LatencyFault fault, const Limits& limits = {});
/// Weeks as usual, from the first sample on: everything is a false warning.
[[nodiscard]] Score scoreUsualLatency(std::uint64_t seed, int weeks, const Limits& limits = {});

} // namespace vigie::baselinescore
