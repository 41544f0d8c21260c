// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

/// What is usual for a figure, learned without a training step, by plain statistics.
namespace vigie::baseline {

/// What is known of a series now; everything a person needs to check it by hand.
struct Usual {
    /// Too little was seen yet for this time of day: nothing departs.
    bool isWarmingUp = true;
    /// How much of what a judgement needs has been seen, 0 to 1.
    double warmth = 0;
    /// Robust location and spread (median; 1.4826 times the median absolute deviation).
    double location = 0;
    double spread = 0;
    /// The newest smoothed value, and how many spreads it lies away (signed).
    std::optional<double> value;
    std::optional<double> departure;
    /// Since when it has been away as far as that (beyond 3 spreads); absent: it is not.
    std::optional<base::Utc> awaySince;
    std::uint64_t samples = 0;
};

/// At the present slope.
struct Forecast {
    /// Until the target is reached; absent where it moves away or the slope is not significant.
    std::optional<std::chrono::seconds> until;
    /// Per hour, in the series' unit; robust (median of slopes).
    double slopePerHour = 0;
    /// Of the values around the line.
    double spread = 0;
    /// Over how long it was taken.
    std::chrono::seconds over{0};
};

struct BaselineOptions {
    std::chrono::seconds sampleEvery{1};
    /// Samples are thinned to medians of this before they are learned.
    std::chrono::seconds learnEvery{30};
    /// Bins of a day (UTC): what is usual may differ by time of day.
    unsigned binsPerDay = 24;
    /// How fast the old is forgotten.
    std::chrono::hours memory{24 * 7};
    /// Until then a series warms up.
    std::chrono::minutes warmUp{30};
    /// How far back a slope looks.
    std::chrono::minutes slopeOver{10};
};

/// Per series: robust location and spread, by time of day once a day has been seen. What departs is
/// learned slowly, so that a fault does not become usual. Bounded memory per series. Pure, on tick
/// time. Not thread-safe.
class Baselines {
public:
    explicit Baselines(BaselineOptions options = {});
    ~Baselines();
    Baselines(const Baselines&) = delete;
    Baselines& operator=(const Baselines&) = delete;

    /// The number of a series, made at the first call. `leastSpread` in the series' unit: figures
    /// that never move do not depart by rounding.
    [[nodiscard]] std::size_t series(const std::string& key, double leastSpread);
    void observe(std::size_t series, double value, base::Utc at);
    /// Not measured any more: slopes begin anew.
    void interrupt(std::size_t series);
    [[nodiscard]] Usual usual(std::size_t series, base::Utc at) const;
    [[nodiscard]] Forecast forecast(std::size_t series, double target, base::Utc at) const;

    /// What has been learned, as a versioned text; restoring a bad one is an error and changes
    /// nothing.
    [[nodiscard]] std::string save() const;
    [[nodiscard]] base::Result<void> restore(const std::string& text);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::baseline
