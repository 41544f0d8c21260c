// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/palette.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/look.h"

namespace vigie::ui::theme {

namespace {

QString name(QRgb rgb) {
    return QColor::fromRgb(rgb).name();
}

struct Colors {
    QRgb ground, panel, raised, line, text, bright, quiet;
    QRgb cloud, satellite, fibre;
    QRgb critical, major, minor, warning, live;
    QRgb selection, focus, land, coast, well;
    QRgb edge, liveGround, pastGround;
};

constexpr Colors dark{0xff12161a, 0xff181d22, 0xff20262d, 0xff262d35, 0xffc9d3dd, 0xffeef3f7,
                      0xff7d8996, 0xff56b4e9, 0xffa78bfa, 0xff5fb49c, 0xffe5484d, 0xfff76b15,
                      0xffffc53d, 0xff8fa3b5, 0xff4fb87a, 0xff2b3a48, 0xff9fb4c8, 0xff252c34,
                      0xff2e3741, 0xff0c0f12, 0xff5f6b77, 0xff1d3a2a, 0xff4a3a12};
// Darker signs on light grey: each is text as well, 4.5:1 on ground and panel.
constexpr Colors light{0xffd9dde1, 0xffe6e9ec, 0xfff2f4f5, 0xffbcc4cb, 0xff2b333a, 0xff0d1216,
                       0xff55616c, 0xff0b5f96, 0xff5f3dc4, 0xff1b6650, 0xffb5001f, 0xffa03c00,
                       0xff665c00, 0xff44576a, 0xff1c6b3c, 0xffb4cade, 0xff1f4e79, 0xffc6ccd2,
                       0xffaab3bb, 0xffc9cfd4, 0xff6b7680, 0xffcfe6d6, 0xfff3e6b3};
constexpr Colors highContrast{
    0xff000000, 0xff000000, 0xff1a1a1a, 0xff9a9a9a, 0xffffffff, 0xffffffff, 0xffd0d0d0, 0xff6cc8ff,
    0xffc4b0ff, 0xff7fe0c0, 0xffff6b70, 0xffff9b57, 0xffffd866, 0xffc4d4e2, 0xff6ee69a, 0xff1f4f80,
    0xffffff00, 0xff2a2a2a, 0xff808080, 0xff1a1a1a, 0xffffffff, 0xff003318, 0xff332a00};

using Courses = std::array<QRgb, color::courseColors>;
constexpr Courses darkCourses{0xff4fa8f5, 0xff7bd88f, 0xffc792ea, 0xffe6d3a3,
                              0xff3fd0c9, 0xffff8fc7, 0xffb6c2cf, 0xffb8e04a};
constexpr Courses lightCourses{0xff0b5f96, 0xff1c6b3c, 0xff7a2fb5, 0xff7a5200,
                               0xff00686b, 0xffb0186f, 0xff4a5560, 0xff55680a};
constexpr Courses contrastCourses{0xff6cc8ff, 0xff7cff8a, 0xffd9b3ff, 0xffffe9a8,
                                  0xff40fff0, 0xffff9fd6, 0xffffffff, 0xffd4ff4d};

const Courses& courses() {
    switch (look().variant) {
    case Variant::Light:
        return lightCourses;
    case Variant::HighContrast:
        return contrastCourses;
    case Variant::Dark:
        break;
    }
    return darkCourses;
}

const Colors& colors() {
    switch (look().variant) {
    case Variant::Light:
        return light;
    case Variant::HighContrast:
        return highContrast;
    case Variant::Dark:
        break;
    }
    return dark;
}

/// Icons are files, and a file has one color.
QLatin1String iconSuffix() {
    switch (look().variant) {
    case Variant::Light:
        return QLatin1String("-light");
    case Variant::HighContrast:
        return QLatin1String("-contrast");
    case Variant::Dark:
        break;
    }
    return QLatin1String("");
}

/// Of a color channel, linear: WCAG 2, relative luminance.
double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color) {
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

namespace color {
QRgb ground() {
    return colors().ground;
}
QRgb panel() {
    return colors().panel;
}
QRgb raised() {
    return colors().raised;
}
QRgb line() {
    return colors().line;
}
QRgb text() {
    return colors().text;
}
QRgb bright() {
    return colors().bright;
}
QRgb quiet() {
    return colors().quiet;
}
QRgb cloud() {
    return colors().cloud;
}
QRgb satellite() {
    return colors().satellite;
}
QRgb fibre() {
    return colors().fibre;
}
QRgb critical() {
    return colors().critical;
}
QRgb major() {
    return colors().major;
}
QRgb minor() {
    return colors().minor;
}
QRgb warning() {
    return colors().warning;
}
QRgb live() {
    return colors().live;
}
QRgb black() {
    return 0xff000000;
}
QRgb selection() {
    return colors().selection;
}
QRgb focus() {
    return colors().focus;
}
QRgb land() {
    return colors().land;
}
QRgb coast() {
    return colors().coast;
}
QRgb well() {
    return colors().well;
}
QRgb edge() {
    return colors().edge;
}
QRgb course(int number) {
    return courses()[static_cast<std::size_t>(number) % courses().size()];
}
QRgb liveGround() {
    return colors().liveGround;
}
QRgb pastGround() {
    return colors().pastGround;
}
} // namespace color

QPalette palette() {
    QPalette p;
    p.setColor(QPalette::Window, QColor::fromRgb(color::ground()));
    p.setColor(QPalette::WindowText, QColor::fromRgb(color::text()));
    p.setColor(QPalette::Base, QColor::fromRgb(color::ground()));
    p.setColor(QPalette::AlternateBase, QColor::fromRgb(color::panel()));
    p.setColor(QPalette::Text, QColor::fromRgb(color::text()));
    p.setColor(QPalette::PlaceholderText, QColor::fromRgb(color::quiet()));
    p.setColor(QPalette::Button, QColor::fromRgb(color::panel()));
    p.setColor(QPalette::ButtonText, QColor::fromRgb(color::text()));
    p.setColor(QPalette::BrightText, QColor::fromRgb(color::bright()));
    p.setColor(QPalette::ToolTipBase, QColor::fromRgb(color::raised()));
    p.setColor(QPalette::ToolTipText, QColor::fromRgb(color::text()));
    p.setColor(QPalette::Highlight, QColor::fromRgb(color::selection()));
    p.setColor(QPalette::HighlightedText, QColor::fromRgb(color::bright()));
    p.setColor(QPalette::Link, QColor::fromRgb(color::cloud()));
    p.setColor(QPalette::LinkVisited, QColor::fromRgb(color::cloud()));
    p.setColor(QPalette::Light, QColor::fromRgb(color::raised()));
    p.setColor(QPalette::Midlight, QColor::fromRgb(color::line()));
    p.setColor(QPalette::Mid, QColor::fromRgb(color::line()));
    // Fusion shades its frames with these; on light grey black ones would shout.
    const bool isLight = look().variant == Variant::Light;
    const QRgb shade = isLight ? color::line() : color::black();
    p.setColor(QPalette::Dark, QColor::fromRgb(shade));
    p.setColor(QPalette::Shadow, QColor::fromRgb(shade));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, QColor::fromRgb(color::quiet()));
    }
    return p;
}

QString styleSheet() {
    // Object names and properties that widgets use: #TopBar, #Panel, QLabel[role="heading"|"quiet"|
    // "figure"], QToolButton[role="tab"|"fold"|"badge"].
    return QStringLiteral(R"(
QToolTip { background: %raised; color: %text; border: 1px solid %line; padding: 4px 6px; }
QMainWindow::separator, QSplitter::handle { background: %line; }
QSplitter::handle:hover, QSplitter::handle:focus { background: %focus; }
#TopBar { background: %panel; border-bottom: 1px solid %line; }
#Panel { background: %ground; }
QLabel[role="heading"] { color: %quiet; letter-spacing: 1px; }
QLabel[role="quiet"] { color: %quiet; }
QLabel[role="figure"] { color: %bright; }
QToolButton[role="tab"] { border: none; border-bottom: 2px solid transparent; padding: 0 13px;
    color: %quiet; background: transparent; }
QToolButton[role="tab"]:hover { color: %text; }
QToolButton[role="tab"]:checked { color: %bright; border-bottom-color: %bright; }
QToolButton[role="tab"]:focus { background: %selection; color: %bright;
    border-bottom-color: %focus; }
QToolButton[role="fold"] { border: none; padding: 0; color: %quiet; background: transparent; }
QToolButton[role="fold"]:hover { color: %text; }
QToolButton[role="fold"]:focus { background: %selection; color: %bright; }
QToolButton[role="badge"] { border: 1px solid %line; border-radius: 3px; padding: 3px 9px;
    color: %quiet; background: transparent; }
QToolButton::menu-button { border: none; background: transparent; width: 16px; }
QToolButton[role="badge"]:hover { background: %selection; }
QToolButton[role="badge"]:focus { background: %selection; border-color: %focus; }
QToolButton[role="badge"]:checked { background: %selection; color: %bright;
    border-color: %quiet; }
QTableView, QTreeView, QListView { background: %ground; alternate-background-color: %ground;
    border: 1px solid transparent; gridline-color: %line; outline: none;
    selection-background-color: %selection; selection-color: %bright; }
QTableView:focus, QTreeView:focus, QListView:focus { border-color: %focus; }
QTableView::item { padding: 0 6px; border: none; border-bottom: 1px solid %line; }
QTableView::item:selected { background: %selection; color: %bright; }
QHeaderView { background: %ground; border: none; }
QHeaderView::section { background: %ground; color: %quiet; border: none;
    border-bottom: 1px solid %line; padding: 4px 6px; font-weight: normal; }
QTableCornerButton::section { background: %ground; border: none; }
QLineEdit, QComboBox, QSpinBox, QDateTimeEdit { background: %ground; color: %text;
    border: 1px solid %edge; border-radius: 3px; padding: 3px 8px; selection-background-color: %selection; min-height: 18px; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateTimeEdit:focus { border-color: %focus; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox::down-arrow { image: url(:/vigie/icons/chevron-down%icons.svg); width: 10px; height: 10px; }
QCheckBox::indicator { width: 12px; height: 12px; border: 1px solid %edge; border-radius: 2px;
    background: %ground; }
QCheckBox::indicator:checked { image: url(:/vigie/icons/check%icons.svg); background: %selection; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border-color: %focus; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid %edge; border-radius: 7px;
    background: %ground; }
QRadioButton::indicator:checked { background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
    stop: 0 %bright, stop: 0.55 %bright, stop: 0.65 %selection, stop: 1 %selection); }
QRadioButton::indicator:focus, QRadioButton::indicator:hover { border-color: %focus; }
QCheckBox:focus, QRadioButton:focus { color: %bright; }
QComboBox QAbstractItemView { background: %raised; border: 1px solid %line; }
QPushButton { background: %raised; color: %text; border: 1px solid %edge; border-radius: 3px;
    padding: 4px 12px; }
QPushButton:hover { border-color: %focus; }
QPushButton:focus { border-color: %focus; background: %selection; color: %bright; }
QPushButton:disabled { color: %quiet; }
QMenu { background: %raised; border: 1px solid %line; padding: 4px 0; }
QMenu::item { padding: 4px 20px; }
QMenu::item:selected { background: %selection; color: %bright; }
QMenu::item:disabled { color: %quiet; }
QMenu::separator { height: 1px; background: %line; margin: 4px 8px; }
QScrollBar:vertical { background: %ground; width: 10px; margin: 0; }
QScrollBar:horizontal { background: %ground; height: 10px; margin: 0; }
QScrollBar::handle { background: %edge; border-radius: 4px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: %quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
)")
        .replace(QLatin1String("%ground"), name(color::ground()))
        .replace(QLatin1String("%panel"), name(color::panel()))
        .replace(QLatin1String("%raised"), name(color::raised()))
        .replace(QLatin1String("%line"), name(color::line()))
        .replace(QLatin1String("%text"), name(color::text()))
        .replace(QLatin1String("%bright"), name(color::bright()))
        .replace(QLatin1String("%quiet"), name(color::quiet()))
        .replace(QLatin1String("%selection"), name(color::selection()))
        .replace(QLatin1String("%focus"), name(color::focus()))
        .replace(QLatin1String("%edge"), name(color::edge()))
        .replace(QLatin1String("%icons"), iconSuffix());
}

} // namespace vigie::ui::theme
