// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace vigie::transport {

/// A counter that goes on over reconnects although its source starts again at 0: a decrease, or an
/// announced restart, adds what had been reached before. One thread.
class CumulativeCounter {
public:
    std::uint64_t update(std::uint64_t current) {
        if (current < m_last) {
            restart();
        }
        m_last = current;
        return total();
    }
    void restart() {
        m_before += m_last;
        m_last = 0;
    }
    [[nodiscard]] std::uint64_t total() const { return m_before + m_last; }

private:
    std::uint64_t m_before = 0;
    std::uint64_t m_last = 0;
};

/// Waits between attempts: 0.2 s, doubling to 5 s. One thread.
class Backoff {
public:
    [[nodiscard]] std::chrono::milliseconds next() {
        const auto now = m_next;
        m_next = std::min(m_next * 2, longest);
        return now;
    }
    void reset() { m_next = shortest; }

private:
    static constexpr std::chrono::milliseconds shortest{200};
    static constexpr std::chrono::milliseconds longest{5000};
    std::chrono::milliseconds m_next = shortest;
};

} // namespace vigie::transport
