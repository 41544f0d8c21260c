// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace vigie::alarm {

/// Worst last, so that std::max gives the worst.
enum class Severity : std::uint8_t { None, Warning, Minor, Major, Critical };

/// What is wrong with a path, an input or a node, in meaning; the screen words it.
enum class FaultKind : std::uint8_t {
    NoContact,
    NoData,
    ServiceMissing,
    SyncLoss,
    Continuity,
    Pat,
    Pmt,
    PidMissing,
    Loss,
    Black,
    Freeze,
    Silence,
    RfMargin,
    RfUnlocked,
    Latency,
    Other
};
inline constexpr std::size_t faultKinds = static_cast<std::size_t>(FaultKind::Other) + 1;

struct Fault {
    FaultKind kind = FaultKind::Other;
    Severity severity = Severity::None;
    base::Utc since{};
    /// The figure that goes with it (errors per second, dB, ms); absent where there is none.
    std::optional<double> value;
    bool operator==(const Fault&) const = default;
};

/// Active: present, nobody has seen it. Acknowledged: present, seen. Returned: gone, not yet seen.
enum class AlarmState : std::uint8_t { Active, Acknowledged, Returned };

} // namespace vigie::alarm
