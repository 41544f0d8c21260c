// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/engine/witness.h"
#include "core/record/item.h"
#include "core/replay/outliner.h"

namespace vigie::replay {

/// Says what of an engine is recorded, and when: every fact and entry as it comes, frames, books
/// and outlines at their times, which are those of the recording's clock. Owned by whoever is the
/// one thread that calls it.
class Scribe {
public:
    using Emit = std::function<void(record::Item)>;
    explicit Scribe(Emit emit);

    void begin(std::uint64_t order, const engine::BeginState& state, const base::Timestamp& at);
    void input(std::uint64_t order, const engine::JournalInput& input);
    void entry(std::uint64_t order, const journal::Entry& entry, const base::Timestamp& at);
    /// May come as often as it likes.
    void snapshot(std::uint64_t order, const engine::SnapshotPtr& snapshot);
    void gap(std::uint64_t order, std::string sentence);

private:
    void writeFrame(engine::SnapshotPtr shown);
    void put(std::uint64_t order, record::NoteKind kind, std::string bytes);

    Emit m_emit;
    Outliner m_outliner;
    std::uint64_t m_order = 0;
    /// Of the newest fact: verdicts carry it.
    base::Timestamp m_at{};
    bool m_isNew = true;
    bool m_wantsBook = true;
    base::Utc m_bookAt{};
    base::Utc m_frameAt{};
    base::Utc m_outlineAt{};
    std::vector<std::uint32_t> m_shown;
    /// Changed too soon after a frame: written once its second is over. Null: nothing waits.
    engine::SnapshotPtr m_late;
};

/// When an input was taken.
[[nodiscard]] base::Timestamp timeOf(const engine::JournalInput& input);

} // namespace vigie::replay
