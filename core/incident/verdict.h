// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

#include "core/incident/scoring.h"

namespace vigie::incident {

/// What is said of a group of symptoms: the cause with its evidence, the next best, and whether the
/// evidence carries it.
struct Verdict {
    alarm::Suspect cause;
    std::optional<alarm::Suspect> runnerUp;
    bool isNamed = false;
};
/// `cause` is a hop that the symptoms meet at. Pure.
[[nodiscard]] Verdict judge(Scoring& scoring, std::size_t hop, Nature nature,
                            std::span<const Symptom* const> symptoms);

/// The symptom that speaks for a cause: of its nature, present, worst, at the hop itself, first.
[[nodiscard]] const Symptom* spokesman(const Topology& topology, std::optional<std::size_t> hop,
                                       Nature nature, std::span<const Symptom* const> symptoms);

} // namespace vigie::incident
