// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/journal/store.h"

namespace vigie::journal {

/// An entry on its way to disk.
struct Pending {
    Entry entry;
    /// As of this entry.
    Counters counters;
    std::function<void()> durable;
};

/// Entries that wait, in order, at most `bound`. What comes beyond is folded into one entry without
/// records: the newest form of each alarm and incident, so that the state on disk is right again
/// once writing goes on. Its size is bounded by the book's. Not thread-safe: the journal locks.
class Backlog {
public:
    Backlog(std::size_t bound, const Counters& restored) : m_bound(bound), m_counters(restored) {}

    /// False when it was folded.
    bool push(Entry entry, std::function<void()> durable);
    /// The oldest ones, at most `most`; when none is left, what was folded. They still count
    /// against the bound until done().
    [[nodiscard]] std::vector<Pending> take(std::size_t most);
    void done(std::size_t count) { m_inHand -= count; }

    [[nodiscard]] bool isEmpty() const { return m_queue.empty() && !m_folded; }
    /// How many entries were folded since the start.
    [[nodiscard]] std::uint64_t folded() const { return m_foldedCount; }

private:
    struct Folded {
        /// Alarms and incidents above these were never on disk.
        Counters before;
        std::map<std::uint64_t, alarm::Alarm> alarms;
        std::set<std::uint64_t> closed;
        std::map<std::uint64_t, alarm::Incident> incidents;
        std::set<std::uint64_t> closedIncidents;
        alarm::Commit rest;
    };
    void fold(Entry entry);
    [[nodiscard]] Pending unfold();

    std::size_t m_bound;
    std::deque<Pending> m_queue;
    std::size_t m_inHand = 0;
    std::optional<Folded> m_folded;
    std::uint64_t m_foldedCount = 0;
    Counters m_counters;
};

} // namespace vigie::journal
