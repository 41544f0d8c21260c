// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/marks.h"

#include <algorithm>
#include <cmath>

namespace vigie::health {
namespace {

constexpr std::size_t ringSize = 64;
constexpr std::int64_t spanNs = 10'000'000'000;

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

bool MarkRing::isCoarse() const {
    constexpr std::int64_t extension = 300;
    return std::all_of(m_marks.begin(), m_marks.end(),
                       [](const Mark& mark) { return mark.pcr % extension == 0; });
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

std::optional<Estimate> DelayEstimator::estimate(std::int64_t nowNs) const {
    if (m_count == 0) {
        return std::nullopt;
    }
    const std::int64_t newest = m_matches[(m_next + m_matches.size() - 1) % m_matches.size()].atNs;
    if (nowNs - newest > staleNs) {
        return std::nullopt;
    }
    std::vector<std::int64_t> delays;
    delays.reserve(m_count);
    for (std::size_t i = 0; i < m_count; ++i) {
        if (newest - m_matches[i].atNs <= spanNs && m_matches[i].atNs - newest <= spanNs) {
            delays.push_back(m_matches[i].delayNs);
        }
    }
    return estimateOf(delays);
}

bool DelayEstimator::isOutOfBounds(std::int64_t nowNs) const {
    return m_outOfBoundsAtNs && nowNs - *m_outOfBoundsAtNs <= staleNs;
}

Estimate estimateOf(std::vector<std::int64_t>& values) {
    std::sort(values.begin(), values.end());
    const std::size_t count = values.size();
    const double median =
        (static_cast<double>(values[count / 2]) + static_cast<double>(values[(count - 1) / 2])) / 2;
    std::vector<double> distances;
    distances.reserve(count);
    for (const std::int64_t value : values) {
        distances.push_back(std::abs(static_cast<double>(value) - median));
    }
    const auto place = static_cast<std::size_t>(std::ceil(0.8 * static_cast<double>(count))) - 1;
    const auto at = distances.begin() + static_cast<std::ptrdiff_t>(place);
    std::nth_element(distances.begin(), at, distances.end());
    return {median / 1e6, *at / 1e6};
}

} // namespace vigie::health
