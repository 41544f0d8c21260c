// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace vigie::alarm {

/// How one counter grew: in the present and the last whole second, and within windows of seconds.
/// Growth counts in the second in which it was seen. A counter that is lost, goes back or is
/// interrupted begins anew; what it grew before stays in the windows. Seconds are whole ones of
/// UTC. Belongs to a Lane.
class CounterRow {
public:
    /// It has not changed in any sample up to that second: as if each had been observed.
    void restUntil(std::int64_t second);
    /// `longest`: the longest window that will be asked for, in seconds; 0: none.
    void observe(std::int64_t second, std::int64_t raw, std::int64_t longest);
    /// Not known, or another count.
    void lose();

    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    /// Whether the figures may change while the counter does not.
    [[nodiscard]] bool isMoving() const;
    /// The larger of the present and the last whole second.
    [[nodiscard]] std::int64_t perSecond() const { return m_now > m_last ? m_now : m_last; }

    struct Window {
        std::int64_t grown = 0;
        /// Seconds of the window in which growth would have been seen.
        std::int64_t known = 0;
    };
    /// The last `seconds` up to and with the one observed last.
    [[nodiscard]] Window window(std::int64_t seconds) const;

private:
    /// Even growth over [from, to).
    struct Run {
        std::int64_t from = 0;
        std::int64_t to = 0;
        std::int64_t grown = 0;
    };
    /// Seconds (after, to] were known.
    struct Span {
        std::int64_t after = 0;
        std::int64_t to = 0;
    };
    /// Only of counters that ever grew or were lost.
    struct History {
        std::vector<Run> runs;
        std::vector<Span> known;
    };
    /// More uneven seconds than this in a window, and the older half is kept more coarsely.
    static constexpr std::size_t maximumRuns = 1024;
    static constexpr std::size_t maximumSpans = 64;

    History& history();
    void grow(std::int64_t second, std::int64_t by);
    void forget(std::int64_t before);

    bool m_isKnown = false;
    std::int64_t m_previous = 0;
    std::int64_t m_before = 0; // at the begin of m_second
    std::int64_t m_second = 0; // observed last
    std::int64_t m_now = 0;
    std::int64_t m_last = 0;
    std::int64_t m_knownAfter = 0;
    std::unique_ptr<History> m_history;
};

} // namespace vigie::alarm
