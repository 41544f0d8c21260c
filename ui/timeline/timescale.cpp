// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/timescale.h"

#include <algorithm>
#include <cmath>

#include <QLocale>

#include "ui/theme/figures.h"

namespace vigie::ui::timeline {

namespace {

base::Nanoseconds scaled(base::Nanoseconds span, double factor) {
    return base::Nanoseconds(std::llround(static_cast<double>(span.count()) * factor));
}

} // namespace

TimeScale::TimeScale(base::Utc from, base::Nanoseconds span)
    : m_from(from), m_span(std::clamp(span, shortest, longest)) {}

double TimeScale::x(base::Utc at) const {
    return m_width * static_cast<double>((at - m_from).count()) /
           static_cast<double>(m_span.count());
}

base::Utc TimeScale::at(double x) const {
    return m_from + scaled(m_span, x / m_width);
}

void TimeScale::zoom(double factor, double x) {
    const base::Utc anchor = at(x);
    m_span = std::clamp(scaled(m_span, factor), shortest, longest);
    m_from = anchor - scaled(m_span, x / m_width);
}

void TimeScale::setSpan(base::Nanoseconds span, base::Utc right) {
    m_span = std::clamp(span, shortest, longest);
    m_from = right - m_span;
}

void TimeScale::show(base::Utc at, double margin) {
    const base::Nanoseconds edge = scaled(m_span, margin);
    if (at < m_from + edge) {
        m_from = at - edge;
    } else if (at > to() - edge) {
        m_from = at + edge - m_span;
    }
}

std::vector<desk::TimeTick> TimeScale::ticks(double pixels) const {
    auto ticks = desk::timeTicks(from(), to(), std::max(1, static_cast<int>(m_width / pixels)));
    for (desk::TimeTick& tick : ticks) {
        const QDateTime shown = theme::toShownDateTime(tick.at);
        if (shown.time() == QTime(0, 0)) {
            tick.text = QLocale().toString(shown.date(), QStringLiteral("d MMM"));
        }
    }
    return ticks;
}

} // namespace vigie::ui::timeline
