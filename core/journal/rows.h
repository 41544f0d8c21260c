// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alarm/alarm.h"
#include "core/sqlite/sqlite.h"

namespace vigie::journal {

/// Columns of a record, in the order of recordFrom().
inline constexpr const char* recordColumns =
    "sequence, at, kind, alarm, incident, action, operator, rule, scope, node, subject, feed, "
    "region, severity, state, value, bound, until, text, annunciated";

[[nodiscard]] alarm::Record recordFrom(sqlite::Statement& row);
[[nodiscard]] base::Result<void> insert(sqlite::Statement& into, const alarm::Record& record);

} // namespace vigie::journal
