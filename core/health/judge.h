// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>

#include "core/health/window.h"

namespace vigie::health {

/// Why a second was errored, as a bit set.
enum Cause : std::uint8_t {
    CauseNoData = 1,
    CauseTs = 2,
    CauseLoss = 4,
    CauseBlack = 8,
    CauseFreeze = 16,
    CauseSilence = 32
};

struct SecondVerdict {
    Verdict verdict = Verdict::Unknown;
    std::uint8_t causes = 0;
    bool operator==(const SecondVerdict&) const = default;
};

/// A path's cumulative es.* counters as one tick carries them; absent where the node does not know.
struct SecondCounters {
    std::optional<std::int64_t> judged;
    std::optional<std::int64_t> errored;
    /// In the order of Cause's bits.
    std::array<std::optional<std::int64_t>, 6> causes;
};

/// Turns one path's cumulative counters into one verdict per UTC second of its node. Growth by n in
/// a tick of second b judges the seconds b-n .. b-1; where n > 1 (a slow desk was sent conflated
/// ticks) the errored ones are taken to be the newest. Seconds that no growth covers are unknown.
/// A counter that is smaller than before begins a new baseline. Not thread-safe; never fails.
class SecondJudge {
public:
    /// Told of each second exactly once, in order; `repeat` seconds of the same verdict end at
    /// `last`.
    using Settled = std::function<void(std::int64_t last, SecondVerdict, std::int64_t repeat)>;

    void observe(std::int64_t second, const SecondCounters& counters, const Settled& settled);
    /// Contact was lost or the node started anew: what the counters do meanwhile is not known.
    void interrupt() { m_baseline.reset(); }
    /// Nothing more is expected of the seconds up to `second`: those without a verdict are unknown.
    void settleUnknown(std::int64_t second, const Settled& settled);

    /// The last second that has a verdict; nothing before the first tick.
    [[nodiscard]] std::optional<std::int64_t> lastSettled() const { return m_last; }
    /// Nothing while the second is not settled; unknown for one that is 64 s older than the newest.
    [[nodiscard]] std::optional<SecondVerdict> verdict(std::int64_t second) const;

private:
    static constexpr std::int64_t kept = 64;
    void settle(SecondVerdict verdict, std::int64_t repeat, const Settled& settled);

    std::optional<SecondCounters> m_baseline;
    std::optional<std::int64_t> m_last;
    std::array<std::uint8_t, kept> m_recent{}; // verdict in bits 0-1, causes above
    std::uint8_t m_recentCount = 0;
};

} // namespace vigie::health
