// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/media/videowatch.h"

#include <chrono>

namespace vigie::media {
namespace {

constexpr std::chrono::seconds kComing{2}; // what came within this is still coming
constexpr int kFailedKeys = 2;

} // namespace

void VideoWatch::onUnit(base::Timestamp arrival) {
    m_lastUnit = arrival.mono;
}

void VideoWatch::onHandedOver(base::Timestamp arrival) {
    ++m_failed;
    if (!m_since) {
        m_since = arrival;
    }
}

void VideoWatch::onPicture(base::Timestamp arrival) {
    m_since = arrival;
    m_failed = 0;
    m_hasPicture = true;
    m_presence = Presence::Clear;
}

void VideoWatch::advance(base::Mono now, bool isSparse, bool isBehind) {
    const bool isVideoComing = m_lastUnit && now - *m_lastUnit <= kComing;
    const bool isSoundComing = m_lastSound && now - *m_lastSound <= kComing;
    if (!m_lastUnit || (!isVideoComing && !isSoundComing)) {
        reset();
        return;
    }
    if (isBehind || !m_since || now - m_since->mono < m_limit) {
        return;
    }
    const bool hasStopped = now - *m_lastUnit >= m_limit;
    const bool hasFailed = m_failed >= (isSparse ? kFailedKeys : 1);
    if (hasStopped || hasFailed) {
        m_presence = Presence::Present;
    }
}

void VideoWatch::reset() {
    *this = VideoWatch(m_limit);
}

std::optional<base::Utc> VideoWatch::since() const {
    return m_presence == Presence::Present && m_since ? std::optional(m_since->utc) : std::nullopt;
}

bool VideoWatch::isSuspicious(base::Mono now) const {
    return m_presence == Presence::Present ||
           (m_since && m_failed > 0 && now - m_since->mono >= std::chrono::seconds(1) &&
            m_lastUnit && now - *m_lastUnit <= kComing && !m_hasPicture);
}

} // namespace vigie::media
