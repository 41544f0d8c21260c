// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "core/base/time.h"

namespace vigie::ui::wall {

/// When the next page's turn is. Whoever touches the wall stops it for a while. A value object on
/// times given.
class PageCycler {
public:
    /// So long nothing turns after the operator did something.
    static constexpr std::chrono::seconds rest{20};

    /// 0: never.
    void setPeriod(std::chrono::seconds period, base::Mono now) {
        m_period = period;
        m_turned = now;
    }
    [[nodiscard]] std::chrono::seconds period() const { return m_period; }
    void touch(base::Mono now) { m_touched = now; }
    /// A page was turned, by whomever.
    void turned(base::Mono now) { m_turned = now; }
    [[nodiscard]] bool isResting(base::Mono now) const {
        return m_touched && now - *m_touched < std::max(rest, m_period);
    }
    [[nodiscard]] bool isDue(base::Mono now) const {
        return m_period.count() > 0 && !isResting(now) && now - m_turned >= m_period;
    }

private:
    std::chrono::seconds m_period{0};
    base::Mono m_turned{};
    std::optional<base::Mono> m_touched;
};

} // namespace vigie::ui::wall
