// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/time.h"

namespace vigie::media {

/// Work that must run in order and never on two threads at once: one tile's or one probe's units.
class Strand {
public:
    Strand() = default;
    virtual ~Strand() = default;
    Strand(const Strand&) = delete;
    Strand& operator=(const Strand&) = delete;

    /// Does one unit of work on a worker; true when there is more. Must not throw.
    [[nodiscard]] virtual bool runOne() = 0;

private:
    friend class StrandPool;
    enum class State : std::uint8_t { Idle, Queued, Running, RunningAgain };
    State m_state = State::Idle; // guarded by StrandPool::m_mutex
};

/// A fixed number of threads that take turns over any number of strands: one unit each, first come
/// first served, so that a busy strand cannot starve the others. Holds a reference to a strand only
/// while it has work. Thread-safe. Destruction waits for the units being worked on, then forgets
/// the rest.
class StrandPool {
public:
    /// Threads are named "<prefix>-0", ...; `workers` is held to 1 to 8.
    StrandPool(const std::string& prefix, int workers);
    ~StrandPool();
    StrandPool(const StrandPool&) = delete;
    StrandPool& operator=(const StrandPool&) = delete;

    /// The strand has work: it will run. Cheap when it is already waiting for its turn.
    void schedule(std::shared_ptr<Strand> strand);
    /// Ends the workers; later schedule() calls are ignored. Idempotent; not from a worker.
    void stop();
    /// How long the workers have worked since the beginning, all together.
    [[nodiscard]] base::Nanoseconds busy() const { return base::Nanoseconds(m_busyNs.load()); }

private:
    void work();

    std::atomic<std::int64_t> m_busyNs{0};
    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<std::shared_ptr<Strand>> m_runnable; // guarded by m_mutex; each strand at most once
    bool m_isStopping = false;                      // guarded by m_mutex
    std::vector<std::jthread> m_workers;
};

} // namespace vigie::media
