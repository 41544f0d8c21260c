// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "core/health/health.h"
#include "core/media/decodepool.h"
#include "ui/inspector/picturecompare.h"

namespace vigie::ui::inspector {

/// How two pictures were found to be of one moment.
enum class Pairing : unsigned char {
    /// Equal PTS, as far apart as the skew says.
    Pts,
    /// PTS were stamped anew: the best fit within what the skew leaves open.
    Skew
};

/// The pictures of one moment; a side without one has none.
struct TwinMoment {
    std::array<media::VideoFramePtr, 2> frames;
    [[nodiscard]] bool isWhole() const { return frames[0] && frames[1]; }
};

/// Why pictures of one moment are not shown together.
enum class Misalignment : unsigned char {
    None,
    /// A side has no pictures.
    NoPicture,
    /// Nothing says which moments are the same.
    NoSkew,
    /// No two pictures of one moment were found.
    NoPair,
    /// They were, but one of the sides has stood still since: what moves is shown instead.
    Stale
};

struct TwinDifference {
    PictureDifference difference;
    Pairing pairing = Pairing::Pts;
    /// When it was found, on the desk's clock.
    base::Mono at{};
};

/// Pairs the decoded previews of both twins and compares those of one moment. Keeps as much of each
/// side as the skew needs: 6 s and 160 pictures at most. No Qt; one thread.
class TwinPictures {
public:
    /// `side` 0 or 1.
    void add(std::size_t side, media::VideoFramePtr frame);
    /// Other paths, or nobody looks any more.
    void clear();
    /// Arrival on side 0 minus arrival on side 1; absent milliseconds where it is not known.
    void setSkew(const health::Latency& skew) { m_skew = skew; }

    /// Compares the newest pair that was not compared yet; true when there was one.
    bool compareNewest(base::Mono now);
    /// The newest comparison, unless no new pair was found for 5 s.
    [[nodiscard]] std::optional<TwinDifference> newest(base::Mono now) const;
    /// The newest two of one moment, by what compareNewest() found; whole or, with the reason in
    /// `why`, empty.
    [[nodiscard]] TwinMoment alignedNow(Misalignment& why) const;
    /// All that is kept, oldest first, moment by moment, to step through: by the pictures of the
    /// side that has more of them. Without a pairing, as they arrived.
    [[nodiscard]] std::vector<TwinMoment> moments() const;
    /// How pictures are paired now; nothing: they are not.
    [[nodiscard]] std::optional<Pairing> pairing() const { return m_pairing; }
    /// The newest of a side; null before the first.
    [[nodiscard]] media::VideoFramePtr newestOf(std::size_t side) const {
        return m_frames[side].empty() ? nullptr : m_frames[side].back();
    }
    /// Whether a side has pictures at all.
    [[nodiscard]] bool hasPictures(std::size_t side) const { return !m_frames[side].empty(); }
    [[nodiscard]] const health::Latency& skew() const { return m_skew; }

private:
    struct Pair {
        std::array<media::VideoFramePtr, 2> frames;
        Pairing pairing = Pairing::Pts;
    };
    [[nodiscard]] base::Nanoseconds keptFor() const;
    /// How far two pictures of one moment may be from the skew, ms.
    [[nodiscard]] double openMs() const;
    [[nodiscard]] std::optional<Pair> byPts() const;
    [[nodiscard]] std::optional<Pair> bySkew() const;

    /// Its twin among the other side's, by the stamps' offset and the skew; null: none.
    [[nodiscard]] media::VideoFramePtr partnerOf(std::size_t side,
                                                 const media::VideoFrame& frame) const;

    std::array<std::deque<media::VideoFramePtr>, 2> m_frames; // oldest first
    /// Of side 0's stamps to side 1's, 90 kHz, while there is a pairing.
    std::int64_t m_offset = 0;
    std::optional<Pairing> m_pairing;
    base::Mono m_pairedAt{};
    health::Latency m_skew;
    std::optional<TwinDifference> m_newest;
    std::array<base::Utc, 2> m_compared{}; // arrivals of the pair compared last
};

/// `a` − `b` of 33-bit stamps, by the shorter way round.
[[nodiscard]] std::int64_t ptsBetween(std::int64_t a, std::int64_t b);

} // namespace vigie::ui::inspector
