// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/alarm/incident.h"
#include "core/outward/outward.h"

/// What other people's systems read: stable names for programs, English for people.
namespace vigie::outward {

/// "webhook", "snmp", "alertmanager", "syslog".
[[nodiscard]] std::string_view nameOf(TargetKind kind);
/// "opened", "changed", "ended", "test".
[[nodiscard]] std::string_view nameOf(Notice::What what);
/// "none", "warning", "minor", "major", "critical".
[[nodiscard]] std::string_view nameOf(alarm::Severity severity);
/// "no_contact", "rf_margin", ...: never changes.
[[nodiscard]] std::string_view nameOf(alarm::FaultKind fault);
/// "transponder", "cloud_region", ...
[[nodiscard]] std::string_view nameOf(alarm::HopType type);
[[nodiscard]] std::string_view nameOf(model::Scope scope);

[[nodiscard]] std::optional<Notice::What> whatFrom(std::string_view name);
[[nodiscard]] std::optional<alarm::Severity> severityFrom(std::string_view name);
[[nodiscard]] std::optional<alarm::FaultKind> faultFrom(std::string_view name);

/// "RF margin low".
[[nodiscard]] std::string_view wordsOf(alarm::FaultKind fault);
/// The check of TR 101 290 that a kind of fault is by nature; empty: none, or several.
[[nodiscard]] std::string_view checkOf(alarm::FaultKind fault);
/// X.733's word for why: "lossOfSignal", "degradedSignal", ...
[[nodiscard]] std::string_view probableCauseOf(alarm::FaultKind fault);
/// 1.4 is 1040, 1.3.a is 1031, 3.10 is 3100: the test indexes of ETSI TS 102 032. 0 for no check.
[[nodiscard]] int testIndexOf(std::string_view check);
/// "0.4", "120", "3.2e-07".
[[nodiscard]] std::string figure(double value);
/// At most `most` bytes, cut between characters of UTF-8.
[[nodiscard]] std::string cut(std::string_view text, std::size_t most);

} // namespace vigie::outward
