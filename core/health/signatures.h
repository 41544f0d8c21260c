// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/health/marks.h"

namespace vigie::health {

/// Signatures of one picture that went through different coders differ by at most this many of
/// their 64 bits; those of unlike pictures by far more. The same figure as
/// media::kSamePictureDistance, which the engine must not know; docs/words.md, "Latency and skew".
inline constexpr int alikeBits = 8;

/// A telling picture (one unlike the picture before it: the first after a cut) and the UTC at which
/// it had arrived.
struct SignatureMark {
    std::uint64_t bits = 0;
    std::int64_t utcNs = 0;
};

[[nodiscard]] int differentBits(std::uint64_t a, std::uint64_t b);

/// The telling pictures of a path's last minute, ten a second at most. Not thread-safe; never
/// fails.
class SignatureRing {
public:
    /// False for one that is not newer than the newest. A clock that was stepped back begins anew.
    bool add(SignatureMark mark);
    [[nodiscard]] const std::deque<SignatureMark>& marks() const { return m_marks; }
    /// Whether none came within the last minute.
    [[nodiscard]] bool isStale(std::int64_t nowNs) const;
    /// Since when they come without a minute's pause; only where there are some.
    [[nodiscard]] std::int64_t runSinceNs() const { return m_runSinceNs; }

private:
    std::deque<SignatureMark> m_marks; // oldest first
    std::int64_t m_runSinceNs = 0;
};

/// The delay between two places by alike pictures: each telling picture of the one is looked for
/// among the other's; it counts when the best match is alike and nothing nearly as alike lies
/// elsewhere in time. Of the matches of the last minute the median counts, where at least three and
/// most of them agree. Not thread-safe; never fails.
class SignatureMatcher {
public:
    /// Delays looked for; at most 30 s apart.
    SignatureMatcher(std::int64_t leastNs, std::int64_t mostNs)
        : m_least(leastNs), m_most(mostNs) {}

    /// Looks at what is new in `to` and whose every possible match should have come by now.
    /// `samplingNs`: the time between two pictures that are looked at, of the coarser side.
    void advance(const SignatureRing& from, const SignatureRing& to, std::int64_t samplingNs,
                 std::int64_t nowNs);
    /// With the sampling in its spread. As of the last advance().
    [[nodiscard]] std::optional<Estimate> estimate(std::int64_t samplingNs) const;
    /// How the last minute went, for the words: nothing alike; alike in several places.
    [[nodiscard]] std::size_t matched() const { return m_matches.size(); }
    [[nodiscard]] std::size_t unmatched() const { return m_unmatched.size(); }
    [[nodiscard]] std::size_t ambiguous() const { return m_ambiguous.size(); }

private:
    struct Match {
        std::int64_t atNs = 0;
        std::int64_t delayNs = 0;
    };
    void look(const SignatureRing& from, std::int64_t samplingNs, const SignatureMark& mark);
    void forget(std::int64_t nowNs);

    std::int64_t m_least;
    std::int64_t m_most;
    std::optional<std::int64_t> m_doneNs; // of the newest signature of `to` that was looked at
    std::deque<Match> m_matches;
    std::deque<std::int64_t> m_unmatched; // when
    std::deque<std::int64_t> m_ambiguous; // when
};

} // namespace vigie::health
