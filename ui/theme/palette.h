// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

class QApplication;

/// How the desk looks: colors, fonts, glyphs and the words that go with them. Calm greys until
/// something is wrong; color never alone. GUI thread only; nothing here keeps state.
namespace vigie::ui::theme {

namespace color {
inline constexpr QRgb ground = 0xff12161a;
inline constexpr QRgb panel = 0xff181d22;
/// A cell or a button that lies on a panel.
inline constexpr QRgb raised = 0xff20262d;
inline constexpr QRgb line = 0xff262d35;
inline constexpr QRgb text = 0xffc9d3dd;
/// Figures and names that are read first.
inline constexpr QRgb bright = 0xffeef3f7;
inline constexpr QRgb quiet = 0xff7d8996;
inline constexpr QRgb cloud = 0xff56b4e9;
inline constexpr QRgb satellite = 0xffa78bfa;
inline constexpr QRgb fibre = 0xff5fb49c;
inline constexpr QRgb critical = 0xffe5484d;
inline constexpr QRgb major = 0xfff76b15;
inline constexpr QRgb minor = 0xffffc53d;
inline constexpr QRgb warning = 0xff8fa3b5;
/// The LIVE badge and nothing else.
inline constexpr QRgb live = 0xff4fb87a;
/// Behind pictures and meters.
inline constexpr QRgb black = 0xff000000;
/// The selected cell, keyboard focus.
inline constexpr QRgb selection = 0xff2b3a48;
inline constexpr QRgb focus = 0xff9fb4c8;
} // namespace color

[[nodiscard]] QPalette palette();
/// Of the whole application. Widgets opt in by property or object name: see the .cpp.
[[nodiscard]] QString styleSheet();
/// Style, palette, fonts and style sheet; once, after the QApplication was made.
void apply(QApplication& application);

} // namespace vigie::ui::theme
