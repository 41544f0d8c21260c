// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <variant>

#include "core/engine/witness.h"

namespace vigie::replay {

/// So many facts before this place were not taken.
struct LostWork {
    std::uint64_t count = 0;
};
struct BeginWork {
    std::shared_ptr<const engine::BeginState> state;
    base::Timestamp at{};
};
struct EntryWork {
    std::shared_ptr<const journal::Entry> entry;
    base::Timestamp at{};
};
/// What the engine's thread hands to the tape's: nothing in it is copied deeply but what is small.
struct Work {
    std::uint64_t order = 0;
    std::variant<engine::JournalInput, BeginWork, EntryWork, engine::SnapshotPtr, LostWork> what;
};

/// Between the engine and the tape: bounded in items and bytes. What does not fit is refused and
/// counted, and a mark stands where it would have been. One producer, one consumer.
class TapeQueue {
public:
    struct Bounds {
        std::size_t items = 50'000;
        /// As bytesOf() estimates them.
        std::size_t bytes = 128U << 20U;
    };
    explicit TapeQueue(Bounds bounds) : m_bounds(bounds) {}

    /// A fact or a verdict that is missed when it is lost. `isRare`: it has a quarter more room,
    /// so that a flood of ticks does not take descriptions and alarms along.
    bool push(Work work, bool isRare);
    /// Comes again: dropped without a word when there is no room.
    bool offer(Work work);
    /// All there is, in order; empty once closed and drained, or after `timeout`.
    [[nodiscard]] std::deque<Work> drain(std::chrono::nanoseconds timeout);
    /// Nothing more is taken.
    void close();
    [[nodiscard]] bool isClosed() const;
    [[nodiscard]] std::uint64_t lost() const;

private:
    [[nodiscard]] bool add(Work work, std::size_t bytes, bool isRare);

    const Bounds m_bounds;
    mutable std::mutex m_mutex; // guards all below
    std::condition_variable m_ready;
    std::deque<Work> m_work;
    std::size_t m_bytes = 0;
    std::uint64_t m_lost = 0;
    std::uint64_t m_lostUnmarked = 0;
    std::uint64_t m_lostOrder = 0; // of the newest that was lost
    bool m_isClosed = false;
};

/// About what a piece of work keeps in memory, without looking at more than its tables.
[[nodiscard]] std::size_t bytesOf(const Work& work);

} // namespace vigie::replay
