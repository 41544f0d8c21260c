// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/signatures.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace vigie::health {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t keptNs = 40 * second;
constexpr std::size_t mostMarks = 512;
constexpr std::int64_t stillNs = 10 * second;
/// Coding noise of one still picture.
constexpr int stillBits = 3;
constexpr std::size_t enough = 5;
/// What is this much less alike than the best is another picture.
constexpr int clearlyLess = 4;
constexpr std::int64_t spanNs = 30 * second;

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
        } else if (pause > staleNs) {
            m_runSinceNs = mark.utcNs;
        }
    }
    if (m_marks.empty()) {
        m_runSinceNs = mark.utcNs;
    }
    m_marks.push_back(mark);
    while (m_marks.size() > mostMarks || mark.utcNs - m_marks.front().utcNs > keptNs) {
        m_marks.pop_front();
    }
    return true;
}

std::int64_t SignatureRing::periodNs() const {
    if (m_marks.size() < 2) {
        return 0;
    }
    std::vector<std::int64_t> pauses;
    pauses.reserve(m_marks.size() - 1);
    for (std::size_t i = 1; i < m_marks.size(); ++i) {
        pauses.push_back(m_marks[i].utcNs - m_marks[i - 1].utcNs);
    }
    const auto middle = pauses.begin() + static_cast<std::ptrdiff_t>(pauses.size() / 2);
    std::nth_element(pauses.begin(), middle, pauses.end());
    return *middle;
}

bool SignatureRing::isStill() const {
    if (m_marks.empty()) {
        return false;
    }
    const SignatureMark& newest = m_marks.back();
    std::size_t seen = 0;
    for (auto it = m_marks.rbegin(); it != m_marks.rend() && newest.utcNs - it->utcNs <= stillNs;
         ++it) {
        if (differentBits(it->bits, newest.bits) > stillBits) {
            return false;
        }
        ++seen;
    }
    return seen >= enough;
}

void SignatureMatcher::look(const SignatureRing& from, std::int64_t neighborhoodNs,
                            const SignatureMark& mark) {
    const auto isPossible = [this, &mark](const SignatureMark& other) {
        const std::int64_t delay = mark.utcNs - other.utcNs;
        return delay >= m_least && delay <= m_most;
    };
    int best = alikeBits + 1;
    for (const SignatureMark& other : from.marks()) {
        if (isPossible(other)) {
            best = std::min(best, differentBits(mark.bits, other.bits));
        }
    }
    if (best > alikeBits) {
        m_unmatched.push_back(mark.utcNs);
        return;
    }
    // Neighbors of the right picture look like it; the same look elsewhere in time proves nothing.
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t sum = 0;
    std::int64_t count = 0;
    bool isFirst = true;
    for (const SignatureMark& other : from.marks()) {
        const int distance =
            isPossible(other) ? differentBits(mark.bits, other.bits) : alikeBits * 2;
        if (distance > best + clearlyLess) {
            continue;
        }
        first = isFirst ? other.utcNs : first;
        last = other.utcNs;
        isFirst = false;
        if (distance == best) {
            sum += mark.utcNs - other.utcNs;
            ++count;
        }
    }
    if (last - first > neighborhoodNs) {
        m_ambiguous.push_back(mark.utcNs);
        return;
    }
    m_matches.push_back({mark.utcNs, sum / count});
}

void SignatureMatcher::forget(std::int64_t nowNs) {
    const auto isOld = [nowNs](std::int64_t at) { return nowNs - at > spanNs; };
    while (!m_matches.empty() && isOld(m_matches.front().atNs)) {
        m_matches.pop_front();
    }
    for (auto* times : {&m_unmatched, &m_ambiguous}) {
        while (!times->empty() && isOld(times->front())) {
            times->pop_front();
        }
    }
}

void SignatureMatcher::advance(const SignatureRing& from, const SignatureRing& to) {
    if (from.marks().empty() || to.marks().empty()) {
        return;
    }
    if (m_doneNs && *m_doneNs > to.marks().back().utcNs) {
        *this = SignatureMatcher(m_least, m_most); // the clock was stepped back
    }
    const std::int64_t neighborhood = 2 * std::max(from.periodNs(), to.periodNs());
    const std::int64_t seenUpTo = from.marks().back().utcNs;
    const std::int64_t seenSince = std::max(from.runSinceNs(), from.marks().front().utcNs);
    for (const SignatureMark& mark : to.marks()) {
        if (m_doneNs && mark.utcNs <= *m_doneNs) {
            continue;
        }
        if (mark.utcNs - m_least > seenUpTo) {
            break; // its match may still come
        }
        m_doneNs = mark.utcNs;
        if (mark.utcNs - m_most >= seenSince) {
            look(from, neighborhood, mark);
        }
    }
    if (m_doneNs) {
        forget(*m_doneNs);
    }
}

std::optional<Estimate> SignatureMatcher::estimate(const SignatureRing& from,
                                                   const SignatureRing& to,
                                                   std::int64_t nowNs) const {
    if (m_matches.size() < enough || from.isStale(nowNs) || to.isStale(nowNs)) {
        return std::nullopt;
    }
    std::vector<std::int64_t> delays;
    delays.reserve(m_matches.size());
    for (const Match& match : m_matches) {
        delays.push_back(match.delayNs);
    }
    Estimate estimate = estimateOf(delays);
    const double periodMs = static_cast<double>(std::max(from.periodNs(), to.periodNs())) / 1e6;
    const auto agreeing = std::count_if(delays.begin(), delays.end(), [&](std::int64_t delay) {
        return std::abs(static_cast<double>(delay) / 1e6 - estimate.ms) <= 1.5 * periodMs;
    });
    if (static_cast<std::size_t>(agreeing) < std::max(enough, (delays.size() * 2 + 2) / 3)) {
        return std::nullopt;
    }
    estimate.spreadMs += periodMs;
    return estimate;
}

} // namespace vigie::health
