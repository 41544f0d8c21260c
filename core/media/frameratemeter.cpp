// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/frameratemeter.h"

#include <algorithm>
#include <vector>

namespace vigie::media {

void FrameRateMeter::observe(std::uint64_t pts) {
    m_times[m_count++ % kTimes] = pts;
}

void FrameRateMeter::reset() {
    m_count = 0;
}

std::optional<double> FrameRateMeter::rate() const {
    constexpr std::size_t kEnough = 9;
    constexpr std::uint64_t kLongest = 90000; // one picture a second
    const auto count = std::min(m_count, kTimes);
    if (count < kEnough) {
        return std::nullopt;
    }
    auto times = m_times;
    std::sort(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(count));
    std::vector<std::uint64_t> steps;
    for (std::size_t i = 1; i < count; ++i) {
        const auto step = times[i] - times[i - 1];
        if (step > 0 && step <= kLongest) {
            steps.push_back(step);
        }
    }
    if (steps.size() + 1 < kEnough) {
        return std::nullopt;
    }
    // Lost pictures make some steps longer, and 59.94 Hz alternates between two: the mean of what
    // is near the middle one.
    std::sort(steps.begin(), steps.end());
    const auto middle = steps[steps.size() / 2];
    std::uint64_t sum = 0;
    std::uint64_t near = 0;
    for (const auto step : steps) {
        if (step * 5 >= middle * 4 && step * 5 <= middle * 6) {
            sum += step;
            ++near;
        }
    }
    return 90000.0 * static_cast<double>(near) / static_cast<double>(sum);
}

} // namespace vigie::media
