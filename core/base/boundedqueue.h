// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace vigie::base {

/// A queue between threads that never grows past its bound: a full queue refuses, and counts what
/// it refused, so that the producer decides what to lose. Any number of producers and consumers.
template <typename T> class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}
    BoundedQueue(const BoundedQueue&) = delete;
    BoundedQueue& operator=(const BoundedQueue&) = delete;

    /// False when full or closed; the item is then dropped and counted.
    bool tryPush(T item) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_isClosed || m_items.size() >= m_capacity) {
                ++m_refused;
                return false;
            }
            m_items.push_back(std::move(item));
        }
        m_ready.notify_one();
        return true;
    }

    /// The oldest item; nothing after `timeout` or once closed and drained.
    std::optional<T> pop(std::chrono::nanoseconds timeout) {
        std::unique_lock lock(m_mutex);
        m_ready.wait_for(lock, timeout, [this] { return m_isClosed || !m_items.empty(); });
        if (m_items.empty()) {
            return std::nullopt;
        }
        std::optional<T> item(std::move(m_items.front()));
        m_items.pop_front();
        return item;
    }

    /// Everything there is, at once; empty after `timeout` or once closed and drained.
    std::deque<T> drain(std::chrono::nanoseconds timeout) {
        std::unique_lock lock(m_mutex);
        m_ready.wait_for(lock, timeout, [this] { return m_isClosed || !m_items.empty(); });
        return std::exchange(m_items, {});
    }

    /// No further item is taken; waiters wake. Idempotent.
    void close() {
        {
            const std::lock_guard lock(m_mutex);
            m_isClosed = true;
        }
        m_ready.notify_all();
    }

    [[nodiscard]] bool isClosed() const {
        const std::lock_guard lock(m_mutex);
        return m_isClosed;
    }
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(m_mutex);
        return m_items.size();
    }
    /// How many items were refused since the start.
    [[nodiscard]] std::uint64_t refused() const {
        const std::lock_guard lock(m_mutex);
        return m_refused;
    }

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::condition_variable m_ready;
    std::deque<T> m_items;       // guarded by m_mutex
    std::uint64_t m_refused = 0; // guarded by m_mutex
    bool m_isClosed = false;     // guarded by m_mutex
};

} // namespace vigie::base
