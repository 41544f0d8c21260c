// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/absencetimer.h"

#include "core/ts/checkbook.h"

namespace vigie::ts {

void AbsenceTimer::arm(base::Timestamp now) {
    if (!m_isArmed) {
        m_isArmed = true;
        m_last = now.mono;
    }
}

void AbsenceTimer::disarm(base::Timestamp now, CheckBook& book) {
    if (m_isRaised) {
        m_isRaised = false;
        book.end(m_check, now, m_pid);
    }
    m_isArmed = false;
}

void AbsenceTimer::seen(base::Timestamp now, CheckBook& book) {
    poll(now, book);
    if (m_isRaised) {
        m_isRaised = false;
        book.end(m_check, now, m_pid);
    }
    m_isArmed = true;
    m_last = now.mono;
}

void AbsenceTimer::poll(base::Timestamp now, CheckBook& book) {
    if (!m_isArmed) {
        return;
    }
    book.measured(m_check);
    if (!m_isRaised && now.mono - m_last > m_limit) {
        m_isRaised = true;
        book.begin(m_check, now, m_pid);
    }
}

} // namespace vigie::ts
