// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vigie::demo {

/// How much of each pixel a text covers, 0 to 255, row by row.
struct TextMask {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage;
};

/// Renders one line with Pango; made once and kept, never per frame. `font` as in "B612 Bold".
[[nodiscard]] TextMask renderText(const std::string& text, const std::string& font, int pixels);

} // namespace vigie::demo
