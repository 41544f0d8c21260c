// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/timeline/playheadlink.h"

namespace vigie::ui::timeline {

PlayheadLink::PlayheadLink(TimeMachine& first, TimeMachine& second, QObject* parent)
    : QObject(parent), m_first(&first), m_second(&second), m_leader(&first) {
    watch(first);
    watch(second);
    onMoved(first);
}

void PlayheadLink::watch(TimeMachine& one) {
    connect(&one, &TimeMachine::steered, this, [this, &one] { m_leader = &one; });
    connect(&one, &TimeMachine::moved, this, [this, &one] { onMoved(one); });
    connect(&one, &QObject::destroyed, this, &QObject::deleteLater);
}

TimeMachine* PlayheadLink::other(const TimeMachine& one) const {
    return m_first == &one ? m_second.data() : m_first.data();
}

void PlayheadLink::alignByClock() {
    m_offset = {};
    if (m_leader != nullptr) {
        onMoved(*m_leader);
    }
}

void PlayheadLink::alignHere() {
    if (m_first && m_second) {
        m_offset = m_second->at() - m_first->at();
    }
}

void PlayheadLink::onMoved(const TimeMachine& one) {
    // The present takes no recording along.
    if (&one != m_leader || !m_first || !m_second || one.place() == TimeMachine::Place::Live) {
        return;
    }
    const bool isFirst = m_first == &one;
    TimeMachine& follower = isFirst ? *m_second : *m_first;
    const base::Utc at = isFirst ? one.at() + m_offset : one.at() - m_offset;
    const double speed = one.playing();
    follower.follow(at, speed, speed > 0 ? mostDrift : base::Nanoseconds(0));
}

} // namespace vigie::ui::timeline
