// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/analysis/report.h"

namespace vigie::analysis {

/// Why a check is neither Ok nor Error, in words for people; empty for the two. Needs the services
/// of the report.
[[nodiscard]] std::string reasonOf(const CheckReport& check, const Report& report);

} // namespace vigie::analysis
