// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/ts/absencetimer.h"
#include "core/ts/analyzer.h"

namespace vigie::ts {

class CheckBook;

/// The checks about one video or audio PID that a PMT refers to: 1.6, 2.5, EsStopped, PtsStopped.
/// The owner reports payload once per batch, PTS as they come, and polls by the clock.
class StreamMonitor {
public:
    /// `watchPts` false where still pictures are announced.
    StreamMonitor(const Profile& profile, std::uint16_t pid, bool watchPts);

    /// A packet of the PID was there / brought payload.
    void packetSeen(base::Timestamp now, CheckBook& book);
    void payloadSeen(base::Timestamp now, CheckBook& book);
    void ptsSeen(std::uint64_t pts, base::Timestamp now, CheckBook& book);
    /// Payload that cannot be read: nothing can be said of its time stamps.
    void scrambledSeen(base::Timestamp now, CheckBook& book);
    /// Another time base begins: time stamps before and after do not compare.
    void newTimeBase() { m_highest.reset(); }
    void poll(base::Timestamp now, CheckBook& book);
    /// Ends what holds, forgets what was seen, begins to count anew at `now`.
    void restart(base::Timestamp now, CheckBook& book);
    /// Ends what holds; nothing is judged until restart().
    void stop(base::Timestamp now, CheckBook& book);

private:
    void pollFreeze(base::Timestamp now, CheckBook& book);

    const Profile& m_profile;
    const std::uint16_t m_pid;
    const bool m_watchPts;
    AbsenceTimer m_absence;
    AbsenceTimer m_stopped;
    AbsenceTimer m_ptsAbsence;
    /// The latest moment shown so far: pictures are coded out of order.
    std::optional<std::uint64_t> m_highest;
    std::optional<std::uint64_t> m_lastPts;
    base::Mono m_lastPtsChange{};
    base::Mono m_lastPayload{};
    bool m_isFrozen = false;
};

} // namespace vigie::ts
