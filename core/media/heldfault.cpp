// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/heldfault.h"

namespace vigie::media {

void HeldFault::observe(bool holds, base::Timestamp at, base::Nanoseconds after, int minimumCount,
                        base::Nanoseconds lasts) {
    if (!holds) {
        m_presence = Presence::Clear;
        m_from.reset();
        m_count = 0;
        return;
    }
    if (!m_from) {
        m_from = at;
    }
    ++m_count;
    if (m_count >= minimumCount && at.mono - m_from->mono + lasts >= after) {
        m_presence = Presence::Present;
    }
}

std::optional<base::Utc> HeldFault::since() const {
    return m_presence == Presence::Present && m_from ? std::optional(m_from->utc) : std::nullopt;
}

base::Nanoseconds HeldFault::heldFor(base::Mono now) const {
    return m_from ? now - m_from->mono : base::Nanoseconds{0};
}

} // namespace vigie::media
