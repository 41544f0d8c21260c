// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/metric.h"

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
    /// Skew between the twins.
    Skew,
    /// Too many errored seconds in a window; the figure is their number or percentage.
    ErroredSeconds,
    /// Away from what is usual for it at this time of day; the figure is how many spreads.
    Departure,
    /// RF margin falls: the figure is the seconds until the threshold.
    RfForecast,
    /// What is normally measured is not any more.
    MissingData,
    /// A rule of the site with a name of its own.
    Other
};
inline constexpr std::size_t faultKinds = static_cast<std::size_t>(FaultKind::Other) + 1;

struct Fault {
    FaultKind kind = FaultKind::Other;
    Severity severity = Severity::None;
    base::Utc since{};
    /// The figure that goes with it (errors per second, dB, ms); absent where there is none.
    std::optional<double> value;
    /// Which rule says so.
    std::string ruleId;
    bool operator==(const Fault&) const = default;
};

/// What an alarm is about: a node (id empty), or an input or path of it.
struct Subject {
    model::Scope scope = model::Scope::Node;
    std::string nodeId;
    std::string id;
    auto operator<=>(const Subject&) const = default;
};

} // namespace vigie::alarm
