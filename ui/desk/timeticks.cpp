// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/timeticks.h"

#include <algorithm>
#include <array>

#include <QDateTime>

#include "ui/theme/figures.h"

namespace vigie::ui::desk {

std::vector<TimeTick> timeTicks(base::Utc from, base::Utc to, int most) {
    // Seconds between ticks that people read easily.
    constexpr std::array<std::int64_t, 15> steps{1,   2,   5,    10,   15,   30,    60,   120,
                                                 300, 600, 1800, 3600, 7200, 14400, 43200};
    const std::int64_t first = base::toSeconds(from);
    const std::int64_t last = base::toSeconds(to);
    std::vector<TimeTick> ticks;
    if (last <= first || most < 1) {
        return ticks;
    }
    const auto fits = [&](std::int64_t step) { return (last - first) / step < most; };
    const auto found = std::find_if(steps.begin(), steps.end(), fits);
    const std::int64_t step = found != steps.end() ? *found : (last - first) / most + 1;
    const QString format = step % 60 == 0 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss");
    // Round where the clock on the wall is: a zone may be half an hour off.
    const std::int64_t offset = theme::toShownDateTime(from).offsetFromUtc();
    for (std::int64_t at = (first + offset + step - 1) / step * step - offset; at <= last;
         at += step) {
        const base::Utc moment{std::chrono::seconds(at)};
        ticks.push_back({moment, theme::toShownDateTime(moment).toString(format)});
    }
    return ticks;
}

} // namespace vigie::ui::desk
