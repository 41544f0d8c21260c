// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/prioritybars.h"

#include <array>

#include <QPainter>

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::alarms {

void PriorityBars::setPriorities(std::optional<Priorities> priorities) {
    m_priorities = priorities;
    setAccessibleName(tr("Priorities"));
    setAccessibleDescription(
        priorities
            ? tr("Low %1 %, medium %2 %, high %3 %; the target is 80, 15 and 5.")
                  .arg(theme::figure(priorities->low, 0), theme::figure(priorities->medium, 0),
                       theme::figure(priorities->high, 0))
            : tr("No alarm was raised yet."));
    update();
}

void PriorityBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    struct Row {
        QString word;
        alarm::Severity severity;
        std::optional<double> part;
        double target;
    };
    const auto of = [this](double Priorities::*part) {
        return m_priorities ? std::optional((*m_priorities).*part) : std::nullopt;
    };
    const std::array<Row, 3> rows{Row{tr("low: warning, minor"), alarm::Severity::Minor,
                                      of(&Priorities::low), targetPriorities.low},
                                  Row{tr("medium: major"), alarm::Severity::Major,
                                      of(&Priorities::medium), targetPriorities.medium},
                                  Row{tr("high: critical"), alarm::Severity::Critical,
                                      of(&Priorities::high), targetPriorities.high}};
    const double wordWidth = 150;
    const double figureWidth = 150;
    const double rowHeight = 26;
    const double barWidth = std::max(40.0, width() - wordWidth - figureWidth);
    double y = 2;
    for (const Row& row : rows) {
        const QRectF line(0, y, width(), rowHeight);
        theme::drawShape(painter, QRectF(0, y + 7, 12, 12), theme::severityShape(row.severity),
                         theme::severityColor(row.severity));
        painter.setFont(theme::textFont(12));
        painter.setPen(QColor::fromRgb(theme::color::text()));
        painter.drawText(line.adjusted(18, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.word);
        const QRectF bar(wordWidth, y + 7, barWidth, 12);
        painter.fillRect(bar, QColor::fromRgb(theme::color::panel()));
        if (row.part) {
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * *row.part / 100, bar.height()),
                QColor::fromRgb(theme::color::focus()));
        }
        const double mark = bar.left() + bar.width() * row.target / 100;
        painter.fillRect(QRectF(mark - 1, bar.top() - 4, 2, bar.height() + 8),
                         QColor::fromRgb(theme::color::bright()));
        painter.setFont(theme::figureFont(12));
        painter.setPen(QColor::fromRgb(theme::color::bright()));
        const QString value =
            row.part ? theme::figure(row.part, 1) + QStringLiteral(" %") : theme::unknownFigure();
        painter.drawText(QRectF(bar.right() + 8, y, 62, rowHeight),
                         Qt::AlignRight | Qt::AlignVCenter, value);
        painter.setPen(QColor::fromRgb(theme::color::quiet()));
        painter.drawText(QRectF(bar.right() + 76, y, figureWidth - 76, rowHeight),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         tr("of %1 %").arg(theme::figure(row.target, 0)));
        y += rowHeight;
    }
}

} // namespace vigie::ui::alarms
