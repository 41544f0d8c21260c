// SPDX-License-Identifier: GPL-3.0-or-later
// What the pointer and the keys do to a chart, and what is painted over its curves.
#include "ui/inspector/metricchart.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QtCharts/QChart>

#include "ui/inspector/metricview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

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
        if (to < range().from || shade.span.from > range().to) {
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
        QColor ground = QColor::fromRgb(theme::color::ground()); // curves may run there
        ground.setAlphaF(0.75F);
        painter.fillRect(box, ground);
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
    paintThresholds(*painter);
    paintTime(*painter);
    painter->restore();
}

void MetricChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (!event->modifiers().testFlag(Qt::ControlModifier)) {
            event->ignore();
            return;
        }
        emit orderWanted(event->key() == Qt::Key_Up ? -1 : 1);
        break;
    case Qt::Key_Delete:
        emit removalWanted();
        break;
    default:
        TimeChart::keyPressEvent(event);
    }
}

} // namespace vigie::ui::inspector
