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
    /// Robust location and spread of medians of BaselineOptions::learnEvery. Location: their
    /// winsorized mean, in which no median counts for more than 3 spreads. Spread: 1.2533 times
    /// their mean absolute deviation from it, which is one sigma of what is normally distributed;
    /// at least the series' leastSpread.
    double location = 0;
    double spread = 0;
    /// Location and spread are of this time of day; otherwise of the last hour.
    bool isByTimeOfDay = false;
    /// The median of the last BaselineOptions::learnEvery, and how many spreads it lies away
    /// (signed). Absent: nothing came meanwhile; the departure also while warming up.
    std::optional<double> value;
    std::optional<double> departure;
    /// Since when it has been away as far as that (beyond 3 spreads, until within 2); absent: it
    /// is not.
    std::optional<base::Utc> awaySince;
    std::uint64_t samples = 0;
};

/// At the present slope.
struct Forecast {
    /// Until the target is reached; absent where it moves away, has been reached, or the slope is
    /// not significant. At most one and a half times `over`: a slope is not carried far beyond
    /// what was seen of it.
    std::optional<std::chrono::seconds> until;
    /// Per hour, in the series' unit; robust (Theil-Sen: the median of all slopes between two
    /// points). 0 where none is significant.
    double slopePerHour = 0;
    /// Of the values around the line.
    double spread = 0;
    /// Over how long it was taken: the shortest of a quarter, a half and all of
    /// BaselineOptions::slopeOver whose slope is significant; 0: none is.
    std::chrono::seconds over{0};
};

struct BaselineOptions {
    /// At most one sample of this is taken, the first.
    std::chrono::seconds sampleEvery{1};
    /// Samples are thinned to medians of this before they are learned.
    std::chrono::seconds learnEvery{30};
    /// Bins of a day (UTC): what is usual may differ by time of day.
    unsigned binsPerDay = 24;
    /// How fast the old is forgotten.
    std::chrono::hours memory{24 * 7};
    /// Until then a series warms up.
    std::chrono::minutes warmUp{30};
    /// How far back a slope looks, and the medians that it is taken through.
    std::chrono::minutes slopeOver{10};
    std::chrono::seconds slopeEvery{10};
    /// What has been away to one side for so long is the new usual.
    std::chrono::hours acceptAfter{18};
};

/// Per series: robust location and spread, by time of day once that time has been seen on a day
/// before. What departs is learned slowly, so that a fault does not become usual; what stays away
/// for `acceptAfter` does, at once, and goes back within half an hour when the old usual returns.
/// Bounded memory per series. Pure, on tick time: a sample that is not newer than the last is left
/// out, a clock set back by more than a minute begins anew. docs/alarms.md has the formulas. Not
/// thread-safe.
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

    /// What has been learned, as a versioned text without the samples of the last minutes: a
    /// restart is an interruption. Series without samples for two memories are left out. Restoring
    /// a bad text, or one of other options, is an error and changes nothing; series keep their
    /// numbers.
    [[nodiscard]] std::string save() const;
    [[nodiscard]] base::Result<void> restore(const std::string& text);

    /// Memory in use for all series.
    [[nodiscard]] std::size_t bytes() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::baseline
