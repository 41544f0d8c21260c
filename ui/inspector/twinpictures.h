// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

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

    std::array<std::deque<media::VideoFramePtr>, 2> m_frames; // oldest first
    health::Latency m_skew;
    std::optional<TwinDifference> m_newest;
    std::array<base::Utc, 2> m_compared{}; // arrivals of the pair compared last
};

} // namespace vigie::ui::inspector
