// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/servicetiming.h"

#include <algorithm>

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

base::Nanoseconds fromPts(std::int64_t ticks) {
    return base::Nanoseconds{ticks * 100'000 / 9};
}

void takeLeast(std::optional<std::int64_t>& least, std::uint64_t pts,
               std::optional<std::uint64_t> clock) {
    if (clock) {
        const std::int64_t distance = wrappedDifference(*clock / 300, pts, ptsWrap);
        least = least ? std::min(*least, distance) : distance;
    }
}

} // namespace

void ServiceTiming::takeVideo(std::uint64_t pts, std::optional<std::uint64_t> clock) {
    m_lastVideo = pts;
    takeLeast(m_videoDistance, pts, clock);
}

void ServiceTiming::takeAudio(std::uint64_t pts, std::optional<std::uint64_t> clock) {
    takeLeast(m_audioDistance, pts, clock);
    if (m_lastVideo) {
        m_gaps[m_gapCount % gapsKept] = wrappedDifference(*m_lastVideo, pts, ptsWrap);
        ++m_gapCount;
    }
}

void ServiceTiming::newTimeBase() {
    m_lastVideo.reset();
    resetInterval();
}

void ServiceTiming::resetInterval() {
    m_videoDistance.reset();
    m_audioDistance.reset();
    m_gapCount = 0;
}

std::optional<base::Nanoseconds> ServiceTiming::ptsPcrDistance() const {
    const auto& least = m_lastVideo ? m_videoDistance : m_audioDistance;
    return least ? std::optional(fromPts(*least)) : std::nullopt;
}

std::optional<base::Nanoseconds> ServiceTiming::avPtsGap() const {
    const std::size_t count = std::min(m_gapCount, gapsKept);
    if (count == 0) {
        return std::nullopt;
    }
    auto gaps = m_gaps;
    const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(gaps.begin(), middle, gaps.begin() + static_cast<std::ptrdiff_t>(count));
    return fromPts(*middle);
}

} // namespace vigie::ts
