// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace vigie::alarm {

/// Worst last, so that std::max gives the worst.
enum class Severity : std::uint8_t { None, Warning, Minor, Major, Critical };

/// What is wrong with a path, an input or a node, in meaning; the screen words it. At most 32.
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
    /// An elementary stream stands still while PCR and continuity are legal.
    EsStopped,
    /// Its time stamps do.
    PtsStopped,
    Pcr,
    /// Packets marked as damaged (TEI).
    Transport,
    Crc,
    /// Packets come and no picture does.
    NoVideo,
    SingleColor,
    ColorBars,
    ChromaLoss,
    Blockiness,
    ChannelLost,
    Phase,
    /// One of two legs gives nothing; the figure says which, 1 or 2.
    LegDown,
    /// Bit or packet errors that the receiver could not correct; the figure is their ratio.
    RfErrors,
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
