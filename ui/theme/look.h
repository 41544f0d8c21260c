// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

class QApplication;

/// How the whole desk looks and speaks. One for the process, of the GUI thread.
namespace vigie::ui::theme {

enum class Variant : std::uint8_t {
    /// Greys on near black, for dim control rooms.
    Dark,
    /// Light grey after ISA-101, for bright rooms.
    Light,
    /// Black and white with full colors, for eyes that need it.
    HighContrast
};

enum class Language : std::uint8_t { English, French };

enum class ClockZone : std::uint8_t {
    Utc,
    /// Of the machine. Files, exports and the wire stay UTC.
    Local
};

struct Look {
    Variant variant = Variant::Dark;
    Language language = Language::English;
    ClockZone zone = ClockZone::Utc;
    /// What nobody has acknowledged changes its emphasis once a second. False: it stands still.
    bool isPulsing = true;
    bool operator==(const Look&) const = default;
};

/// What is in force; the default before the first apply().
[[nodiscard]] const Look& look();

/// Style, palette, fonts, style sheet, translators and the default locale. Widgets that exist keep
/// the words and painted colors they were made with: whoever changes the look makes its windows
/// anew (see MainWindow::lookWanted). Missing translations leave English.
void apply(QApplication& application, const Look& wanted = {});

} // namespace vigie::ui::theme
