// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/engine/snapshot.h"

/// The words of the journal, the figures and the shift report. Foreign text stays as it came: what
/// makes HTML of it escapes it.
namespace vigie::ui::alarms {

/// What the journal can be narrowed to.
enum class RecordGroup : std::uint8_t { Alarms, Operators, Incidents, Rules };
inline constexpr std::size_t recordGroups = 4;

[[nodiscard]] RecordGroup groupOf(alarm::RecordKind kind);
[[nodiscard]] QString groupText(RecordGroup group);
/// Every kind there is, in the order of the enumeration.
[[nodiscard]] const std::vector<alarm::RecordKind>& allRecordKinds();
/// "raised", "acknowledged", "handed over".
[[nodiscard]] QString recordText(alarm::RecordKind kind);

/// What it is about: "014 Sailing · Drone ◆ São Paulo sat", "São Paulo sat · transponder-1".
[[nodiscard]] QString subjectText(const engine::Snapshot& snapshot, const alarm::Subject& subject,
                                  const std::string& feedId);
/// "rf.margin — Link margin low (rules.yaml:12:5)" and, line by line, what each severity asks for,
/// what to do, and where it holds. Of every variant of the id. Plain text.
[[nodiscard]] QString ruleText(const alarm::RuleSet& rules, const std::string& ruleId);
[[nodiscard]] QString ruleUnit(const alarm::RuleSet& rules, const std::string& ruleId);
/// "-0.3 dB"; empty where there is none.
[[nodiscard]] QString valueText(std::optional<double> value, const QString& unit);

/// "2026-07-26 18:04:12.345 UTC".
[[nodiscard]] QString momentText(base::Utc at);

} // namespace vigie::ui::alarms
