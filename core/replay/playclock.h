// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "core/base/time.h"

namespace vigie::replay {

/// Where a playhead is: a stretch of the recording's time, a place in it, and how fast it goes on.
/// `now` is of any clock that never steps, and never goes back. Values only.
class PlayClock {
public:
    using Now = std::chrono::steady_clock::time_point;
    static constexpr double slowest = 0.1;
    static constexpr double fastest = 100;

    /// What there is; the place is moved into it. True when that moved it.
    bool setRange(base::Utc from, base::Utc to, Now now);
    /// Clamped to what there is.
    void seek(base::Utc at, Now now);
    /// Clamped; 0 or less: stands.
    void play(double speed, Now now);

    [[nodiscard]] base::Utc at(Now now) const;
    [[nodiscard]] bool isAtEnd(Now now) const { return at(now) >= m_to; }
    [[nodiscard]] double speed() const { return m_speed; }
    [[nodiscard]] base::Utc from() const { return m_from; }
    [[nodiscard]] base::Utc to() const { return m_to; }

private:
    base::Utc m_from{};
    base::Utc m_to{};
    base::Utc m_at{}; // at m_since
    Now m_since{};
    double m_speed = 0;
};

} // namespace vigie::replay
