// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigiectl/reading.h"

#include <cmath>

namespace vigie::ctl {

double scaled(std::int64_t raw, double step) {
    const double perUnit = 1.0 / step;
    constexpr double close = 1e-9;
    if (step < 1 && std::abs(perUnit - std::round(perUnit)) < close * perUnit) {
        return static_cast<double>(raw) / std::round(perUnit);
    }
    return static_cast<double>(raw) * step;
}

std::optional<double> number(const fleet::NodeState& node, std::string_view key, std::size_t row) {
    const auto metric = node.description->metricIndex(key);
    const auto raw = node.raw(metric, row);
    if (!raw) {
        return std::nullopt;
    }
    return scaled(*raw, node.description->metrics[*metric].step);
}

std::optional<std::string> stateName(const fleet::NodeState& node, std::string_view key,
                                     std::size_t row) {
    const auto metric = node.description->metricIndex(key);
    const auto raw = node.raw(metric, row);
    if (!raw) {
        return std::nullopt;
    }
    const auto& states = node.description->metrics[*metric].states;
    if (*raw < 0 || static_cast<std::size_t>(*raw) >= states.size()) {
        return std::to_string(*raw);
    }
    return states[static_cast<std::size_t>(*raw)];
}

} // namespace vigie::ctl
