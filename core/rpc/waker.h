// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>

#include "core/base/time.h"

namespace vigie::rpc {

/// Wakes a thread that sleeps until a deadline. Thread-safe; a wake while nobody sleeps is kept.
class Waker {
public:
    void wake() {
        {
            const std::lock_guard lock(m_mutex);
            m_isWoken = true;
        }
        m_changed.notify_one();
    }
    void sleepUntil(base::Mono deadline) {
        std::unique_lock lock(m_mutex);
        m_changed.wait_until(lock, deadline, [this] { return m_isWoken; });
        m_isWoken = false;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isWoken = false; // guarded by m_mutex
};

} // namespace vigie::rpc
