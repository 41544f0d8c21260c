// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "core/incident/impact.h"
#include "core/incident/symptom.h"

namespace vigie::incident {

/// An open incident as the correlator works on it.
struct Case {
    alarm::Incident incident;
    Nature nature = Nature::Soft;
    /// Number of the cause's hop in the topology in force.
    std::optional<std::size_t> hop;
    base::Utc opened{};
    /// A child was acknowledged: somebody works by what was said.
    bool isSeen = false;
    /// What is present outlived the cause: nothing joins any more.
    bool isSpent = false;
    /// Since when nothing of the cause itself is present.
    std::optional<base::Utc> quietSince;
    std::set<std::uint64_t> members;
    /// The most that it ever had of each.
    std::uint32_t mostFeeds = 0;
    std::uint32_t mostPaths = 0;
    std::uint32_t mostRegions = 0;
    std::uint32_t mostDeliveriesLost = 0;
    /// The alarm that its words are taken from.
    std::uint64_t spokesman = 0;
};

/// An incident may be refined and merged for so long.
inline constexpr std::chrono::seconds youngTime{10};
/// What outlives its cause by this is one of its own.
inline constexpr std::chrono::seconds outliveTime{30};
/// What comes within this of the end of an incident still belongs to it.
inline constexpr std::chrono::seconds echoTime{10};

[[nodiscard]] inline bool isYoung(const Case& open, base::Utc at) {
    return !open.isSeen && !open.isSpent && at - open.opened < youngTime;
}

/// Brings words, severity, end and figures up to its children. `symptoms` are all of them.
void refresh(Case& open, const std::vector<const Symptom*>& symptoms, const Topology& topology,
             const std::vector<RouteState>& states, Impact& impact, base::Utc at);

/// Whether anything of the cause itself is still present among the children.
[[nodiscard]] bool isCausePresent(const Case& open, const std::vector<const Symptom*>& symptoms);

} // namespace vigie::incident
