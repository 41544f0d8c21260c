// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <optional>

#include "core/base/time.h"

namespace vigie::ui::inspector {

/// A stretch of time that charts share.
struct TimeRange {
    base::Utc from{};
    base::Utc to{};
    bool operator==(const TimeRange&) const = default;
};

/// Spans of time that charts offer, in minutes.
inline constexpr std::array<int, 3> offeredMinutes{5, 15, 60};

/// Which stretch charts show: a span that ends now (in the past: around the moment shown), or one
/// that the user chose. A value; no Qt.
class TimeView {
public:
    /// How long the stretch is while nobody chose another; follows again.
    void setSpan(std::chrono::seconds span);
    [[nodiscard]] std::chrono::seconds span() const { return m_span; }
    /// False while the user has zoomed or moved away.
    [[nodiscard]] bool isFollowing() const { return !m_fixed; }
    void follow() { m_fixed.reset(); }
    /// `now`: the moment that the desk shows.
    [[nodiscard]] TimeRange range(base::Utc now, bool isLive) const;
    /// `factor` > 1 shows more time, around `anchor`. A recording reaches further back (24 h) than
    /// what the desk has in memory (1 h).
    void zoom(double factor, base::Utc anchor, base::Utc now, bool isLive);
    void move(base::Nanoseconds by, base::Utc now, bool isLive);
    /// At least five seconds of it.
    void show(const TimeRange& range);

private:
    std::chrono::seconds m_span{300};
    std::optional<TimeRange> m_fixed;
};

} // namespace vigie::ui::inspector
