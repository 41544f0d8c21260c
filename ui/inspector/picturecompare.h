// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/media/decodepool.h"

namespace vigie::ui::inspector {

/// How much two pictures of one moment differ, by their luma.
struct PictureDifference {
    /// dB; infinite for equal pictures.
    double psnrDb = 0;
    /// Mean over windows of 8 by 8, -1 to 1; 1 for equal pictures.
    double ssim = 0;
};

/// Of two I420 pictures; a larger one is first scaled to the smaller one's size. Nothing where one
/// has no pixels or is too small for a window. No Qt, any thread; a few milliseconds.
[[nodiscard]] std::optional<PictureDifference> compare(const media::VideoFrame& a,
                                                       const media::VideoFrame& b);

/// PSNR alone, for choosing among pictures; infinite for equal ones.
[[nodiscard]] std::optional<double> lumaPsnr(const media::VideoFrame& a,
                                             const media::VideoFrame& b);

} // namespace vigie::ui::inspector
