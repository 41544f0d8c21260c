// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <vector>

#include "core/base/time.h"
#include "ui/desk/timeticks.h"

namespace vigie::ui::timeline {

/// Which stretch of time lies on which pixels, and how that is zoomed and moved. A value.
class TimeScale {
public:
    static constexpr base::Nanoseconds shortest = std::chrono::seconds(10);
    static constexpr base::Nanoseconds longest = std::chrono::hours(24 * 14);

    TimeScale() = default;
    TimeScale(base::Utc from, base::Nanoseconds span);

    [[nodiscard]] base::Utc from() const { return m_from; }
    [[nodiscard]] base::Utc to() const { return m_from + m_span; }
    [[nodiscard]] base::Nanoseconds span() const { return m_span; }
    [[nodiscard]] bool contains(base::Utc at) const { return at >= from() && at <= to(); }

    /// `width` pixels hold the stretch.
    void setWidth(double width) { m_width = width < 1 ? 1 : width; }
    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double x(base::Utc at) const;
    [[nodiscard]] base::Utc at(double x) const;

    /// `factor` above 1 shows more time; what is at `x` stays there.
    void zoom(double factor, double x);
    void move(base::Nanoseconds by) { m_from += by; }
    void setSpan(base::Nanoseconds span, base::Utc right);
    /// So that `at` is within, `margin` of the width from the edge at least.
    void show(base::Utc at, double margin = 0.05);

    /// Round moments with labels at least `pixels` apart; midnights are named by their day.
    [[nodiscard]] std::vector<desk::TimeTick> ticks(double pixels) const;

private:
    base::Utc m_from{};
    base::Nanoseconds m_span = std::chrono::hours(6);
    double m_width = 1;
};

} // namespace vigie::ui::timeline
