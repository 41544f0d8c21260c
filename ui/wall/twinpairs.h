// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <deque>

#include "core/media/decodepool.h"

namespace vigie::ui::wall {

/// Two pictures to be shown together.
struct TwinPicture {
    std::array<media::VideoFramePtr, 2> frames;
    /// Of the same moment: their PTS differ by at most half a picture.
    bool isAligned = false;
};

/// Finds the pictures of both twins that have the same PTS among the last few of each. Where none
/// have for a second, the newest of each are handed out as they are, and said to be not aligned.
/// Not thread-safe.
class TwinPairs {
public:
    /// Decoders run apart by a few pictures; the gate before them sees to it that it is not more.
    static constexpr std::size_t mostFrames = 16;
    /// Of 90 kHz: half a picture at 25 a second.
    static constexpr std::int64_t nearestTicks = 1800;
    static constexpr std::chrono::milliseconds patience{1000};

    /// True when there is something new to show.
    bool put(std::size_t side, media::VideoFramePtr frame, base::Mono now);
    /// The newest not yet taken; without frames when there is none.
    [[nodiscard]] TwinPicture take();

private:
    std::array<std::deque<media::VideoFramePtr>, 2> m_frames;
    TwinPicture m_newest;
    base::Mono m_lastPaired{};
    bool m_hasBegun = false;
};

} // namespace vigie::ui::wall
