// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

/// How the desk looks: colors, fonts, glyphs and the words that go with them. Calm greys until
/// something is wrong; color never alone. GUI thread only.
namespace vigie::ui::theme {

/// Of the look in force. Functions, so that nothing keeps a color of another look.
namespace color {
[[nodiscard]] QRgb ground();
[[nodiscard]] QRgb panel();
/// A cell or a button that lies on a panel.
[[nodiscard]] QRgb raised();
[[nodiscard]] QRgb line();
[[nodiscard]] QRgb text();
/// Figures and names that are read first.
[[nodiscard]] QRgb bright();
[[nodiscard]] QRgb quiet();
[[nodiscard]] QRgb cloud();
[[nodiscard]] QRgb satellite();
[[nodiscard]] QRgb fibre();
[[nodiscard]] QRgb critical();
[[nodiscard]] QRgb major();
[[nodiscard]] QRgb minor();
[[nodiscard]] QRgb warning();
/// The LIVE badge and nothing else.
[[nodiscard]] QRgb live();
/// Behind pictures and meters, whatever the look.
[[nodiscard]] QRgb black();
/// The selected cell, keyboard focus.
[[nodiscard]] QRgb selection();
[[nodiscard]] QRgb focus();
/// Of the map.
[[nodiscard]] QRgb land();
[[nodiscard]] QRgb coast();
/// A band or a meter that is empty.
[[nodiscard]] QRgb well();
/// Around what can be typed into, ticked or pressed.
[[nodiscard]] QRgb edge();
/// Of lines that are compared with each other: `courseColors` that differ, none of them a
/// severity's.
inline constexpr int courseColors = 8;
[[nodiscard]] QRgb course(int number);
/// Behind the LIVE badge, and behind its amber counterpart in the past.
[[nodiscard]] QRgb liveGround();
[[nodiscard]] QRgb pastGround();
} // namespace color

/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast(const QColor& one, const QColor& other);

[[nodiscard]] QPalette palette();
/// Of the whole application. Widgets opt in by property or object name: see the .cpp.
[[nodiscard]] QString styleSheet();

} // namespace vigie::ui::theme
