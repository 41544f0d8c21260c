// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/baseline/level.h"

#include <algorithm>
#include <cmath>

#include "core/baseline/robust.h"

namespace vigie::baseline {
namespace {

constexpr double departedWeight = 0.125;

} // namespace

double Level::spread(double least) const {
    return std::max(least, sigmaPerMeanDeviation * static_cast<double>(deviation));
}

void Level::learn(double value, double mostWeight, double least) {
    const double known = std::min(weight + 1.0, mostWeight);
    const double most = 3 * spread(least);
    const double away = std::clamp(value - static_cast<double>(location), -most, most);
    location = static_cast<float>(location + away / known);
    deviation = static_cast<float>(deviation + (std::abs(away) - deviation) / known);
    weight = static_cast<float>(known);
}

void Level::learnDeparted(double value, double mostWeight, double least) {
    const double known = std::min(weight + departedWeight, mostWeight);
    const double most = 3 * spread(least);
    const double away = std::clamp(value - static_cast<double>(location), -most, most);
    location = static_cast<float>(location + departedWeight * away / known);
    weight = static_cast<float>(known);
}

} // namespace vigie::baseline
