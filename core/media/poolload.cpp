// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/poolload.h"

#include <chrono>

namespace vigie::media {
namespace {

constexpr std::chrono::seconds kWindow{1};
constexpr std::chrono::seconds kOverflowCounts{5};
constexpr std::chrono::milliseconds kBetweenPromotions{100};
constexpr std::chrono::milliseconds kBetweenYields{500};

} // namespace

void PoolLoad::observe(base::Nanoseconds busy, base::Mono now) {
    const std::lock_guard lock(m_mutex);
    if (!m_windowAt) {
        m_windowAt = now;
        m_windowBusy = busy;
        return;
    }
    const auto elapsed = now - *m_windowAt;
    if (elapsed < kWindow) {
        return;
    }
    m_load = static_cast<double>((busy - m_windowBusy).count()) /
             (static_cast<double>(elapsed.count()) * m_workers);
    m_windowAt = now;
    m_windowBusy = busy;
}

void PoolLoad::noteOverflow(base::Mono now) {
    const std::lock_guard lock(m_mutex);
    m_overflowAt = now;
}

bool PoolLoad::hadOverflow(base::Mono now) const {
    return m_overflowAt && now - *m_overflowAt < kOverflowCounts;
}

bool PoolLoad::tryPromote(base::Mono now) {
    const std::lock_guard lock(m_mutex);
    if (m_load.value_or(0) > kHigh || hadOverflow(now) ||
        (m_promotedAt && now - *m_promotedAt < kBetweenPromotions)) {
        return false;
    }
    m_promotedAt = now;
    return true;
}

bool PoolLoad::mustYield(base::Mono now) {
    const std::lock_guard lock(m_mutex);
    const bool isOverloaded = m_load.value_or(0) > kOverloaded || hadOverflow(now);
    if (!isOverloaded || (m_yieldedAt && now - *m_yieldedAt < kBetweenYields)) {
        return false;
    }
    m_yieldedAt = now;
    return true;
}

std::optional<double> PoolLoad::load() const {
    const std::lock_guard lock(m_mutex);
    return m_load;
}

} // namespace vigie::media
