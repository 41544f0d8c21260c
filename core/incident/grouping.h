// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/incident/scoring.h"

namespace vigie::incident {

/// Symptoms that are taken to have one cause.
struct Group {
    /// Where they meet; absent where the topology does not know their subject.
    std::optional<std::size_t> hop;
    Nature nature = Nature::Soft;
    std::vector<Symptom*> symptoms;
};

/// Fills `touched` and `isBeforeSplit` of all from what they say together.
void relateSymptoms(const Topology& topology, const std::vector<RouteState>& states,
                    std::span<Symptom* const> all);

/// Divides symptoms by cause: again and again the hop that explains most of what is left. What no
/// hop explains is grouped by feed, or by its own input. Largest first; pure.
[[nodiscard]] std::vector<Group> group(Scoring& scoring, std::vector<Symptom*> symptoms);

} // namespace vigie::incident
