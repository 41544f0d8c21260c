// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDateTime>
#include <QString>

#include "core/base/time.h"
#include "core/engine/snapshot.h"

/// Figures as people read them: the decimal sign of the look's language, clocks in the look's zone.
/// What is not known is shown as "—", never as 0. GUI thread.
namespace vigie::ui::theme {

/// While one lives, figures and clocks are those of files: a point, no groups, UTC. For exports
/// that take what a model shows. May be nested.
class InvariantFigures {
public:
    InvariantFigures();
    ~InvariantFigures();
    InvariantFigures(const InvariantFigures&) = delete;
    InvariantFigures& operator=(const InvariantFigures&) = delete;
};

/// "—".
[[nodiscard]] QString unknownFigure();
/// 99.98 without a sign. Rounded down, so that 100.00 means that nothing was errored.
[[nodiscard]] QString percentFigure(std::optional<double> percent, int decimals = 2);
/// The same with its sign, as the language sets it: "99.98 %".
[[nodiscard]] QString percentText(std::optional<double> percent, int decimals = 2);
/// Rounded to nearest, for shares: "69.0".
[[nodiscard]] QString shareFigure(std::optional<double> percent, int decimals = 1);
/// Milliseconds as seconds: "0.61".
[[nodiscard]] QString secondsFigure(std::optional<double> milliseconds, int decimals = 2);
/// bit/s as Mb/s: "18.94".
[[nodiscard]] QString megabitsFigure(std::optional<double> bitsPerSecond, int decimals = 2);
/// In the unit that fits: "18.94 Mb/s", "12.3 kb/s", "376 b/s".
[[nodiscard]] QString bitrateText(std::optional<double> bitsPerSecond);
/// The same for narrow columns whose title names the unit: "18.94 M", "12.3 k", "376".
[[nodiscard]] QString shortBitrate(std::optional<double> bitsPerSecond);
[[nodiscard]] QString figure(std::optional<double> value, int decimals);
/// With so many digits that count, and no more than needed: "0.25", "17".
[[nodiscard]] QString numberText(double value, int significant = 6);
/// Groups of three, by a narrow space: "10 999".
[[nodiscard]] QString grouped(qint64 value);
/// An error ratio over many decades: "2.1e-6"; "0" for none at all.
[[nodiscard]] QString ratioFigure(std::optional<double> value);
/// "00:01:31"; hours grow past 24. Negative counts as none.
[[nodiscard]] QString durationText(base::Nanoseconds duration);
/// "18:04:12", in the look's zone.
[[nodiscard]] QString clockText(base::Utc at);
/// "18:04:12 UTC", "20:04:12 CEST".
[[nodiscard]] QString clockZoneText(base::Utc at);
/// "2026-07-26 18:04:12 UTC", in the look's zone.
[[nodiscard]] QString dateTimeText(base::Utc at);
/// The same in UTC, whatever the look: for files, reports, and what goes outward.
[[nodiscard]] QString utcDateTimeText(base::Utc at);
/// "UTC", or what the machine's zone is called then; without a moment: now.
[[nodiscard]] QString zoneName(base::Utc at);
[[nodiscard]] QString zoneName();
/// UTC, for files and exports.
[[nodiscard]] QDateTime toDateTime(base::Utc at);
/// In the look's zone, for the screen.
[[nodiscard]] QDateTime toShownDateTime(base::Utc at);
/// What an edit of a time must be set to, so that it speaks of the look's zone.
[[nodiscard]] Qt::TimeSpec timeSpec();
/// Rounded up, for it is a promise: "4"; never less than 1.
[[nodiscard]] QString uncertaintyFigure(std::optional<double> milliseconds);
/// "PCR", "PTS", "pictures"; empty for none.
[[nodiscard]] QString methodWord(engine::LatencyMethod method);
/// The same as a sentence's end: "by equal PCRs".
[[nodiscard]] QString methodText(engine::LatencyMethod method);
/// "0.61 s ± 4 ms [PCR]", or why it is not known.
[[nodiscard]] QString latencyText(const engine::Latency& latency);
/// "cloud 12 · satellite 4 · fibre 0 · none 1".
[[nodiscard]] QString shareText(const engine::ShareCount& count);
/// Percentage of `part`; nothing where the total is 0.
[[nodiscard]] std::optional<double> percentOf(double part, double total);

} // namespace vigie::ui::theme
