// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/health/marks.h"

namespace vigie::health {

/// A coded picture that came first in a second of its own time stamps: its PTS, a hash of its
/// payload, and the UTC at which it had arrived.
struct PtsMark {
    std::int64_t pts = 0;
    std::int64_t hash = 0;
    std::int64_t utcNs = 0;
};

/// The last 64 such marks of a path. Not thread-safe; never fails.
class PtsRing {
public:
    /// False for the mark that is the newest already.
    bool add(PtsMark mark);
    /// The one mark of this payload. Nothing where there is none, or where several of different
    /// PTS have it (a picture that repeats itself is no mark).
    [[nodiscard]] std::optional<PtsMark> findOnly(std::int64_t hash) const;
    [[nodiscard]] bool isEmpty() const { return m_marks.empty(); }
    [[nodiscard]] bool isStale(std::int64_t nowNs) const {
        return isEmpty() || nowNs - newest().utcNs > staleNs;
    }
    /// Only where not empty.
    [[nodiscard]] const PtsMark& newest() const { return m_marks[m_newest]; }

private:
    std::vector<PtsMark> m_marks; // grows to 64, then overwritten in turn
    std::size_t m_newest = 0;
};

/// The delay between two places by equal payloads. Equal PTS counts at once; a PTS that was stamped
/// anew counts once the distance of both PTS has been the same for three matches in a row: then it
/// was one programme that ran by. Not thread-safe; never fails.
class PtsMatcher {
public:
    PtsMatcher(std::int64_t leastNs, std::int64_t mostNs) : m_delay(leastNs, mostNs) {}

    /// Both marks have the same payload; `delayNs`: arrival at the one minus arrival at the other.
    void add(std::int64_t atNs, std::int64_t delayNs, std::int64_t ptsDistance);
    [[nodiscard]] std::optional<Estimate> estimate(std::int64_t nowNs) const {
        return m_delay.estimate(nowNs);
    }
    [[nodiscard]] bool isOutOfBounds(std::int64_t nowNs) const {
        return m_delay.isOutOfBounds(nowNs);
    }

private:
    DelayEstimator m_delay;
    std::int64_t m_distance = 0; // 90 kHz, 33 bits
    int m_inARow = 0;
};

} // namespace vigie::health
