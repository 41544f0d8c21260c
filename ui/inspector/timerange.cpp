// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/timerange.h"

#include <algorithm>

namespace vigie::ui::inspector {

namespace {

constexpr auto shortestRange = std::chrono::seconds(5);
constexpr auto longestRange = std::chrono::hours(1);
constexpr auto longestPastRange = std::chrono::hours(24);

} // namespace

void TimeView::setSpan(std::chrono::seconds span) {
    m_span = span;
    follow();
}

TimeRange TimeView::range(base::Utc now, bool isLive) const {
    if (m_fixed) {
        return *m_fixed;
    }
    // Whole seconds: the curves then move in steps instead of trembling.
    const base::Utc end{std::chrono::ceil<std::chrono::seconds>(now)};
    if (!isLive) {
        // What came after is known by now: it helps to see where a fault went.
        const auto after = m_span / 3;
        return {end + after - m_span, end + after};
    }
    return {end - m_span, end};
}

void TimeView::zoom(double factor, base::Utc anchor, base::Utc now, bool isLive) {
    const TimeRange old = range(now, isLive);
    const auto span = std::clamp<base::Nanoseconds>(
        std::chrono::duration_cast<base::Nanoseconds>((old.to - old.from) * factor), shortestRange,
        isLive ? longestRange : longestPastRange);
    const double before = static_cast<double>((anchor - old.from).count()) /
                          static_cast<double>((old.to - old.from).count());
    TimeRange next;
    next.from = anchor - std::chrono::duration_cast<base::Nanoseconds>(span * before);
    next.to = next.from + span;
    m_fixed = next;
}

void TimeView::move(base::Nanoseconds by, base::Utc now, bool isLive) {
    TimeRange next = range(now, isLive);
    next.from += by;
    next.to += by;
    m_fixed = next;
}

void TimeView::show(const TimeRange& range) {
    TimeRange next = range;
    if (next.to - next.from < shortestRange) {
        const base::Utc middle = next.from + (next.to - next.from) / 2;
        next = {middle - shortestRange / 2, middle + shortestRange / 2};
    }
    m_fixed = next;
}

} // namespace vigie::ui::inspector
