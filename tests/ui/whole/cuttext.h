// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QStringList>

class QWidget;

namespace vigie::uitest {

/// Walks what is visible below `root` and says which words do not fit where they stand: labels,
/// buttons, tabs, combo boxes, check boxes and the headings of tables. Labels that wrap are asked
/// for their height. Words that may be cut, because the whole is elsewhere at hand (a tooltip that
/// says it in full), are not told of. One line each: class, name, words, needed and given pixels.
[[nodiscard]] QStringList cutTexts(const QWidget& root);

/// Who needs more than `size`, from the window down to the innermost: one line each.
[[nodiscard]] QStringList tooLarge(const QWidget& root, const QSize& size);

/// Controls without a name for screen readers: buttons, boxes, fields, views and sliders that are
/// visible and can take the focus.
[[nodiscard]] QStringList namelessControls(const QWidget& root);

} // namespace vigie::uitest
