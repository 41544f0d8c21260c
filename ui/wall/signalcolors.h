// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include "ui/desk/tallyboard.h"

/// Colors that have a meaning of their own in this trade and so are the same in every look: the
/// lamps of a display and the ranges of a meter, on black.
namespace vigie::ui::wall::signal {

[[nodiscard]] inline QColor lamp(desk::TallyColor color) {
    switch (color) {
    case desk::TallyColor::Off:
        break;
    case desk::TallyColor::Red:
        return {0xe0, 0x30, 0x30};
    case desk::TallyColor::Green:
        return {0x2f, 0xb3, 0x4a};
    case desk::TallyColor::Amber:
        return {0xf0, 0xa8, 0x20};
    }
    return {0x2a, 0x31, 0x38};
}

inline const QColor meterLow{0x4a, 0xa8, 0x74};
inline const QColor meterHigh{0xd8, 0xb2, 0x4a};
inline const QColor meterOver{0xd9, 0x58, 0x4a};
inline const QColor meterGround{0x1c, 0x21, 0x27};
inline const QColor meterOutline{0x2a, 0x31, 0x38};
inline const QColor meterUnused{0x0c, 0x0f, 0x12};
/// Figures on black, whatever the look.
inline const QColor figureOnBlack{0x9a, 0xa6, 0xb2};

} // namespace vigie::ui::wall::signal
