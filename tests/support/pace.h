// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace vigie::testing {

/// The pace of a test's own sender, or between two tries of a loop that has a condition and a
/// limit. Never a way to wait for something: for that there are QTRY_* and QTest::qWaitFor.
inline void pace(std::chrono::milliseconds between) {
    std::mutex mutex;
    std::condition_variable never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, between, [] { return false; });
}

} // namespace vigie::testing
