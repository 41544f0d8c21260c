// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/analysis/report.h"

namespace vigie::analysis {

/// Why a check is neither Ok nor Error, in words for people; empty for the two. Needs the services
/// of the report.
[[nodiscard]] std::string reasonOf(const CheckReport& check, const Report& report);

/// Whether a check looks at intervals: without a clock it can find faults of another kind (a wrong
/// table), but never say that all is well.
[[nodiscard]] bool needsTime(ts::Check check);

} // namespace vigie::analysis
