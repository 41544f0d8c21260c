// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and the keys do to a chart, and what is painted over its curves.
#include "ui/inspector/metricchart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <QtCharts/QChart>

#include "ui/desk/timeticks.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

/// A shorter one is a click, pixels.
constexpr double leastDrawn = 6;

QString keysText() {
    return MetricChart::tr("Wheel: zoom · draw a stretch: zoom into it · Shift+drag: move · double "
                           "click or 0: back · Ctrl+↑ ↓: order · Delete: remove");
}

} // namespace

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

double MetricChart::heightOf(double value) const {
    const QRectF plot = chart()->plotArea();
    const double low = m_values->min();
    return plot.bottom() - plot.height() * (value - low) / (m_values->max() - low);
}

void MetricChart::paintShades(QPainter& painter) const {
    const QRectF plot = chart()->plotArea();
    for (const Shade& shade : m_shades) {
        const base::Utc to = shade.span.to.value_or(m_now);
        if (to < m_range.from || shade.span.from > m_range.to) {
            continue;
        }
        const double left = std::max(plot.left(), positionOf(shade.span.from));
        const double right = std::max(left + 1, std::min(plot.right(), positionOf(to)));
        QColor fill = theme::severityColor(shade.span.severity);
        fill.setAlphaF(shade.isOwn ? 0.24F : 0.10F);
        painter.fillRect(QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())), fill);
        // Not by color alone: where it is about this metric, a bar on top with its beginning.
        if (shade.isOwn) {
            fill.setAlphaF(1);
            painter.fillRect(QRectF(left, plot.top(), right - left, 2), fill);
            if (right - left >= 8) {
                theme::drawShape(painter, QRectF(left, plot.top() + 3, 8, 8),
                                 theme::severityShape(shade.span.severity), fill);
            }
        }
    }
}

void MetricChart::paintThresholds(QPainter& painter) const {
    const QRectF plot = chart()->plotArea();
    const double factor = unitView(m_metric, m_isRate).factor;
    const QFont font = theme::textFont(10);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    if (m_limit) {
        QPen pen(theme::severityColor(engine::Severity::Major), 1);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        const double y = heightOf(*m_limit * factor);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
    QList<QRectF> taken;
    for (const Threshold& threshold : m_thresholds) {
        const QColor color = theme::severityColor(threshold.severity);
        const double value = threshold.limit * factor;
        const bool isAboveView = value > m_values->max();
        const bool isBelowView = value < m_values->min();
        double y = heightOf(value);
        QString label = thresholdLabel(threshold, m_metric);
        if (isAboveView || isBelowView) {
            // Out of sight: only said, at the edge where it lies.
            y = isAboveView ? plot.top() + metrics.height() : plot.bottom() - 1;
            label += isAboveView ? QStringLiteral(" ↑") : QStringLiteral(" ↓");
        } else {
            QPen pen(color, 1);
            pen.setDashPattern({6, 3});
            painter.setPen(pen);
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        }
        const double width = metrics.horizontalAdvance(label) + 4;
        QRectF box(plot.right() - width, y - metrics.height() - 1, width, metrics.height());
        box.moveTop(std::clamp(box.top(), plot.top(), plot.bottom() - box.height()));
        while (std::any_of(taken.begin(), taken.end(),
                           [&box](const QRectF& other) { return other.intersects(box); })) {
            box.moveLeft(box.left() - 12);
        }
        if (box.left() < plot.left()) {
            continue; // no room for its words; the tool tip has them
        }
        taken << box;
        painter.setPen(color);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, label);
    }
}

QString MetricChart::textAt(const QPointF& position) const {
    const QRectF plot = chart()->plotArea();
    QStringList lines;
    if (!plot.adjusted(0, -2, 0, 2).contains(position)) {
        return {};
    }
    const base::Utc at = timeAt(position.x());
    for (const Shade& shade : m_shades) {
        if (shade.span.from <= at && at <= shade.span.to.value_or(m_now)) {
            lines << shade.text;
        }
    }
    const double factor = unitView(m_metric, m_isRate).factor;
    for (const Threshold& threshold : m_thresholds) {
        const double value = threshold.limit * factor;
        const bool isInView = value >= m_values->min() && value <= m_values->max();
        if (!isInView || std::abs(heightOf(value) - position.y()) <= 6) {
            lines << thresholdText(threshold, m_metric, m_twins);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

bool MetricChart::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = textAt(help->pos());
        QToolTip::showText(help->globalPos(), text.isEmpty() ? keysText() : text, viewport());
        return true;
    }
    return QChartView::viewportEvent(event);
}

void MetricChart::drawForeground(QPainter* painter, const QRectF& rect) {
    QChartView::drawForeground(painter, rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintShades(*painter);
    paintTitle(*painter);
    const QRectF plot = chart()->plotArea();
    paintThresholds(*painter);
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
    if (m_drawnFrom) {
        QColor fill = QColor::fromRgb(theme::color::focus());
        fill.setAlphaF(0.25F);
        painter->fillRect(QRectF(QPointF(std::min(*m_drawnFrom, m_drawnTo), plot.top()),
                                 QPointF(std::max(*m_drawnFrom, m_drawnTo), plot.bottom())),
                          fill);
    }
    if (hasFocus()) {
        painter->setPen(QColor::fromRgb(theme::color::focus()));
        painter->drawLine(QPointF(0.5, plot.top()), QPointF(0.5, plot.bottom()));
    }
    painter->restore();
}

void MetricChart::mousePressEvent(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    const bool isMove =
        event->button() == Qt::MiddleButton ||
        (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    if (isMove) {
        m_draggedFrom = event->position().x();
    } else if (event->button() == Qt::LeftButton &&
               chart()->plotArea().contains(event->position())) {
        m_drawnFrom = event->position().x();
        m_drawnTo = *m_drawnFrom;
    }
    event->accept();
}

void MetricChart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF plot = chart()->plotArea();
    if (m_draggedFrom && std::abs(event->position().x() - *m_draggedFrom) >= 2) {
        const base::Nanoseconds by =
            timeAt(plot.left() + plot.width() / 2) -
            timeAt(plot.left() + plot.width() / 2 + event->position().x() - *m_draggedFrom);
        m_draggedFrom = event->position().x();
        emit moved(by);
    } else if (m_drawnFrom) {
        m_drawnTo = std::clamp(event->position().x(), plot.left(), plot.right());
        viewport()->update();
    }
    emit hovered(timeAt(event->position().x()));
    event->accept();
}

void MetricChart::mouseReleaseEvent(QMouseEvent* event) {
    m_draggedFrom.reset();
    const std::optional<double> from = std::exchange(m_drawnFrom, std::nullopt);
    if (from && std::abs(m_drawnTo - *from) >= leastDrawn) {
        emit rangeWanted({timeAt(std::min(*from, m_drawnTo)), timeAt(std::max(*from, m_drawnTo))});
    }
    viewport()->update();
    event->accept();
}

void MetricChart::mouseDoubleClickEvent(QMouseEvent* event) {
    m_draggedFrom.reset();
    m_drawnFrom.reset();
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
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        if (isShifted) {
            emit moved(-10 * step);
        } else {
            emit hovered(std::max(m_range.from, at - step));
        }
        break;
    case Qt::Key_Right:
        if (isShifted) {
            emit moved(10 * step);
        } else {
            emit hovered(std::min(m_range.to, at + step));
        }
        break;
    case Qt::Key_Home:
        emit hovered(m_range.from);
        break;
    case Qt::Key_End:
        emit hovered(m_range.to);
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!event->modifiers().testFlag(Qt::ControlModifier)) {
            event->ignore();
            return;
        }
        emit orderWanted(event->key() == Qt::Key_Up ? -1 : 1);
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
