// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>

#include "core/base/time.h"

namespace vigie::ui::desk {

struct TimeTick {
    base::Utc at{};
    /// "18:04:00"; without seconds where the ticks are whole minutes apart.
    QString text;
};

/// Round moments of the look's clock within [from, to], at most `most` of them.
[[nodiscard]] std::vector<TimeTick> timeTicks(base::Utc from, base::Utc to, int most);

} // namespace vigie::ui::desk
