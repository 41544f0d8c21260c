// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>

#include "ui/alarms/shiftreport.h"

namespace vigie::ui::alarms {

namespace {

/// Only what both a browser and QTextDocument understand; no colors but for the lines of tables,
/// which show on paper and on the desk. Fonts that every system has under one name.
const auto style = QStringLiteral(R"(
body { font-family: "DejaVu Sans", "Noto Sans", sans-serif; font-size: 10pt; }
h1 { font-size: 18pt; margin-bottom: 2px; }
h2 { font-size: 13pt; margin-top: 18px; margin-bottom: 4px; }
p { margin-top: 2px; margin-bottom: 4px; }
table { border-collapse: collapse; border-color: #8a949e; }
th { text-align: left; }
th, td { padding: 3px 8px; vertical-align: top; }
@media print { h2 { page-break-after: avoid; } tr { page-break-inside: avoid; } }
)");

QString tableHtml(const ReportTable& table) {
    if (table.rows.empty()) {
        return QStringLiteral("<p>%1</p>\n").arg(table.none.toHtmlEscaped());
    }
    QString html =
        QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\">\n"
                       "<thead><tr>");
    for (const QString& cell : table.head) {
        html +=
            QStringLiteral("<th scope=\"col\">") + cell.toHtmlEscaped() + QStringLiteral("</th>");
    }
    html += QStringLiteral("</tr></thead>\n<tbody>\n");
    for (const QStringList& row : table.rows) {
        html += QStringLiteral("<tr>");
        for (const QString& cell : row) {
            html += QStringLiteral("<td>") + cell.toHtmlEscaped() + QStringLiteral("</td>");
        }
        html += QStringLiteral("</tr>\n");
    }
    return html + QStringLiteral("</tbody></table>\n");
}

} // namespace

// Built by joining, not by arg(): foreign text may hold "%1".
QString toHtml(const ShiftReport& report) {
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"");
    html += QLocale().bcp47Name().section(QLatin1Char('-'), 0, 0).toHtmlEscaped();
    html += QStringLiteral("\"><head><meta charset=\"utf-8\"><title>");
    html += report.title.toHtmlEscaped() + QStringLiteral("</title>\n<style>");
    html += style + QStringLiteral("</style></head>\n<body>\n<h1>");
    html += report.title.toHtmlEscaped() + QStringLiteral("</h1>\n<p>");
    html += report.subtitle.toHtmlEscaped() + QStringLiteral("</p>\n");
    for (const ReportSection& section : report.sections) {
        html += QStringLiteral("<h2>") + section.title.toHtmlEscaped() + QStringLiteral("</h2>\n");
        for (const QString& paragraph : section.paragraphs) {
            html += QStringLiteral("<p>") + paragraph.toHtmlEscaped() + QStringLiteral("</p>\n");
        }
        if (section.table) {
            html += tableHtml(*section.table);
        }
    }
    return html + QStringLiteral("</body></html>\n");
}

QString toText(const ShiftReport& report) {
    const auto underlined = [](const QString& text, QChar with) {
        return text + QLatin1Char('\n') + QString(text.size(), with) + QLatin1Char('\n');
    };
    QString text = underlined(report.title, QLatin1Char('='));
    text += report.subtitle + QLatin1Char('\n');
    for (const ReportSection& section : report.sections) {
        text += QLatin1Char('\n') + underlined(section.title, QLatin1Char('-'));
        for (const QString& paragraph : section.paragraphs) {
            text += paragraph + QLatin1Char('\n');
        }
        if (!section.table) {
            continue;
        }
        if (section.table->rows.empty()) {
            text += section.table->none + QLatin1Char('\n');
            continue;
        }
        text += section.table->head.join(QStringLiteral(" | ")) + QLatin1Char('\n');
        for (const QStringList& row : section.table->rows) {
            text += row.join(QStringLiteral(" | ")) + QLatin1Char('\n');
        }
    }
    return text;
}

} // namespace vigie::ui::alarms
