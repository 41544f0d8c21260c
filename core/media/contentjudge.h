// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/media/contentprobe.h"

namespace vigie::media {

/// What of a picture's brightness it takes to judge it.
struct LumaSample {
    int width = 0; // of the picture
    int height = 0;
    double mean = 0;      // 0: black, 1: white
    double darkShare = 0; // of the pixels looked at, how many are as good as black
    /// Mean brightness of each cell of a grid, full scale 255 * kCellScale.
    std::vector<std::uint16_t> cells;
    static constexpr int kCellScale = 64;
};

/// Something that has to hold for a while before it counts, told by the times at which pictures or
/// sounds arrived. Unknown until it either held long enough or was seen not to hold.
class HeldFault {
public:
    /// `minimumCount` observations in a row are needed besides the time.
    void observe(bool holds, base::Timestamp at, base::Nanoseconds after, int minimumCount);
    void reset() { *this = {}; }
    [[nodiscard]] Presence presence() const { return m_presence; }
    /// Since when it has held, only while Present.
    [[nodiscard]] std::optional<base::Utc> since() const;

private:
    Presence m_presence = Presence::Unknown;
    std::optional<base::Timestamp> m_from;
    int m_count = 0;
};

/// Judges black and freeze from one picture after the other. Freeze compares with the picture
/// before and with the one that stood when stillness began, so that a slow fade does not pass for a
/// still. Pure; not thread-safe.
class PictureJudge {
public:
    explicit PictureJudge(const ContentLimits& limits) : m_limits(limits) {}
    /// Swaps the sample with the one before, so that their memory is used again.
    void observe(LumaSample& sample, base::Timestamp arrival);
    void reset();

    [[nodiscard]] const HeldFault& black() const { return m_black; }
    [[nodiscard]] const HeldFault& freeze() const { return m_freeze; }
    [[nodiscard]] std::optional<double> lumaMean() const { return m_lumaMean; }
    [[nodiscard]] std::optional<double> difference() const { return m_difference; }

private:
    [[nodiscard]] bool isComparable(const LumaSample& sample) const;
    void judgeFreeze(const LumaSample& sample, base::Timestamp arrival);

    ContentLimits m_limits;
    HeldFault m_black;
    HeldFault m_freeze;
    std::optional<double> m_lumaMean;
    std::optional<double> m_difference;
    LumaSample m_before;
    LumaSample m_reference; // of when stillness began
    base::Timestamp m_beforeArrival{};
    std::vector<std::uint16_t> m_scratch;
};

} // namespace vigie::media
