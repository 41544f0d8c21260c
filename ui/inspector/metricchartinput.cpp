// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and the keys do to a chart, and what is painted over its curves.
#include "ui/inspector/metricchart.h"

#include <algorithm>
#include <cmath>

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <QtCharts/QChart>

#include "ui/desk/timeticks.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

void MetricChart::paintTitle(QPainter& painter) const {
    double x = 4;
    const auto put = [&](const QString& text, const QColor& color, const QFont& font, double gap) {
        painter.setFont(font);
        painter.setPen(color);
        const double advance = QFontMetricsF(font).horizontalAdvance(text);
        painter.drawText(QRectF(x, 0, advance + 2, 17), Qt::AlignVCenter, text);
        x += advance + gap;
    };
    put(title(), QColor::fromRgb(theme::color::text()), theme::textFont(12), 8);
    put(unit(), QColor::fromRgb(theme::color::quiet()), theme::textFont(11),
        unit().isEmpty() ? 4 : 16);
    for (std::size_t side = 0; side < 2; ++side) {
        const auto& path = m_twins.paths[side];
        if (!path) {
            continue;
        }
        const QColor color = twinColor(m_twins, side);
        theme::drawShape(painter, QRectF(x, 4.5, 8, 8), theme::pathKindShape(path->kind), color);
        x += 13;
        put(valueTextOf(side), color, theme::figureFont(12), 16);
    }
}

void MetricChart::drawForeground(QPainter* painter, const QRectF& rect) {
    QChartView::drawForeground(painter, rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintTitle(*painter);
    const QRectF plot = chart()->plotArea();
    if (m_limit) {
        const double factor = unitView(m_metric, m_isRate).factor;
        const double low = m_values->min();
        const double y =
            plot.bottom() - plot.height() * (*m_limit * factor - low) / (m_values->max() - low);
        QPen pen(theme::severityColor(engine::Severity::Major), 1);
        pen.setDashPattern({4, 3});
        painter->setPen(pen);
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    painter->setRenderHint(QPainter::Antialiasing, false);
    if (m_hasTimeLabels) {
        painter->setFont(theme::figureFont(10));
        painter->setPen(QColor::fromRgb(theme::color::quiet()));
        const int most = std::max(2, static_cast<int>(plot.width() / 110));
        for (const auto& tick : desk::timeTicks(m_range.from, m_range.to, most)) {
            const double x = positionOf(tick.at);
            painter->drawLine(QPointF(x, plot.bottom() + 1), QPointF(x, plot.bottom() + 4));
            const QRectF box(x - 40, plot.bottom() + 4, 80, 13);
            if (box.right() < width() + 10 && box.left() > 0) {
                painter->drawText(box, Qt::AlignCenter, tick.text);
            }
        }
    }
    if (m_cursor && *m_cursor >= m_range.from && *m_cursor <= m_range.to) {
        const double x = std::round(positionOf(*m_cursor));
        painter->setPen(QColor::fromRgb(theme::color::bright()));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (hasFocus()) {
        painter->setPen(QColor::fromRgb(theme::color::focus()));
        painter->drawLine(QPointF(0.5, plot.top()), QPointF(0.5, plot.bottom()));
    }
    painter->restore();
}

void MetricChart::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::LeftButton) {
        m_draggedFrom = event->position().x();
    }
    event->accept();
}

void MetricChart::mouseMoveEvent(QMouseEvent* event) {
    if (m_draggedFrom && std::abs(event->position().x() - *m_draggedFrom) >= 2) {
        const base::Nanoseconds by =
            timeAt(chart()->plotArea().left() + chart()->plotArea().width() / 2) -
            timeAt(chart()->plotArea().left() + chart()->plotArea().width() / 2 +
                   event->position().x() - *m_draggedFrom);
        m_draggedFrom = event->position().x();
        emit moved(by);
    }
    emit hovered(timeAt(event->position().x()));
    event->accept();
}

void MetricChart::mouseReleaseEvent(QMouseEvent* event) {
    m_draggedFrom.reset();
    event->accept();
}

void MetricChart::mouseDoubleClickEvent(QMouseEvent* event) {
    m_draggedFrom.reset();
    emit liveWanted();
    event->accept();
}

void MetricChart::wheelEvent(QWheelEvent* event) {
    // Outside the curves the wheel scrolls the list of charts.
    if (!chart()->plotArea().contains(event->position()) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    emit zoomed(std::pow(0.8, event->angleDelta().y() / 120.0), timeAt(event->position().x()));
    event->accept();
}

void MetricChart::leaveEvent(QEvent* event) {
    QChartView::leaveEvent(event);
    emit left();
}

void MetricChart::keyPressEvent(QKeyEvent* event) {
    const base::Nanoseconds step = (m_range.to - m_range.from) / 120;
    const base::Utc at = m_cursor.value_or(m_range.to);
    switch (event->key()) {
    case Qt::Key_Left:
        emit hovered(std::max(m_range.from, at - step));
        break;
    case Qt::Key_Right:
        emit hovered(std::min(m_range.to, at + step));
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        emit zoomed(0.7, at);
        break;
    case Qt::Key_Minus:
        emit zoomed(1 / 0.7, at);
        break;
    case Qt::Key_0:
        emit liveWanted();
        break;
    case Qt::Key_Escape:
        emit left();
        break;
    case Qt::Key_Delete:
        emit removalWanted();
        break;
    default:
        event->ignore();
    }
}

} // namespace vigie::ui::inspector
