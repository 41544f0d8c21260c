// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>

#include "core/base/time.h"

namespace vigie::media {

/// How busy a pool's workers are, and who may have more of them: promotions to full decoding are
/// granted one at a time, so that each shows in the load before the next, and none while the
/// workers are busier than `kHigh` or a queue ran over within 5 s; above `kOverloaded` promoted
/// paths are asked back one at a time. Runs on the host's clock. Thread-safe.
class PoolLoad {
public:
    static constexpr double kHigh = 0.75;
    static constexpr double kOverloaded = 0.9;

    explicit PoolLoad(int workers) : m_workers(workers) {}
    /// Often: the workers' busy time since the beginning, all together.
    void observe(base::Nanoseconds busy, base::Mono now);
    void noteOverflow(base::Mono now);
    [[nodiscard]] bool tryPromote(base::Mono now);
    [[nodiscard]] bool mustYield(base::Mono now);
    /// Of the last second or two; nothing in the first.
    [[nodiscard]] std::optional<double> load() const;

private:
    [[nodiscard]] bool hadOverflow(base::Mono now) const;

    const int m_workers;
    mutable std::mutex m_mutex; // guards all below
    std::optional<base::Mono> m_windowAt;
    base::Nanoseconds m_windowBusy{0};
    std::optional<double> m_load;
    std::optional<base::Mono> m_overflowAt;
    std::optional<base::Mono> m_promotedAt;
    std::optional<base::Mono> m_yieldedAt;
};

} // namespace vigie::media
