// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/timechart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>

#include "ui/inspector/timeaxis.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

/// A shorter one is a click, pixels.
constexpr double leastDrawn = 6;

} // namespace

double chartTime(base::Utc at) {
    return static_cast<double>(base::toNs(at)) / 1e6;
}

TimeChart::TimeChart(QWidget* parent)
    // Given to the base: the chart that it otherwise makes by itself would be leaked by setChart().
    : QChartView(new QChart, parent), m_time(new QValueAxis) {
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundBrush(QColor::fromRgb(theme::color::ground()));
    QChart* chart = this->chart();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    m_time->setLabelsVisible(false);
    m_time->setGridLineVisible(false);
    m_time->setLineVisible(false);
    chart->addAxis(m_time, Qt::AlignBottom);
}

void TimeChart::setRange(const TimeRange& range) {
    m_range = range;
    m_time->setRange(chartTime(range.from), chartTime(range.to));
    viewport()->update();
}

void TimeChart::setCursor(std::optional<base::Utc> cursor) {
    if (cursor != m_cursor) {
        m_cursor = cursor;
        viewport()->update();
    }
}

void TimeChart::setTimeLabels(bool hasTimeLabels) {
    m_hasTimeLabels = hasTimeLabels;
    layOut();
}

double TimeChart::labelsHeight() const {
    return m_hasTimeLabels ? timeLabelsHeight : 5;
}

base::Utc TimeChart::timeAt(double x) const {
    const QRectF plot = chart()->plotArea();
    const double share = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0);
    const auto span = static_cast<double>((m_range.to - m_range.from).count());
    return m_range.from + base::Nanoseconds(std::llround(span * share));
}

double TimeChart::positionOf(base::Utc at) const {
    const QRectF plot = chart()->plotArea();
    const auto span = static_cast<double>((m_range.to - m_range.from).count());
    return span > 0 ? plot.left() +
                          plot.width() * static_cast<double>((at - m_range.from).count()) / span
                    : plot.left();
}

void TimeChart::paintTime(QPainter& painter) const {
    const QRectF plot = chart()->plotArea();
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_hasTimeLabels) {
        paintTimes(painter, plot, width(), m_range);
    }
    if (m_cursor && *m_cursor >= m_range.from && *m_cursor <= m_range.to) {
        const double x = std::round(positionOf(*m_cursor));
        painter.setPen(QColor::fromRgb(theme::color::bright()));
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (m_drawnFrom) {
        QColor fill = QColor::fromRgb(theme::color::focus());
        fill.setAlphaF(0.25F);
        painter.fillRect(QRectF(QPointF(std::min(*m_drawnFrom, m_drawnTo), plot.top()),
                                QPointF(std::max(*m_drawnFrom, m_drawnTo), plot.bottom())),
                         fill);
    }
    if (hasFocus()) {
        painter.setPen(QColor::fromRgb(theme::color::focus()));
        painter.drawLine(QPointF(0.5, plot.top()), QPointF(0.5, plot.bottom()));
    }
}

void TimeChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    layOut();
}

void TimeChart::mousePressEvent(QMouseEvent* event) {
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

void TimeChart::mouseMoveEvent(QMouseEvent* event) {
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

void TimeChart::mouseReleaseEvent(QMouseEvent* event) {
    m_draggedFrom.reset();
    const std::optional<double> from = std::exchange(m_drawnFrom, std::nullopt);
    if (from && std::abs(m_drawnTo - *from) >= leastDrawn) {
        emit rangeWanted({timeAt(std::min(*from, m_drawnTo)), timeAt(std::max(*from, m_drawnTo))});
    }
    viewport()->update();
    event->accept();
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent* event) {
    m_draggedFrom.reset();
    m_drawnFrom.reset();
    emit liveWanted();
    event->accept();
}

void TimeChart::wheelEvent(QWheelEvent* event) {
    // Outside the curves the wheel scrolls what the chart lies in.
    const QPoint turn = event->angleDelta();
    if (!chart()->plotArea().contains(event->position()) || turn.isNull()) {
        event->ignore();
        return;
    }
    if (turn.y() == 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        const double steps = (turn.y() != 0 ? turn.y() : turn.x()) / 120.0;
        const auto span = static_cast<double>((m_range.to - m_range.from).count());
        emit moved(base::Nanoseconds(std::llround(-span * steps / 10)));
        event->accept();
        return;
    }
    emit zoomed(std::pow(0.8, event->angleDelta().y() / 120.0), timeAt(event->position().x()));
    event->accept();
}

void TimeChart::leaveEvent(QEvent* event) {
    QChartView::leaveEvent(event);
    emit left();
}

void TimeChart::keyPressEvent(QKeyEvent* event) {
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
    default:
        event->ignore();
    }
}

} // namespace vigie::ui::inspector
