// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/judge.h"

#include <algorithm>

namespace vigie::health {
namespace {

/// A node's clock that goes back further than this was stepped; less is jitter around the second.
constexpr std::int64_t stepSeconds = 5;

std::size_t slotOf(std::int64_t second, std::int64_t slots) {
    return static_cast<std::size_t>(((second % slots) + slots) % slots);
}

} // namespace

void SecondJudge::settle(SecondVerdict verdict, std::int64_t repeat, const Settled& settled) {
    if (repeat <= 0) {
        return;
    }
    const auto packed = static_cast<std::uint8_t>(static_cast<unsigned>(verdict.verdict) |
                                                  (static_cast<unsigned>(verdict.causes) << 2));
    for (std::int64_t i = std::max<std::int64_t>(1, repeat - kept + 1); i <= repeat; ++i) {
        m_recent[slotOf(*m_last + i, kept)] = packed;
    }
    m_recentCount = static_cast<std::uint8_t>(std::min(kept, m_recentCount + repeat));
    *m_last += repeat;
    settled(*m_last, verdict, repeat);
}

void SecondJudge::observe(std::int64_t second, const SecondCounters& counters,
                          const Settled& settled) {
    if (!m_last) {
        m_last = second - 1;
    }
    if (second - 1 < *m_last - stepSeconds) {
        m_last = second - 1; // the clock went back: go on from here, keep what was counted
        m_recentCount = 0;
        m_baseline.reset();
    }
    if (!counters.judged || !counters.errored) {
        m_baseline.reset();
        return;
    }
    if (!m_baseline || *counters.judged < *m_baseline->judged ||
        *counters.errored < *m_baseline->errored) {
        m_baseline = counters;
        return;
    }
    const std::int64_t judged = *counters.judged - *m_baseline->judged;
    if (judged == 0) {
        return; // the verdict of the second comes with a later tick
    }
    const std::int64_t errored = *counters.errored - *m_baseline->errored;
    std::uint8_t causes = 0;
    for (std::size_t i = 0; i < counters.causes.size(); ++i) {
        const auto& before = m_baseline->causes[i];
        const auto& after = counters.causes[i];
        if (before && after && *after > *before) {
            causes = static_cast<std::uint8_t>(causes | (1u << i));
        }
    }
    m_baseline = counters;

    const std::int64_t open = std::max<std::int64_t>(0, second - 1 - *m_last);
    const std::int64_t counted = std::min(judged, open);
    const std::int64_t bad = std::min(errored, counted);
    settle({Verdict::Unknown, 0}, open - counted, settled);
    settle({Verdict::Good, 0}, counted - bad, settled);
    settle({Verdict::Errored, causes}, bad, settled);
}

void SecondJudge::settleUnknown(std::int64_t second, const Settled& settled) {
    if (m_last) {
        settle({Verdict::Unknown, 0}, second - *m_last, settled);
    }
}

std::optional<SecondVerdict> SecondJudge::verdict(std::int64_t second) const {
    if (!m_last || second > *m_last) {
        return std::nullopt;
    }
    if (*m_last - second >= m_recentCount) {
        return SecondVerdict{};
    }
    const std::uint8_t packed = m_recent[slotOf(second, kept)];
    return SecondVerdict{static_cast<Verdict>(packed & 3u), static_cast<std::uint8_t>(packed >> 2)};
}

} // namespace vigie::health
