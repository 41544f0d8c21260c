// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/signatures.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

namespace vigie::health {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t spanNs = 60 * second;
constexpr std::size_t mostMarks = 600;
/// Ticks of two nodes may reach the desk this far apart.
constexpr std::int64_t wireNs = 2 * second;
constexpr std::size_t enough = 3;
/// What is this much less alike than the best is another picture.
constexpr int clearlyLess = 4;
/// Two of these apart, pictures no longer count as one moment.
constexpr double agreementSamplings = 1.5;

} // namespace

int differentBits(std::uint64_t a, std::uint64_t b) {
    return std::popcount(a ^ b);
}

bool SignatureRing::add(SignatureMark mark) {
    if (!m_marks.empty()) {
        const std::int64_t pause = mark.utcNs - m_marks.back().utcNs;
        if (pause < -second) {
            m_marks.clear();
        } else if (pause <= 0) {
            return false;
        } else if (pause > spanNs) {
            m_runSinceNs = mark.utcNs;
        }
    }
    if (m_marks.empty()) {
        m_runSinceNs = mark.utcNs;
    }
    m_marks.push_back(mark);
    while (m_marks.size() > mostMarks || mark.utcNs - m_marks.front().utcNs > spanNs) {
        m_marks.pop_front();
    }
    return true;
}

bool SignatureRing::isStale(std::int64_t nowNs) const {
    return m_marks.empty() || nowNs - m_marks.back().utcNs > spanNs;
}

void SignatureMatcher::look(const SignatureRing& from, std::int64_t samplingNs,
                            const SignatureMark& mark) {
    const auto distanceTo = [this, &mark](const SignatureMark& other) -> std::optional<int> {
        const std::int64_t delay = mark.utcNs - other.utcNs;
        return delay >= m_least && delay <= m_most
                   ? std::optional(differentBits(mark.bits, other.bits))
                   : std::nullopt;
    };
    const SignatureMark* best = nullptr;
    int bestDistance = alikeBits + 1;
    for (const SignatureMark& other : from.marks()) {
        const auto distance = distanceTo(other);
        if (distance && *distance < bestDistance) {
            best = &other;
            bestDistance = *distance;
        }
    }
    if (best == nullptr) {
        m_unmatched.push_back(mark.utcNs);
        return;
    }
    // Its neighbors may look like it; the same look elsewhere in time proves nothing.
    for (const SignatureMark& other : from.marks()) {
        const auto distance = distanceTo(other);
        if (distance && *distance <= bestDistance + clearlyLess &&
            std::abs(other.utcNs - best->utcNs) > samplingNs) {
            m_ambiguous.push_back(mark.utcNs);
            return;
        }
    }
    m_matches.push_back({mark.utcNs, mark.utcNs - best->utcNs});
}

void SignatureMatcher::forget(std::int64_t nowNs) {
    // From when the newest could be judged, not from now: what waits has not failed.
    const std::int64_t judgedUpTo = nowNs - wireNs - std::max<std::int64_t>(0, -m_least);
    const auto isOld = [judgedUpTo](std::int64_t at) { return judgedUpTo - at > spanNs; };
    while (!m_matches.empty() && isOld(m_matches.front().atNs)) {
        m_matches.pop_front();
    }
    for (auto* times : {&m_unmatched, &m_ambiguous}) {
        while (!times->empty() && isOld(times->front())) {
            times->pop_front();
        }
    }
}

void SignatureMatcher::advance(const SignatureRing& from, const SignatureRing& to,
                               std::int64_t samplingNs, std::int64_t nowNs) {
    if (m_doneNs && !to.marks().empty() && *m_doneNs > to.marks().back().utcNs) {
        *this = SignatureMatcher(m_least, m_most); // the clock was stepped back
    }
    for (const SignatureMark& mark : to.marks()) {
        if (m_doneNs && mark.utcNs <= *m_doneNs) {
            continue;
        }
        if (mark.utcNs - m_least + wireNs > nowNs) {
            break; // its match may still come
        }
        m_doneNs = mark.utcNs;
        look(from, samplingNs, mark);
    }
    forget(nowNs);
}

std::optional<Estimate> SignatureMatcher::estimate(std::int64_t samplingNs) const {
    if (m_matches.size() < enough) {
        return std::nullopt;
    }
    std::vector<std::int64_t> delays;
    delays.reserve(m_matches.size());
    for (const Match& match : m_matches) {
        delays.push_back(match.delayNs);
    }
    Estimate estimate = estimateOf(delays);
    const double samplingMs = static_cast<double>(samplingNs) / 1e6;
    const double tolerance = std::max(agreementSamplings * samplingMs, 50.0);
    const auto agreeing = std::count_if(delays.begin(), delays.end(), [&](std::int64_t delay) {
        return std::abs(static_cast<double>(delay) / 1e6 - estimate.ms) <= tolerance;
    });
    if (static_cast<std::size_t>(agreeing) < std::max(enough, (delays.size() * 2 + 2) / 3)) {
        return std::nullopt;
    }
    estimate.spreadMs += samplingMs;
    return estimate;
}

} // namespace vigie::health
