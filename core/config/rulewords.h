// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/rule.h"
#include "core/model/metric.h"

/// The words that rules files and their reports use for what core/alarm keeps as values. They are
/// an interface: a word that has shipped stays.
namespace vigie::config {

/// Of a signal of alarm::signal or a metric of the catalogue, as rules see it; null where there is
/// none of that name, or where rules can not read it (PIDs).
[[nodiscard]] const model::MetricInfo* findSignal(std::string_view name);
/// All of them, for suggestions.
[[nodiscard]] std::span<const std::string_view> signalNames();

/// "continuity", "rf-margin".
[[nodiscard]] std::string_view faultWord(alarm::FaultKind kind);
[[nodiscard]] std::optional<alarm::FaultKind> faultFrom(std::string_view word);
[[nodiscard]] std::span<const std::string_view> faultWords();

/// "critical"; "none".
[[nodiscard]] std::string_view severityWord(alarm::Severity severity);
[[nodiscard]] std::optional<alarm::Severity> severityFrom(std::string_view word);

/// "value", "rate", "departure".
[[nodiscard]] std::string_view measureWord(alarm::Measure measure);
[[nodiscard]] std::optional<alarm::Measure> measureFrom(std::string_view word);

/// "node", "input", "path".
[[nodiscard]] std::string_view scopeWord(model::Scope scope);

/// The unit of what a rule compares, for people, where the file gives none.
[[nodiscard]] std::string unitOf(const model::MetricInfo& signal, alarm::Measure measure);

} // namespace vigie::config
