// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/csvexport.h"

namespace vigie::exchange {

/// The newest sample of each series at the end of the selection (what a scrape at that moment would
/// have given), as OpenMetrics 1.0 text with timestamps. Names: "vigie_", the metric's key with
/// underscores, its unit. Times are seconds. `selection.from`: only samples that are not older.
[[nodiscard]] base::Result<Exported>
exportOpenMetrics(record::Recording& recording, const Selection& selection, std::ostream& out);

} // namespace vigie::exchange
