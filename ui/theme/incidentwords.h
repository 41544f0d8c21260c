// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "core/alarm/evaluator.h"
#include "core/engine/snapshot.h"

/// Incidents, causes and evidence in words: one line for the list, sentences for the details.
namespace vigie::ui::theme {

/// "transponder", "cloud region", ...
[[nodiscard]] QString hopWord(alarm::HopType type);
/// "IS-20 T7 ◆", "Singapore ●", "005 Swimming · Underwater": the hop's name with the sign of the
/// world it belongs to, where it belongs to one.
[[nodiscard]] QString hopText(const engine::Snapshot& snapshot, const alarm::Hop& hop);
/// In the desk's language; English where there is no other.
[[nodiscard]] QString ruleText(const alarm::Text& text);
/// The rule's own name; its id where it has none or is not in force any more.
[[nodiscard]] QString ruleName(const engine::Snapshot& snapshot, const std::string& ruleId);
/// A figure in the unit that fits: "1.2 s" for 1200 ms, "18.94 Mb/s", "0.4 dB".
[[nodiscard]] QString quantityText(double value, const QString& unit);
/// What is wrong, with figure and limit: "RF margin 0.4 dB below 1.0 dB". `alarm` is the one that
/// speaks for the incident; null where it has left the book.
[[nodiscard]] QString incidentFaultText(const engine::Snapshot& snapshot,
                                        const alarm::Incident& incident,
                                        const engine::AlarmStatus* alarm);
/// The list's line: cause, what is wrong, and the evidence that carries it.
[[nodiscard]] QString incidentText(const engine::Snapshot& snapshot,
                                   const alarm::Incident& incident,
                                   const engine::AlarmStatus* alarm);
/// For the list: "14 feeds · 3 regions", or "2 deliveries lost" where it has come to that.
[[nodiscard]] QString incidentAffectsText(const alarm::Incident& incident);
/// All of it: "14 feeds · 3 regions · 2 deliveries lost".
[[nodiscard]] QString incidentExtentText(const alarm::Incident& incident);
/// One fact as a sentence. `of` is the hop that it speaks for or against.
[[nodiscard]] QString evidenceText(const engine::Snapshot& snapshot, const alarm::Evidence& fact,
                                   const alarm::Hop& of);
/// What is usual, with its numbers; empty while nothing is known of it.
[[nodiscard]] QString usualText(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm);
/// Why a rule does or does not hold, as sentences.
[[nodiscard]] QStringList explanationText(const engine::Snapshot& snapshot,
                                          const alarm::Explanation& explanation);
/// "MV" for "Marie Vidal"; a short single name as it is. For narrow columns.
[[nodiscard]] QString operatorShort(const std::string& name);
/// One alarm's state with what lies over it: "ACK MV", "SHELVED 09:12", "OUT OF SERVICE".
[[nodiscard]] QString alarmStateText(const engine::AlarmStatus& alarm);
/// A subject in words: "Mumbai · transponder-1".
[[nodiscard]] QString subjectText(const engine::Snapshot& snapshot, const alarm::Subject& subject);
/// "18:04", UTC.
[[nodiscard]] QString minuteText(base::Utc at);
/// "3 s", "2 min", "400 ms".
[[nodiscard]] QString spanText(base::Nanoseconds span);

} // namespace vigie::ui::theme
