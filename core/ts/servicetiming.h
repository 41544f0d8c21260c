// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace vigie::ts {

/// How the time stamps of one service lie to its clock and to each other, over an interval: the
/// least PTS minus PCR at the arrival of a PES packet, and the median of audio PTS minus video PTS.
/// Of its first video and its first audio stream.
class ServiceTiming {
public:
    /// `clock`: the PCR, 27 MHz, when the PES packet begins; absent: not known.
    void takeVideo(std::uint64_t pts, std::optional<std::uint64_t> clock);
    void takeAudio(std::uint64_t pts, std::optional<std::uint64_t> clock);
    /// Time stamps before and after do not compare.
    void newTimeBase();
    void resetInterval();

    [[nodiscard]] std::optional<base::Nanoseconds> ptsPcrDistance() const;
    [[nodiscard]] std::optional<base::Nanoseconds> avPtsGap() const;

private:
    /// More than come in an interval of a second; the newest count in a longer one.
    static constexpr std::size_t gapsKept = 256;

    std::optional<std::uint64_t> m_lastVideo;
    /// 90 kHz.
    std::optional<std::int64_t> m_videoDistance;
    std::optional<std::int64_t> m_audioDistance;
    std::array<std::int64_t, gapsKept> m_gaps{};
    std::size_t m_gapCount = 0;
};

} // namespace vigie::ts
