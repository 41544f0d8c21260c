// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include "core/alarm/performance.h"

/// How well the alarms serve the operator, held against the targets of EEMUA 191 and ISA-18.2.
/// Pure: figures in, words out.
namespace vigie::ui::alarms {

enum class Judgement : std::uint8_t {
    /// The target is met.
    Met,
    /// Beyond it, but within what the standards call manageable.
    Tolerable,
    Missed,
    /// Too little was counted to say.
    NotKnown,
    /// The standards set no target.
    NoTarget
};
/// "met", "tolerable", "missed", ...
[[nodiscard]] QString judgementText(Judgement judgement);

struct HealthFigure {
    QString name;
    /// "—" where it is not known.
    QString value;
    QString target;
    Judgement judgement = Judgement::NotKnown;
    /// What it means, and what a supervisor can do about the rules.
    QString meaning;
};

/// Under this many alarms parts of all alarms say nothing: one alarm is always a hundred percent.
inline constexpr std::uint32_t leastForParts = 50;

/// In the order of the page.
[[nodiscard]] std::vector<HealthFigure> healthFigures(const alarm::Performance& performance);

/// Low (warning, minor), medium (major), high (critical), as percentages of all that were raised;
/// nothing before anything was.
struct Priorities {
    double low = 0;
    double medium = 0;
    double high = 0;
};
[[nodiscard]] std::optional<Priorities> prioritiesOf(const alarm::Performance& performance);
inline constexpr Priorities targetPriorities{80, 15, 5};

} // namespace vigie::ui::alarms
