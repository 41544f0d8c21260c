// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/journal/journal.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// The time that an alarm was present, for shading charts.
struct AlarmSpan {
    std::uint64_t alarmId = 0;
    std::size_t side = 0;
    base::Utc from{};
    /// Began before what is known: `from` is only where that begins.
    bool isOpenBefore = false;
    /// Absent: still present.
    std::optional<base::Utc> to;
    engine::Severity severity = engine::Severity::None;
    std::string ruleId;
    std::optional<double> value;
    /// 0: none.
    std::uint64_t incidentId = 0;
    bool operator==(const AlarmSpan&) const = default;
};

/// Which of the twins a subject is about: its path, the input that carries it, its node. Nothing:
/// neither.
[[nodiscard]] std::optional<std::size_t> sideOf(const Twins& twins, const alarm::Subject& subject);

/// What the book and the journal (records in any order, `from` on) say of the twins' alarms, oldest
/// first. Only what was annunciated.
[[nodiscard]] std::vector<AlarmSpan> alarmSpans(const engine::Snapshot& snapshot,
                                                const std::vector<alarm::Record>& records,
                                                const Twins& twins, base::Utc from);
/// "▲ major · Continuity errors · ◆ satellite · 18:03:20 – 18:03:43 (00:00:23)".
[[nodiscard]] QString spanText(const engine::Snapshot& snapshot, const AlarmSpan& span,
                               const Twins& twins);
/// The signal that the span's rule reads, as in charts; empty where the rule is gone.
[[nodiscard]] std::string signalOf(const engine::Snapshot& snapshot, const AlarmSpan& span);

} // namespace vigie::ui::inspector
