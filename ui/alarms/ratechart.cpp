// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/ratechart.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/desk/timeticks.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::alarms {

namespace {

constexpr auto period = std::chrono::minutes(10);
constexpr auto span = std::chrono::hours(24);
constexpr double floodLines = 10;
constexpr double left = 46;
constexpr double right = 10;
constexpr double titleHeight = 18;
constexpr double axisHeight = 20;
constexpr double gap = 10;

double mostOf(const std::vector<std::pair<base::Utc, std::uint32_t>>& bins) {
    std::uint32_t most = 0;
    for (const auto& [at, count] : bins) {
        most = std::max(most, count);
    }
    return most;
}

} // namespace

void RateChart::setPerformance(const alarm::Performance& performance) {
    m_lines = performance.linesPer10Min;
    m_alarms = performance.alarmsPer10Min;
    m_to = performance.at;
    m_from = m_to - span;
    m_countedFrom = std::max(performance.from, m_from);
    int all = 0;
    for (const auto& [at, count] : m_lines) {
        all += static_cast<int>(count);
    }
    setAccessibleName(tr("Operator lines per 10 minutes"));
    setAccessibleDescription(tr("%1 lines since %2; the worst ten minutes had %3.")
                                 .arg(theme::grouped(all), theme::dateTimeText(m_countedFrom),
                                      theme::grouped(static_cast<qint64>(mostOf(m_lines)))));
    update();
}

QRectF RateChart::plot() const {
    return QRectF(rect()).adjusted(left, 0, -right, -axisHeight);
}

RateChart::Part RateChart::linesPart() const {
    const QRectF all = plot();
    const double height = (all.height() - 2 * titleHeight - gap) * 0.62;
    return {QRectF(all.left(), all.top() + titleHeight, all.width(), height),
            std::max(floodLines + 2, std::ceil(mostOf(m_lines) * 1.1))};
}

RateChart::Part RateChart::alarmsPart() const {
    const QRectF all = plot();
    const QRectF above = linesPart().box;
    const double top = above.bottom() + gap + titleHeight;
    return {QRectF(all.left(), top, all.width(), all.bottom() - top),
            std::max(10.0, std::ceil(mostOf(m_alarms) * 1.1))};
}

double RateChart::x(base::Utc at) const {
    const QRectF all = plot();
    const double part = std::chrono::duration<double>(at - m_from).count() /
                        std::chrono::duration<double>(span).count();
    return all.left() + std::clamp(part, 0.0, 1.0) * all.width();
}

void RateChart::drawPart(QPainter& painter, const Part& part, const Bins& bins, QRgb rgb,
                         const QString& title) const {
    const QRectF& box = part.box;
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    painter.setFont(theme::textFont(theme::smallPixels + 1));
    painter.drawText(QRectF(box.left(), box.top() - titleHeight, box.width(), titleHeight),
                     Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.fillRect(box, QColor::fromRgb(theme::color::panel()));
    if (m_countedFrom > m_from) {
        const QRectF unknown(box.left(), box.top(), x(m_countedFrom) - box.left(), box.height());
        painter.fillRect(unknown, QBrush(QColor::fromRgb(theme::color::line()), Qt::BDiagPattern));
        painter.setPen(QColor::fromRgb(theme::color::quiet()));
        if (unknown.width() > 120) {
            painter.drawText(unknown, Qt::AlignCenter, tr("not counted yet"));
        }
    }
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    painter.setFont(theme::figureFont(theme::smallPixels));
    for (const double value : {0.0, std::floor(part.most)}) {
        const double y = box.bottom() - value / part.most * box.height();
        painter.drawText(QRectF(0, y - 8, left - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         theme::grouped(static_cast<qint64>(value)));
    }
    const QColor fill = QColor::fromRgb(rgb);
    for (const auto& [at, count] : bins) {
        if (at + period <= m_from || count == 0) {
            continue;
        }
        const double from = x(at);
        const double width = std::max(1.0, x(at + period) - from - 1);
        const double height = count / part.most * box.height();
        const QRectF bar(from, box.bottom() - height, width, height);
        painter.fillRect(bar, fill);
        if (&bins == &m_lines && count > floodLines) {
            // Not only by its height: a cap marks what was too much.
            painter.fillRect(QRectF(from, bar.top() - 4, width, 3),
                             QColor::fromRgb(theme::color::bright()));
        }
    }
    painter.setPen(QColor::fromRgb(theme::color::line()));
    painter.drawLine(box.bottomLeft(), box.bottomRight());
}

void RateChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_to == base::Utc{}) {
        return;
    }
    const Part lines = linesPart();
    drawPart(painter, lines, m_lines, theme::color::focus(), tr("Operator lines per 10 min"));
    drawPart(painter, alarmsPart(), m_alarms, theme::color::quiet(),
             tr("Alarms behind them per 10 min"));
    const double y = lines.box.bottom() - floodLines / lines.most * lines.box.height();
    painter.setPen(QPen(QColor::fromRgb(theme::color::text()), 1, Qt::DashLine));
    painter.drawLine(QPointF(lines.box.left(), y), QPointF(lines.box.right(), y));
    painter.setFont(theme::textFont(theme::smallPixels));
    painter.drawText(QRectF(lines.box.left() + 6, y - 16, lines.box.width() - 12, 15),
                     Qt::AlignRight | Qt::AlignBottom, tr("10: above this it is a flood"));
    painter.setFont(theme::figureFont(theme::smallPixels));
    painter.drawText(QRectF(0, y - 8, left - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("10"));
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    const QRectF all = plot();
    for (const desk::TimeTick& tick :
         desk::timeTicks(m_from, m_to, std::max(2, static_cast<int>(all.width() / 90)))) {
        const double at = x(tick.at);
        painter.drawLine(QPointF(at, all.bottom()), QPointF(at, all.bottom() + 3));
        painter.drawText(QRectF(at - 40, all.bottom() + 3, 80, axisHeight - 3),
                         Qt::AlignHCenter | Qt::AlignVCenter, tick.text);
    }
}

QString RateChart::textAt(const QPointF& point) const {
    const QRectF all = plot();
    if (m_to == base::Utc{} || !all.contains(point)) {
        return {};
    }
    const double part = (point.x() - all.left()) / all.width();
    const base::Utc at = m_from + std::chrono::duration_cast<base::Nanoseconds>(
                                      std::chrono::duration<double>(span) * part);
    const auto find = [at](const Bins& bins) -> std::optional<std::uint32_t> {
        const auto found = std::find_if(bins.begin(), bins.end(), [at](const auto& bin) {
            return bin.first <= at && at < bin.first + period;
        });
        return found == bins.end() ? std::nullopt : std::optional(found->second);
    };
    const auto lines = find(m_lines);
    if (!lines) {
        return at < m_countedFrom ? tr("not counted yet") : QString();
    }
    const base::Utc begin{std::chrono::seconds(base::toSeconds(at) / 600 * 600)};
    const auto alarms = find(m_alarms);
    return tr("%1 to %2: %3 lines, %4 alarms")
        .arg(theme::clockText(begin), theme::clockZoneText(begin + period), theme::grouped(*lines),
             alarms ? theme::grouped(*alarms) : theme::unknownFigure());
}

bool RateChart::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = textAt(help->pos());
        if (text.isEmpty()) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), text, this);
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace vigie::ui::alarms
