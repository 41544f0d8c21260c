// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/csvexport.h"

namespace vigie::exchange {

/// The recording as MCAP, with the protobuf schemas of vigie.v1: topics "/NODE/description",
/// "/NODE/ticks" and "/NODE/events" with v1.NodeDescription, v1.Tick and v1.Event. Log time is when
/// the desk had it, publish time the node's own.
[[nodiscard]] base::Result<Exported> exportMcap(record::Recording& recording,
                                                const Selection& selection, std::ostream& out,
                                                const record::Progress& progress);

} // namespace vigie::exchange
