// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/media/picturemeter.h"

namespace vigie::media {

/// The seven bars white, yellow, cyan, green, magenta, red, blue from left to right, as columns of
/// the picture's grid in which each begins.
using BarsLayout = std::array<std::uint8_t, 7>;

/// Color bars: 75 % or 100 % colors in the matrices of BT.601, BT.709 or BT.2020, white at 75 % or
/// 100 % (SMPTE, EBU, ARIB, RP 219), each cell within 6 codes in all three components, in the same
/// columns of at least 45 % of the picture's height. What is below or beside the bars (PLUGE, gray,
/// a caption) may be anything. Masked cells fit any bar. Pure.
[[nodiscard]] std::optional<BarsLayout> findColorBars(const PictureSample& sample);

/// Whether two layouts show the same bars in the same place.
[[nodiscard]] bool isSameLayout(const BarsLayout& a, const BarsLayout& b);

} // namespace vigie::media
