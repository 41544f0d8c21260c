// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/helpdialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QPdfWriter>
#include <QPushButton>
#include <QStandardPaths>
#include <QTextBrowser>
#include <QTextDocument>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::shell {

namespace {

QString colorName(QRgb color) {
    return QColor::fromRgb(color).name();
}

QString sectionHtml(const HelpSection& section) {
    QString html =
        QStringLiteral("<p style='color:%1; margin-bottom:2px'>%2</p><table>")
            .arg(colorName(theme::color::quiet()), section.title.toUpper().toHtmlEscaped());
    for (const HelpLine& line : section.lines) {
        html += QStringLiteral("<tr><td width='190' style='color:%1; padding:1px 18px 1px 0'>%2"
                               "</td><td style='padding:1px 0'>%3</td></tr>")
                    .arg(colorName(theme::color::bright()), line.keys.toHtmlEscaped(),
                         line.what.toHtmlEscaped());
    }
    return html + QStringLiteral("</table>");
}

QString signRow(const QColor& color, const QString& glyph, const QString& what) {
    return QStringLiteral("<tr><td width='30' style='color:%1'>%2</td><td>%3</td></tr>")
        .arg(color.name(), glyph, what.toHtmlEscaped());
}

/// The signs that stand beside words everywhere.
QString signsHtml() {
    QString html = QStringLiteral("<p style='color:%1; margin-bottom:2px'>%2</p><table>")
                       .arg(colorName(theme::color::quiet()), HelpDialog::tr("Signs").toUpper());
    for (const auto severity : {engine::Severity::Critical, engine::Severity::Major,
                                engine::Severity::Minor, engine::Severity::Warning}) {
        html += signRow(theme::severityColor(severity), theme::severityGlyph(severity),
                        theme::severityWord(severity));
    }
    for (const auto kind :
         {model::PathKind::Cloud, model::PathKind::Satellite, model::PathKind::Fibre}) {
        html += signRow(theme::pathKindColor(kind), theme::pathKindGlyph(kind),
                        theme::pathKindWord(kind));
    }
    return html + QStringLiteral("</table>");
}

/// Two columns of about the same length.
QString pageHtml(const std::vector<HelpSection>& sections, bool hasSigns) {
    std::size_t lines = 0;
    for (const HelpSection& section : sections) {
        lines += section.lines.size() + 2;
    }
    QString columns[2];
    std::size_t put = 0;
    for (const HelpSection& section : sections) {
        columns[put < (lines + 1) / 2 ? 0 : 1] += sectionHtml(section);
        put += section.lines.size() + 2;
    }
    if (hasSigns) {
        columns[1] += signsHtml();
    }
    return QStringLiteral("<table width='100%'><tr><td width='50%' valign='top'>%1</td>"
                          "<td width='50%' valign='top'>%2</td></tr></table>")
        .arg(columns[0], columns[1]);
}

} // namespace

HelpDialog::HelpDialog(const QWidget& window, QWidget* parent)
    : QDialog(parent), m_all(keyHelp(window)), m_search(new QLineEdit(this)),
      m_page(new QTextBrowser(this)) {
    setWindowTitle(tr("Keys"));
    m_search->setPlaceholderText(tr("Search: what, or a key"));
    m_search->setAccessibleName(tr("Search the keys"));
    m_search->setClearButtonEnabled(true);
    m_page->setAccessibleName(tr("Keys"));
    m_page->setFont(theme::textFont());
    m_page->setFrameShape(QFrame::NoFrame);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    auto* printButton = buttons->addButton(tr("Save as PDF…"), QDialogButtonBox::ActionRole);
    for (auto* button : {copyButton, printButton}) {
        button->setAutoDefault(false);
    }
    connect(copyButton, &QPushButton::clicked, this, &HelpDialog::copy);
    connect(printButton, &QPushButton::clicked, this, &HelpDialog::print);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_search, &QLineEdit::textChanged, this, &HelpDialog::show);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(20, 14, 20, 14);
    all->addWidget(m_search);
    all->addWidget(m_page, 1);
    all->addWidget(buttons);
    resize(1060, 680);
    show(QString());
    m_search->setFocus();
}

void HelpDialog::show(const QString& query) {
    const bool isAll = query.trimmed().isEmpty();
    m_shown = isAll ? m_all : filtered(m_all, query);
    m_page->setHtml(m_shown.empty() ? tr("No key does that.").toHtmlEscaped()
                                    : pageHtml(m_shown, isAll));
}

QString HelpDialog::text() const {
    return helpAsText(m_shown);
}

void HelpDialog::setQuery(const QString& text) {
    m_search->setText(text);
}

void HelpDialog::copy() const {
    QApplication::clipboard()->setText(text());
}

void HelpDialog::print() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save as PDF"), QDir(folder).filePath(QStringLiteral("vigie-keys.pdf")),
        tr("PDF (*.pdf)"));
    if (path.isEmpty()) {
        return;
    }
    QTextDocument document;
    document.setDefaultFont(theme::textFont(11));
    document.setHtml(helpAsHtml(m_shown)); // black on white, whatever the look
    {
        QPdfWriter writer(path);
        writer.setTitle(tr("Keys of Vigie"));
        document.print(&writer);
    }
    if (QFileInfo(path).size() <= 0) {
        QMessageBox::warning(this, tr("Save as PDF"),
                             tr("%1 could not be written.").arg(QDir::toNativeSeparators(path)));
    }
}

} // namespace vigie::ui::shell
