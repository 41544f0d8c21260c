// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/snapshot.h"

/// The steps of makeSnapshot() (fakeengine.h) that follow the faults of the paths.
namespace vigie::uitest {

/// One alarm for every fault of a path and every node without contact, and one that has returned.
/// Needs nodes, paths and regions.
void addAlarms(engine::Snapshot& out);

/// Every alarm under one incident: by node, by feed for what is black everywhere, by receiver
/// for what fades, and by region for what is late. Needs the alarms.
void addIncidents(engine::Snapshot& out, int feeds, int regions);

/// The rules that the alarms name.
void addRules(engine::Snapshot& out);

} // namespace vigie::uitest
