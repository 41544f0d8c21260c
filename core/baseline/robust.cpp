// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/baseline/robust.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace vigie::baseline {
namespace {

constexpr std::size_t fewestPoints = 8;
/// Two-sided, 0.27 % by chance where the values do not hang together.
constexpr double significantZ = 3;
/// They do hang together, so the line must also stand out of what lies around it.
constexpr double significantSpreads = 3;

} // namespace

double median(std::span<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return std::midpoint(*std::max_element(values.begin(), middle), *middle);
}

std::optional<Line> significantLine(std::span<const Point> points, double leastChange) {
    if (points.size() < fewestPoints) {
        return std::nullopt;
    }
    std::vector<double> values;
    values.reserve(points.size() * (points.size() - 1) / 2);
    long rises = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = i + 1; j < points.size(); ++j) {
            const double dx = points[j].x - points[i].x;
            const double dy = points[j].y - points[i].y;
            if (dx > 0) {
                values.push_back(dy / dx);
                rises += dy > 0 ? 1 : dy < 0 ? -1 : 0;
            }
        }
    }
    if (values.empty()) {
        return std::nullopt;
    }
    const auto n = static_cast<double>(points.size());
    const double z =
        (std::abs(static_cast<double>(rises)) - 1) / std::sqrt(n * (n - 1) * (2 * n + 5) / 18);
    if (z < significantZ) {
        return std::nullopt;
    }
    Line line;
    line.slope = median(values);
    values.clear();
    for (const Point& point : points) {
        values.push_back(point.y - line.slope * point.x);
    }
    line.level = median(values);
    for (double& value : values) {
        value = std::abs(value - line.level);
    }
    line.spread = sigmaPerMedianDeviation * median(values);
    const double change = std::abs(line.slope) * (points.back().x - points.front().x);
    if (change < std::max(significantSpreads * line.spread, leastChange)) {
        return std::nullopt;
    }
    return line;
}

} // namespace vigie::baseline
