// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>

#include "core/engine/snapshot.h"

/// Sentences. Nodes and the engine send meaning; only here does it become words, in the user's
/// language.
namespace vigie::ui::theme {

/// For strips and badges, in capitals: "BLACK", "CC 41/s", "Es/N0 margin −0.3 dB".
[[nodiscard]] QString faultStripText(engine::FaultKind kind, std::optional<double> value);
/// For lists: "black picture", "continuity errors 41/s".
[[nodiscard]] QString faultText(engine::FaultKind kind, std::optional<double> value);
/// All faults of a path now in one strip, worst first, with the time of the worst:
/// "CC 41/s · Es/N0 6.1 dB 00:00:12"; empty without faults.
[[nodiscard]] QString faultsStripText(const std::vector<engine::Fault>& faults, base::Utc now);
/// "005 Swimming · Underwater"; the id where there is no name.
[[nodiscard]] QString feedTitle(std::uint32_t number, const std::string& name,
                                const std::string& id);
[[nodiscard]] QString feedTitle(const engine::Snapshot& snapshot, const std::string& feedId);
[[nodiscard]] QString regionName(const engine::Snapshot& snapshot, const std::string& regionId);
/// The node's name; its id, or its endpoint, where it has none.
[[nodiscard]] QString nodeName(const engine::NodeStatus& node);
[[nodiscard]] QString nodeName(const engine::Snapshot& snapshot, const std::string& nodeId);
/// The alarm's incident in one line: "014 Sailing · Drone ◆ São Paulo — continuity errors 41/s".
[[nodiscard]] QString alarmText(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm);
[[nodiscard]] QString alarmStateText(engine::AlarmState state);
[[nodiscard]] QString onAirReasonText(engine::OnAirReason reason);

} // namespace vigie::ui::theme
