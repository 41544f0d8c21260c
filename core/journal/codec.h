// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/alarm/incident.h"

/// State as JSON, exact in both directions (figures that are not finite come back as absent).
namespace vigie::journal {

[[nodiscard]] std::string toJson(const alarm::Alarm& alarm);
[[nodiscard]] std::string toJson(const alarm::Incident& incident);
[[nodiscard]] std::string toJson(const std::vector<alarm::Override>& overrides);

/// Nothing where the text is not what the functions above write.
[[nodiscard]] std::optional<alarm::Alarm> alarmFrom(const std::string& json);
[[nodiscard]] std::optional<alarm::Incident> incidentFrom(const std::string& json);
[[nodiscard]] std::optional<std::vector<alarm::Override>> overridesFrom(const std::string& json);

} // namespace vigie::journal
