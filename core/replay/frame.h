// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/snapshot.h"

namespace vigie::replay {

/// What a snapshot shows of judgements: windows of health, latency, what is on air, share, regions.
/// Not in it: descriptions, newest samples, alarms and incidents (they are found by other notes).
[[nodiscard]] std::string packFrame(const engine::Snapshot& snapshot);
/// Fills paths (without samples and faults), deliveries, regions, world, share (without history),
/// nodes (contact only) and the small flags.
[[nodiscard]] base::Result<engine::Snapshot> readFrame(const std::string& bytes);

/// Alarms, incidents, overrides and the small flags of a snapshot, whole.
[[nodiscard]] std::string packBook(const engine::Snapshot& snapshot);
/// Into the same fields of `into`; the rest stays.
[[nodiscard]] base::Result<void> readBook(const std::string& bytes, engine::Snapshot& into);

} // namespace vigie::replay
