// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/alarm/rule.h"
#include "core/config/yaml.h"

/// One rule of a rules file (docs/alarms.md). Faults go to the document's errors.
namespace vigie::config {

/// What a file and its maps may hold; resources/rules/rules.schema.json lists the same.
inline constexpr std::array<std::string_view, 5> rulesFileKeys{"version", "defaults", "include",
                                                               "disable", "rules"};
inline constexpr std::array<std::string_view, 20> ruleKeys{
    "id",     "extends",      "fault", "on",     "metric",      "measure",   "window",
    "target", "at_least",     "where", "unless", "on_air_only", "latched",   "enabled",
    "unit",   "unknown_hold", "name",  "do",     "link",        "severities"};
inline constexpr std::array<std::string_view, 8> whereKeys{
    "regions", "feeds", "sports", "nodes", "inputs", "kinds", "transports", "importance"};
inline constexpr std::array<std::string_view, 4> severityKeys{"warning", "minor", "major",
                                                              "critical"};
inline constexpr std::array<std::string_view, 6> stepKeys{"above", "below", "clear",
                                                          "is",    "after", "hold"};
inline constexpr std::array<std::string_view, 2> textKeys{"en", "fr"};

/// Lays what the file says over `rule`, which holds what it inherits; `hasBase` tells whether it
/// inherits anything.
void readRule(const Value& value, alarm::Rule& rule, bool hasBase);

/// What can only be judged once a rule is whole: limits against each other, measure against metric.
void checkRule(const Value& value, const alarm::Rule& rule);

} // namespace vigie::config
