// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <ostream>
#include <vector>

#include "core/exchange/selection.h"

namespace vigie::exchange {

/// What an export was.
struct Exported {
    /// Rows, messages or samples.
    std::uint64_t count = 0;
    /// What of the recording could not be read and is missing.
    std::vector<record::Damage> damages;
};

/// The samples as CSV (RFC 4180): time, node, subject, metric, unit, value; one line each. Time is
/// the node's own, ISO 8601; subject as in charts ("" for the node, "input/pid" for a PID); a state
/// is its word. Where a sample becomes unknown, one line has no value.
[[nodiscard]] base::Result<Exported> exportCsv(record::Recording& recording,
                                               const Selection& selection, std::ostream& out,
                                               const record::Progress& progress);

} // namespace vigie::exchange
