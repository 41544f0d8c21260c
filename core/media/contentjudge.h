// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/media/colorbars.h"
#include "core/media/contentprobe.h"
#include "core/media/heldfault.h"
#include "core/media/picturemeter.h"

namespace vigie::media {

/// Judges one picture after the other. Freeze compares with the picture before and with the one
/// that stood when stillness began, so that a slow fade does not pass for a still. Pure; not
/// thread-safe.
class PictureJudge {
public:
    explicit PictureJudge(const ContentLimits& limits) : m_limits(limits) {}
    /// Swaps the sample with the one before, so that their memory is used again. `lasts`: how long
    /// the picture is shown, where every picture is looked at; else 0.
    void observe(PictureSample& sample, base::Timestamp arrival, base::Nanoseconds lasts);
    void reset();

    [[nodiscard]] const HeldFault& black() const { return m_black; }
    [[nodiscard]] const HeldFault& freeze() const { return m_freeze; }
    [[nodiscard]] const HeldFault& colorBars() const { return m_colorBars; }
    [[nodiscard]] const HeldFault& singleColor() const { return m_singleColor; }
    [[nodiscard]] const HeldFault& chromaLoss() const { return m_chromaLoss; }
    [[nodiscard]] const HeldFault& blockiness() const { return m_blockiness; }
    /// Whether something holds that would be a fault after a while.
    [[nodiscard]] bool isSuspicious() const;
    [[nodiscard]] std::optional<double> lumaMean() const { return m_lumaMean; }
    [[nodiscard]] std::optional<double> difference() const { return m_difference; }
    [[nodiscard]] std::optional<double> blockinessValue() const { return m_blockinessValue; }

private:
    void judgeFreeze(const PictureSample& sample, base::Timestamp arrival, base::Nanoseconds lasts);
    void judgeColors(const PictureSample& sample, base::Timestamp arrival, base::Nanoseconds lasts);
    void judgeBlockiness(const PictureSample& sample, base::Timestamp arrival,
                         base::Nanoseconds lasts);

    ContentLimits m_limits;
    HeldFault m_black, m_freeze, m_colorBars, m_singleColor, m_chromaLoss, m_blockiness;
    std::optional<double> m_lumaMean;
    std::optional<double> m_difference;
    std::optional<double> m_blockinessValue;
    std::optional<BarsLayout> m_bars; // of when they began to stand still
    PictureSample m_before;
    PictureSample m_reference; // of when stillness began
    base::Timestamp m_beforeArrival{};
    std::vector<std::uint16_t> m_scratch;
};

} // namespace vigie::media
