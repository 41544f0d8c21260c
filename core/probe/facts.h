// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include "core/probe/inputworker.h"
#include "core/probe/tickbuilder.h"

namespace vigie::probe {

/// Writes an input's facts into the rows of a tick: row `input` of the inputs, rows from
/// `firstPath` of the paths and from `firstPid` of the PIDs.
void writeFacts(const InputFacts& facts, std::size_t input, std::size_t firstPath,
                std::size_t firstPid, TickBuilder& tick);

} // namespace vigie::probe
