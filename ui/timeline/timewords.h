// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/time.h"
#include "core/replay/notes.h"

/// Times and moments in words, as the timeline says them.
namespace vigie::ui::timeline {

/// "2 min 15 s ago", "now", "3 h 5 min ago", "in 4 s".
[[nodiscard]] QString distanceText(base::Nanoseconds ago);
/// "2 min 15 s".
[[nodiscard]] QString lengthText(base::Nanoseconds length);
/// "−00:02:15"; hours grow past 24.
[[nodiscard]] QString offsetText(base::Nanoseconds ago);
/// "1×", "0.25×".
[[nodiscard]] QString speedText(double speed);
/// "18:03:28", with the day where it is not that of `now`: "25 Jul 18:03:28".
[[nodiscard]] QString momentText(base::Utc at, base::Utc now);
/// A moment's figures in one line: health, share, what is open.
[[nodiscard]] QString pointText(const replay::OutlinePoint& point);

} // namespace vigie::ui::timeline
