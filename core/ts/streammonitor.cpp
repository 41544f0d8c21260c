// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/streammonitor.h"

#include "core/ts/checkbook.h"
#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

base::Nanoseconds fromPts(std::int64_t ticks) {
    return base::Nanoseconds{ticks * 100'000 / 9};
}

} // namespace

StreamMonitor::StreamMonitor(const Profile& profile, std::uint16_t pid, bool watchPts)
    : m_profile(profile), m_pid(pid), m_watchPts(watchPts),
      m_absence(Check::PidError, profile.pidAbsence, pid),
      m_stopped(Check::EsStopped, profile.esAbsence, pid),
      m_ptsAbsence(Check::PtsError, profile.ptsInterval + profile.arrivalTolerance, pid) {}

void StreamMonitor::packetSeen(base::Timestamp now, CheckBook& book) {
    m_absence.seen(now, book);
}

void StreamMonitor::payloadSeen(base::Timestamp now, CheckBook& book) {
    m_stopped.seen(now, book);
    m_lastPayload = now.mono;
}

void StreamMonitor::ptsSeen(std::uint64_t pts, base::Timestamp now, CheckBook& book) {
    if (!m_watchPts) {
        return;
    }
    pollFreeze(now, book);
    if (m_lastPts != pts) {
        m_lastPtsChange = now.mono;
        m_lastPts = pts;
        pollFreeze(now, book);
    }
    const bool wasAbsent = m_ptsAbsence.isRaised();
    m_ptsAbsence.seen(now, book);
    book.measured(Check::PtsError);
    if (!m_highest) {
        m_highest = pts;
        return;
    }
    const std::int64_t ticks = wrappedDifference(*m_highest, pts, ptsWrap);
    if (ticks > 0 || -fromPts(ticks) > m_profile.ptsInterval) {
        // Far behind is a jump, not a picture coded out of order: go on from there.
        m_highest = pts;
    }
    if (ticks > 0 && fromPts(ticks) > m_profile.ptsInterval && !wasAbsent) {
        book.raise(Check::PtsError, now, m_pid);
    }
}

void StreamMonitor::scrambledSeen(base::Timestamp now, CheckBook& book) {
    m_ptsAbsence.disarm(now, book);
    m_highest.reset();
    m_lastPts.reset();
    pollFreeze(now, book);
}

void StreamMonitor::pollFreeze(base::Timestamp now, CheckBook& book) {
    if (m_lastPts) {
        book.measured(Check::PtsStopped);
    }
    // Where no payload comes either, the stream has stopped, and that is another check.
    const bool isFrozen = m_lastPts && m_stopped.isArmed() && !m_stopped.isRaised() &&
                          now.mono - m_lastPtsChange > m_profile.ptsFreeze &&
                          m_lastPayload - m_lastPtsChange > m_profile.ptsFreeze;
    if (isFrozen == m_isFrozen) {
        return;
    }
    m_isFrozen = isFrozen;
    if (isFrozen) {
        book.begin(Check::PtsStopped, now, m_pid);
    } else {
        book.end(Check::PtsStopped, now, m_pid);
    }
}

void StreamMonitor::poll(base::Timestamp now, CheckBook& book) {
    m_absence.poll(now, book);
    m_stopped.poll(now, book);
    m_ptsAbsence.poll(now, book);
    pollFreeze(now, book);
}

void StreamMonitor::stop(base::Timestamp now, CheckBook& book) {
    m_absence.disarm(now, book);
    m_stopped.disarm(now, book);
    m_ptsAbsence.disarm(now, book);
    m_highest.reset();
    m_lastPts.reset();
    pollFreeze(now, book);
}

void StreamMonitor::restart(base::Timestamp now, CheckBook& book) {
    stop(now, book);
    // Referred to from now on: it has to appear. That it stops takes that it was there.
    m_absence.arm(now);
}

} // namespace vigie::ts
