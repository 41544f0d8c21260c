// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace vigie::ui::theme {

/// Pixels before the screen's scale factor.
inline constexpr int bodyPixels = 13;
inline constexpr int smallPixels = 11;
inline constexpr int largePixels = 20;

/// B612, for words. Falls back to the desktop's sans serif where fonts-b612 is not installed.
[[nodiscard]] QFont textFont(int pixelSize = bodyPixels, QFont::Weight weight = QFont::Normal);
/// B612 Mono, for figures: tabular, so that columns do not dance.
[[nodiscard]] QFont figureFont(int pixelSize = bodyPixels, QFont::Weight weight = QFont::Normal);
/// For section headings in capitals, letter-spaced.
[[nodiscard]] QFont headingFont(int pixelSize = smallPixels + 1);

} // namespace vigie::ui::theme
