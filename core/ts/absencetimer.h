// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/time.h"
#include "core/ts/analyzer.h"

namespace vigie::ts {

class CheckBook;

/// "Absent for longer than": one subject of a status check. Counts from arm() or the last seen();
/// fires from poll(), which a clock drives, and from seen() where a gap went by between two polls.
/// Whoever drops an armed timer calls disarm() first, so that what began also ends.
class AbsenceTimer {
public:
    AbsenceTimer(Check check, base::Nanoseconds limit, std::optional<std::uint16_t> pid = {})
        : m_check(check), m_limit(limit), m_pid(pid) {}

    /// Begins to count, unless it already does.
    void arm(base::Timestamp now);
    void disarm(base::Timestamp now, CheckBook& book);
    /// The thing was there. Arms too.
    void seen(base::Timestamp now, CheckBook& book);
    void poll(base::Timestamp now, CheckBook& book);
    [[nodiscard]] bool isRaised() const { return m_isRaised; }
    [[nodiscard]] bool isArmed() const { return m_isArmed; }

private:
    Check m_check;
    base::Nanoseconds m_limit;
    std::optional<std::uint16_t> m_pid;
    base::Mono m_last{};
    bool m_isArmed = false;
    bool m_isRaised = false;
};

} // namespace vigie::ts
