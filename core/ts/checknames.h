// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/ts/analyzer.h"

namespace vigie::ts {

/// An old form of TR 101 290 that V1.4.1 keeps beside the ones that replaced it. It is offered as a
/// name for those, not as a check of its own: an input never has two answers to one question.
struct CheckAlias {
    /// "3.6".
    std::string_view number;
    /// "EIT_error".
    std::string_view name;
    /// What replaced it; Check::Count fills up.
    std::array<Check, 3> parts;
};
/// By number.
[[nodiscard]] std::span<const CheckAlias> checkAliases();

/// The checks that a number ("1.3.a", "es.stopped") or the number of an old form ("1.3") stands
/// for, in their order; empty for any other text.
[[nodiscard]] std::vector<Check> checksNamed(std::string_view number);

/// What an old form says: the counts together, the worst state, the first and the last of all.
/// Disabled parts say nothing, as long as one is not.
[[nodiscard]] CheckResult resultOf(const CheckAlias& alias, const Analyzer& analyzer);

} // namespace vigie::ts
