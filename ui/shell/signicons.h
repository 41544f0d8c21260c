// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>

namespace vigie::ui::shell {

enum class Sign { Search, Menu, SoundOn, SoundOff, Person, Nodes };

/// Drawn, so that they look the same with whatever fonts and icon themes there are.
[[nodiscard]] QIcon signIcon(Sign sign, const QColor& color);

} // namespace vigie::ui::shell
