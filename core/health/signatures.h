// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/health/marks.h"

namespace vigie::health {

/// Signatures of one picture that went through different coders differ by at most this many of
/// their 64 bits; those of unlike pictures by far more. See docs/words.md, "Latency and skew".
inline constexpr int alikeBits = 10;

/// A picture's signature and the UTC at which the picture had arrived.
struct SignatureMark {
    std::uint64_t bits = 0;
    std::int64_t utcNs = 0;
};

[[nodiscard]] int differentBits(std::uint64_t a, std::uint64_t b);

/// The signatures of a path's last 40 s, ten a second at most. Not thread-safe; never fails.
class SignatureRing {
public:
    /// False for one that is not newer than the newest. A clock that was stepped back begins anew.
    bool add(SignatureMark mark);
    [[nodiscard]] const std::deque<SignatureMark>& marks() const { return m_marks; }
    [[nodiscard]] bool isStale(std::int64_t nowNs) const {
        return m_marks.empty() || nowNs - m_marks.back().utcNs > staleNs;
    }
    /// Since when signatures come without a long pause; only where there are some.
    [[nodiscard]] std::int64_t runSinceNs() const { return m_runSinceNs; }
    /// The usual time from one to the next; 0 with fewer than two.
    [[nodiscard]] std::int64_t periodNs() const;
    /// Whether the last 10 s of them (at least five) show one and the same picture.
    [[nodiscard]] bool isStill() const;

private:
    std::deque<SignatureMark> m_marks; // oldest first
    std::int64_t m_runSinceNs = 0;
};

/// The delay between two places by alike pictures: each signature of the one is looked for in the
/// other's; it counts when the best match is alike and nothing nearly as alike lies elsewhere in
/// time. Of the matches of the last 30 s the median counts, where most agree with it. Not
/// thread-safe; never fails.
class SignatureMatcher {
public:
    /// Delays looked for; at most 30 s apart.
    SignatureMatcher(std::int64_t leastNs, std::int64_t mostNs)
        : m_least(leastNs), m_most(mostNs) {}

    /// Looks at what is new in `to` and whose every possible match has come at `from`.
    void advance(const SignatureRing& from, const SignatureRing& to);
    /// With the sampling of both sides in its spread. Nothing while fewer than five agree.
    [[nodiscard]] std::optional<Estimate>
    estimate(const SignatureRing& from, const SignatureRing& to, std::int64_t nowNs) const;
    /// How the newest 30 s went, for the words: nothing alike; alike in several places.
    [[nodiscard]] std::size_t matched() const { return m_matches.size(); }
    [[nodiscard]] std::size_t unmatched() const { return m_unmatched.size(); }
    [[nodiscard]] std::size_t ambiguous() const { return m_ambiguous.size(); }

private:
    struct Match {
        std::int64_t atNs = 0;
        std::int64_t delayNs = 0;
    };
    void look(const SignatureRing& from, std::int64_t neighborhoodNs, const SignatureMark& mark);
    void forget(std::int64_t nowNs);

    std::int64_t m_least;
    std::int64_t m_most;
    std::optional<std::int64_t> m_doneNs; // of the newest signature of `to` that was looked at
    std::deque<Match> m_matches;
    std::deque<std::int64_t> m_unmatched; // when
    std::deque<std::int64_t> m_ambiguous; // when
};

} // namespace vigie::health
