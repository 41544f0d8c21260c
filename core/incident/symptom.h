// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/incident/faultclass.h"

namespace vigie::incident {

/// An alarm as the correlator sees it.
struct Symptom {
    /// Borrowed for one update.
    const alarm::Alarm* alarm = nullptr;
    Nature nature = Nature::Soft;
    /// All that the subject is about.
    std::vector<std::size_t> routes;
    /// Those of them that it speaks of: of an input with many programs maybe one.
    std::vector<std::size_t> touched;
    /// When it came to the correlator; alarms tell their beginning later than it was.
    base::Utc arrival{};
    /// When it joined its incident.
    base::Utc joined{};
    std::uint64_t incident = 0;
    /// A content fault that the origin shows too: only what lies before the split explains it.
    bool isBeforeSplit = false;
    /// Present, or so fresh that it speaks of now.
    bool isLive = true;
    /// It outlived this incident's cause.
    std::uint64_t outlived = 0;
};

} // namespace vigie::incident
