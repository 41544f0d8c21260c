// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/marks.h"

#include <algorithm>

namespace vigie::health {
namespace {

constexpr std::size_t ringSize = 64;
constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t spanNs = 10 * second;
constexpr std::int64_t staleNs = 15 * second;
/// A path may lag by 60 s; only after that long without one equal mark was the clock re-stamped.
constexpr std::int64_t measuringNs = 65 * second;

} // namespace

bool MarkRing::add(Mark mark) {
    if (!m_marks.empty()) {
        if (m_marks[m_newest].pcr == mark.pcr) {
            return false;
        }
        const std::int64_t pause = mark.utcNs - m_marks[m_newest].utcNs;
        if (pause > staleNs || pause < -staleNs) {
            m_runSinceNs = mark.utcNs;
        }
    } else {
        m_runSinceNs = mark.utcNs;
    }
    if (m_marks.size() < ringSize) {
        m_marks.push_back(mark);
        m_newest = m_marks.size() - 1;
    } else {
        m_newest = (m_newest + 1) % ringSize;
        m_marks[m_newest] = mark;
    }
    return true;
}

std::optional<std::int64_t> MarkRing::find(std::int64_t pcr) const {
    for (std::size_t back = 0; back < m_marks.size(); ++back) {
        const Mark& mark = m_marks[(m_newest + m_marks.size() - back) % m_marks.size()];
        if (mark.pcr == pcr) {
            return mark.utcNs;
        }
    }
    return std::nullopt;
}

void DelayEstimator::add(std::int64_t atNs, std::int64_t delayNs) {
    if (delayNs < m_least || delayNs > m_most) {
        m_outOfBoundsAtNs = atNs;
        return;
    }
    m_matches[m_next] = {atNs, delayNs};
    m_next = (m_next + 1) % m_matches.size();
    m_count = std::min(m_count + 1, m_matches.size());
}

std::optional<double> DelayEstimator::medianMs(std::int64_t nowNs) const {
    if (m_count == 0) {
        return std::nullopt;
    }
    const std::int64_t newest = m_matches[(m_next + m_matches.size() - 1) % m_matches.size()].atNs;
    if (nowNs - newest > staleNs) {
        return std::nullopt;
    }
    std::array<std::int64_t, 16> delays{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        if (newest - m_matches[i].atNs <= spanNs && m_matches[i].atNs - newest <= spanNs) {
            delays[count++] = m_matches[i].delayNs;
        }
    }
    const auto end = delays.begin() + static_cast<std::ptrdiff_t>(count);
    std::sort(delays.begin(), end);
    const double upper = static_cast<double>(delays[count / 2]);
    const double lower = static_cast<double>(delays[(count - 1) / 2]);
    return (lower + upper) / 2 / 1e6;
}

bool DelayEstimator::isOutOfBounds(std::int64_t nowNs) const {
    return m_outOfBoundsAtNs && nowNs - *m_outOfBoundsAtNs <= staleNs;
}

const char* whyUnknown(const MarkRing& from, const MarkRing& to, const DelayEstimator& estimator,
                       std::int64_t nowNs) {
    if (to.isEmpty() || nowNs - to.newestUtcNs() > staleNs) {
        return because::noMarks;
    }
    if (from.isEmpty() || nowNs - from.newestUtcNs() > staleNs) {
        return because::noOriginMarks;
    }
    if (estimator.isOutOfBounds(nowNs)) {
        return because::outOfBounds;
    }
    const bool isNew =
        nowNs - from.runSinceNs() < measuringNs || nowNs - to.runSinceNs() < measuringNs;
    return isNew ? because::measuring : because::restamped;
}

} // namespace vigie::health
