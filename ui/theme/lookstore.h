// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/look.h"

class QSettings;

/// What the preferences keep between runs, under "look/". Names in the file, not numbers, so that a
/// hand can change it; what it does not know there counts as the default.
namespace vigie::ui::theme {

inline constexpr int leastScalePercent = 100;
inline constexpr int mostScalePercent = 200;

[[nodiscard]] Look savedLook(const QSettings& settings);
void saveLook(QSettings& settings, const Look& look);
/// Size of everything, 100 to 200. Qt takes it (as QT_SCALE_FACTOR) when the program starts.
[[nodiscard]] int savedScalePercent(const QSettings& settings);
void saveScalePercent(QSettings& settings, int percent);

} // namespace vigie::ui::theme
