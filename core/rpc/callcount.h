// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace vigie::rpc {

/// How many client calls gRPC still holds, so that an end can wait for them. Thread-safe.
class CallCount {
public:
    void begin() {
        const std::lock_guard lock(m_mutex);
        ++m_count;
    }
    void end() {
        const std::lock_guard lock(m_mutex);
        --m_count;
        m_changed.notify_all();
    }
    /// False when some were still there after `timeout`.
    bool waitForNone(std::chrono::nanoseconds timeout) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, timeout, [this] { return m_count == 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_count = 0; // guarded by m_mutex
};

} // namespace vigie::rpc
