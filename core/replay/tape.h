// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "core/engine/witness.h"
#include "core/record/recorder.h"

namespace vigie::replay {

/// The engine's witness that records: facts as they are taken, verdicts as they are made, frames,
/// books and outlines at their times. On the engine's thread; packing of anything large is left to
/// a thread of its own ("tape"), order is kept.
class Tape final : public engine::Witness {
public:
    /// `recorder` must outlive it.
    explicit Tape(record::Recorder& recorder);
    ~Tape() override;
    Tape(const Tape&) = delete;
    Tape& operator=(const Tape&) = delete;

    [[nodiscard]] std::uint64_t firstOrder() override;
    void onBegin(std::uint64_t order, const engine::BeginState& state,
                 const base::Timestamp& at) override;
    void onInput(std::uint64_t order, const engine::JournalInput& input) override;
    void onEntry(std::uint64_t order, const journal::Entry& entry,
                 const base::Timestamp& at) override;
    void onSnapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot) override;

    /// Facts and verdicts that found no room on the way to the tape's thread (each stretch of them
    /// is marked by a Gap); what the recorder loses it counts itself.
    [[nodiscard]] std::uint64_t lost() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace vigie::replay
