// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/health/health.h"

namespace vigie::health {

/// A path that said nothing for this long has no marks any more.
inline constexpr std::int64_t staleNs = 15'000'000'000;
/// A path may lag by 60 s; only after that long without one equal mark was a clock re-stamped.
inline constexpr std::int64_t measuringNs = 65'000'000'000;

/// One time mark of a path: a raw PCR and the UTC at which it arrived.
struct Mark {
    std::int64_t pcr = 0;
    std::int64_t utcNs = 0;
};

/// The last 64 marks of a path. Not thread-safe; never fails.
class MarkRing {
public:
    /// False for the mark that is the newest already.
    bool add(Mark mark);
    /// When the newest mark of this very PCR arrived.
    [[nodiscard]] std::optional<std::int64_t> find(std::int64_t pcr) const;
    [[nodiscard]] bool isEmpty() const { return m_marks.empty(); }
    [[nodiscard]] bool isStale(std::int64_t nowNs) const {
        return isEmpty() || nowNs - newestUtcNs() > staleNs;
    }
    /// Only where not empty, as the two below.
    [[nodiscard]] const Mark& newest() const { return m_marks[m_newest]; }
    [[nodiscard]] std::int64_t newestUtcNs() const { return m_marks[m_newest].utcNs; }
    /// Since when marks come without a long pause.
    [[nodiscard]] std::int64_t runSinceNs() const { return m_runSinceNs; }
    /// Whether none of them uses the 27 MHz extension. A multiplexer that makes PCRs out of 90 kHz
    /// stamps puts them on a coarse grid: one that stamps anew, at another offset, hits the same
    /// values, and an equal one proves little.
    [[nodiscard]] bool isCoarse() const;

private:
    std::vector<Mark> m_marks; // grows to 64, then overwritten in turn
    std::size_t m_newest = 0;
    std::int64_t m_runSinceNs = 0;
};

/// A delay and how far the single matches lie from it.
struct Estimate {
    double ms = 0;
    /// Four of five matches lie within this of `ms`.
    double spreadMs = 0;
};

/// The delay between two places from pairs of equal marks: the median of those matched within 10 s
/// of the newest one. Not thread-safe; never fails.
class DelayEstimator {
public:
    DelayEstimator(std::int64_t leastNs, std::int64_t mostNs) : m_least(leastNs), m_most(mostNs) {}

    /// `atNs`: when the later of the two was seen. A delay out of bounds is only remembered as
    /// such.
    void add(std::int64_t atNs, std::int64_t delayNs);
    /// Nothing when the newest match is more than 15 s before `nowNs`.
    [[nodiscard]] std::optional<Estimate> estimate(std::int64_t nowNs) const;
    /// Whether equal marks were seen lately, but with an impossible delay.
    [[nodiscard]] bool isOutOfBounds(std::int64_t nowNs) const;

private:
    struct Match {
        std::int64_t atNs = 0;
        std::int64_t delayNs = 0;
    };
    std::int64_t m_least;
    std::int64_t m_most;
    std::array<Match, 16> m_matches{};
    std::size_t m_count = 0;
    std::size_t m_next = 0;
    std::optional<std::int64_t> m_outOfBoundsAtNs;
};

/// The median of `values`, which are put in order, and the distance from it within which four of
/// five of them lie. `values` is not empty.
[[nodiscard]] Estimate estimateOf(std::vector<std::int64_t>& values);

} // namespace vigie::health
