// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/helpdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::shell {

namespace {

struct Keys {
    QString keys;
    QString what;
};

QString heading(const QString& text) {
    return QStringLiteral("<tr><td colspan='2' style='padding-top:10px; color:%1'>%2</td></tr>")
        .arg(QColor::fromRgb(theme::color::quiet()).name(), text.toUpper());
}

QString rows(const QList<Keys>& keys) {
    QString html;
    for (const Keys& key : keys) {
        html +=
            QStringLiteral("<tr><td style='color:%1; padding-right:24px'>%2</td><td>%3</td></tr>")
                .arg(QColor::fromRgb(theme::color::bright()).name(), key.keys.toHtmlEscaped(),
                     key.what.toHtmlEscaped());
    }
    return html;
}

QString column(const QString& content) {
    return QStringLiteral("<td style='padding-right:36px' valign='top'>"
                          "<table cellspacing='3'>%1</table></td>")
        .arg(content);
}

QString glyphRow(const QColor& color, const QString& glyph, const QString& what) {
    return QStringLiteral("<tr><td style='color:%1'>%2</td><td>%3</td></tr>")
        .arg(color.name(), glyph, what.toHtmlEscaped());
}

QString glyphs() {
    QString html;
    for (const auto severity : {engine::Severity::Critical, engine::Severity::Major,
                                engine::Severity::Minor, engine::Severity::Warning}) {
        html += glyphRow(theme::severityColor(severity), theme::severityGlyph(severity),
                         theme::severityWord(severity));
    }
    for (const auto kind :
         {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
        html += glyphRow(theme::pathKindColor(kind), theme::pathKindGlyph(kind),
                         theme::pathKindWord(kind));
    }
    return html;
}

} // namespace

HelpDialog::HelpDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* text = new QLabel(this);
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(tr("Keys"));
    const QString timeline =
        heading(tr("Timeline, on every page")) +
        rows({{tr("Space"), tr("Stop the desk at this moment; play, pause")},
              {tr(", and . (Alt+Left, Alt+Right)"), tr("A tick back; a tick on")},
              {tr("[ and ] (Alt+Page Up, Alt+Page Down)"), tr("The incident before; the next")},
              {tr("< and >"), tr("Slower; faster: 0.1 to 100")},
              {tr("L"), tr("LIVE: back to now")},
              {tr("B, Ctrl+B"), tr("Bookmark this moment; all bookmarks")},
              {tr("Ctrl+O"), tr("Open a recording")},
              {tr("Ctrl++, Ctrl+−"), tr("Less time, more time on the strip")},
              {tr("Click, drag"), tr("Take the whole desk there")},
              {tr("Wheel, Shift+wheel"), tr("Zoom around the pointer; move")},
              {tr("Shift+drag"), tr("Select a stretch, to copy or to bookmark")}}) +
        heading(tr("Timeline, with the focus")) +
        rows({{tr("Left, Right, with Shift far"), tr("Move the playhead")},
              {tr("Home, End"), tr("The beginning; the end, or live")},
              {tr("+, −, 0"), tr("Zoom; show all")}});
    text->setText(
        QStringLiteral("<table><tr>") +
        column(heading(tr("Everywhere")) +
               rows({{tr("Ctrl+1 … Ctrl+4"), tr("Wall, Regions, Feed, Alarms")},
                     {tr("F11"), tr("Full screen and back")},
                     {tr("F1"), tr("This page")},
                     {tr("Ctrl+Q"), tr("Quit")}}) +
               heading(tr("Wall")) +
               rows({{tr("Arrows, Home, End"), tr("Move to another tile")},
                     {tr("Page Up, Page Down"), tr("Turn the page")},
                     {tr("Enter, double click"), tr("Enlarge the tile, and back (also Esc)")},
                     {tr("I or F"), tr("Open the feed in the inspector")},
                     {tr("4, 5, 6, 0"), tr("Layout 4×3, 5×4, 6×6, automatic")}}) +
               timeline) +
        column(heading(tr("Feed")) +
               rows({{tr("Ctrl+D"), tr("Have all of both paths decoded for a minute")},
                     {tr("Ctrl+T"), tr("Capture the stream of both paths: 10 s back, 5 s on")},
                     {tr("Ctrl+S, Ctrl+E"), tr("Save the picture; export charts and tables")},
                     {tr("+, −, 0"), tr("Zoom the charts, and back to now")}}) +
               heading(tr("Alarms")) +
               rows({{tr("A, S, U"), tr("Acknowledge, shelve, unshelve what is selected")},
                     {tr("C, G, R"), tr("Comment, assign, reset what is latched")},
                     {tr("M, W"), tr("Maintenance and service; why the rule holds")},
                     {tr("Ctrl+Z"), tr("Take back your last action")},
                     {tr("Ctrl+C"), tr("Copy the fault as text")},
                     {tr("Ctrl+F, Ctrl+A"), tr("Search; select all")},
                     {tr("Enter or I"), tr("Open the feed in the inspector")}}) +
               heading(tr("Signs")) + glyphs()) +
        QStringLiteral("</tr></table>"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 12, 20, 16);
    all->addWidget(text);
    all->addWidget(buttons);
}

} // namespace vigie::ui::shell
