// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/engine/snapshot.h"

/// The alarms' screens: what is wrong, one line per cause, and what operators do about it.
namespace vigie::ui::alarms {

/// What a line says of its alarms taken together, the most urgent first.
enum class LineState : std::uint8_t {
    Unacknowledged,
    /// Gone, and nobody has seen it.
    Returned,
    Acknowledged,
    Latched,
    Shelved,
    OutOfService,
    Suppressed,
    /// Nothing of it is in the book any more.
    Over
};

/// One incident with its alarms, in the snapshot's order; or an alarm that belongs to none.
/// Points into the snapshot that it was made of.
struct Line {
    /// Null: the one alarm stands for itself.
    const alarm::Incident* incident = nullptr;
    std::vector<const engine::AlarmStatus*> alarms;
    /// The alarm that speaks for it; null when it has no alarm left.
    const engine::AlarmStatus* speaker = nullptr;
    LineState state = LineState::Over;
    /// Of what is shown and heard; of all where all of it is hidden.
    engine::Severity severity = engine::Severity::None;
    /// Shown and heard, present or not seen.
    std::uint32_t annunciated = 0;
    std::uint32_t unacknowledged = 0;
    std::uint32_t present = 0;

    [[nodiscard]] base::Utc since() const;
    /// It asks something of an operator, now.
    [[nodiscard]] bool isOpen() const { return annunciated > 0; }
};

/// Every incident of the snapshot in its order, then the alarms without one. One pass.
[[nodiscard]] std::vector<Line> linesOf(const engine::Snapshot& snapshot);
/// The same of a few alarms: of a group, or of one.
void summarize(Line& line);
/// Open lines by severity, indexed by engine::Severity.
[[nodiscard]] std::array<int, 5> openLines(const std::vector<Line>& lines);
/// "UNACK", "ACK MV", "SHELVED 09:12".
[[nodiscard]] QString stateText(const Line& line);
/// The line's words: of the incident, or of the alarm.
[[nodiscard]] QString lineText(const engine::Snapshot& snapshot, const Line& line);
/// The feed and region to open for it; empty where it concerns none.
struct Place {
    std::string feedId;
    std::string regionId;
};
[[nodiscard]] Place placeOf(const engine::Snapshot& snapshot, const Line& line);
/// The fault as several lines that can be read out or sent: what, where, since when, evidence,
/// children.
[[nodiscard]] QString faultReport(const engine::Snapshot& snapshot, const Line& line);

} // namespace vigie::ui::alarms
