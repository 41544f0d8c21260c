// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

/// Statistics that a few wild values do not move.
namespace vigie::baseline {

/// Of a normal distribution: sigma over the median absolute deviation, and over the mean absolute
/// deviation.
inline constexpr double sigmaPerMedianDeviation = 1.4826;
inline constexpr double sigmaPerMeanDeviation = 1.2533;

/// The middle value (of an even number the mean of the two); reorders `values`, which must not be
/// empty.
[[nodiscard]] double median(std::span<double> values);

struct Point {
    double x = 0;
    double y = 0;
};

/// A line through points by Theil and Sen.
struct Line {
    double slope = 0;
    /// Of the line at x = 0.
    double level = 0;
    /// 1.4826 times the median distance of the points from it.
    double spread = 0;
};

/// Absent where the slope could be chance: by Mann and Kendall's test (|Z| < 3), or where the line
/// moves by less than 3 spreads or by less than `leastChange` over the points, or for fewer than 8
/// points. Points are sorted by x.
[[nodiscard]] std::optional<Line> significantLine(std::span<const Point> points,
                                                  double leastChange);

} // namespace vigie::baseline
