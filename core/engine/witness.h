// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/engine/reducer.h"

namespace vigie::engine {

/// What a Reducer must be given to go on from a moment: not every detail of its state (delays that
/// run and open seconds begin anew, as after a restart of the desk).
struct BeginState {
    std::optional<model::Plan> plan;
    alarm::RuleSetPtr rules;
    std::optional<CarriedState> carried;
    std::optional<journal::Restored> restored;
    /// Of Baselines::save().
    std::string baselines;
};

/// Sees all that the engine takes and makes, in order; the recording is one. Called on the engine's
/// thread; returns at once.
class Witness {
public:
    virtual ~Witness() = default;
    /// The number that the first input gets. Called once, before anything else; may wait (10 s).
    [[nodiscard]] virtual std::uint64_t firstOrder() = 0;
    /// Before the first input, and every ten minutes: `order` is that of the input before it.
    virtual void onBegin(std::uint64_t order, const BeginState& state,
                         const base::Timestamp& at) = 0;
    virtual void onInput(std::uint64_t order, const JournalInput& input) = 0;
    /// What the input of that order did to alarms and incidents.
    virtual void onEntry(std::uint64_t order, const journal::Entry& entry,
                         const base::Timestamp& at) = 0;
    /// As published: at most EngineOptions::snapshotRateHz. Made of all inputs up to `order`.
    virtual void onSnapshot(std::uint64_t order, const SnapshotPtr& snapshot) = 0;
};

} // namespace vigie::engine
