// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/playclock.h"

#include <algorithm>

namespace vigie::replay {

base::Utc PlayClock::at(Now now) const {
    if (m_speed == 0 || now <= m_since) {
        return m_at;
    }
    // As seconds: a day at a hundred times does not overflow, and a playhead needs no nanoseconds.
    const double gone = std::chrono::duration<double>(now - m_since).count() * m_speed;
    const double left = std::chrono::duration<double>(m_to - m_at).count();
    return gone >= left ? m_to
                        : m_at + std::chrono::duration_cast<base::Nanoseconds>(
                                     std::chrono::duration<double>(gone));
}

bool PlayClock::setRange(base::Utc from, base::Utc to, Now now) {
    const base::Utc before = at(now); // by the old end: what was reached there stays reached
    m_from = from;
    m_to = std::max(from, to);
    m_at = std::clamp(before, m_from, m_to);
    m_since = now;
    return m_at != before;
}

void PlayClock::seek(base::Utc at, Now now) {
    m_at = std::clamp(at, m_from, m_to);
    m_since = now;
}

void PlayClock::play(double speed, Now now) {
    m_at = at(now);
    m_since = now;
    m_speed = speed > 0 ? std::clamp(speed, slowest, fastest) : 0;
}

} // namespace vigie::replay
