// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

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

/// Where two pictures differ: |luma a − luma b| times `gain`, clipped at 255, black where they are
/// equal.
struct DifferencePicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> luma; // rows without padding
};
/// In the size of the smaller one; nothing where one has no pixels.
[[nodiscard]] std::optional<DifferencePicture>
differencePicture(const media::VideoFrame& a, const media::VideoFrame& b, int gain);

} // namespace vigie::ui::inspector
