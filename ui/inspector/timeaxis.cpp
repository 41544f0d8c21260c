// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/timeaxis.h"

#include <algorithm>

#include <QPainter>

#include "ui/desk/timeticks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

void paintTimes(QPainter& painter, const QRectF& plot, double width, const TimeRange& range) {
    const auto span = static_cast<double>((range.to - range.from).count());
    if (span <= 0 || plot.width() <= 0) {
        return;
    }
    painter.setFont(theme::figureFont(10));
    painter.setPen(QColor::fromRgb(theme::color::quiet()));
    const int most = std::max(2, static_cast<int>(plot.width() / 110));
    for (const auto& tick : desk::timeTicks(range.from, range.to, most)) {
        const double x =
            plot.left() + plot.width() * static_cast<double>((tick.at - range.from).count()) / span;
        painter.drawLine(QPointF(x, plot.bottom() + 1), QPointF(x, plot.bottom() + 4));
        const QRectF box(x - 40, plot.bottom() + 4, 80, 13);
        if (box.right() < width + 10 && box.left() > 0) {
            painter.drawText(box, Qt::AlignCenter, tick.text);
        }
    }
}

TimeAxis::TimeAxis(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize TimeAxis::sizeHint() const {
    return {100, static_cast<int>(timeLabelsHeight)};
}

void TimeAxis::setRange(const TimeRange& range) {
    if (range != m_range) {
        m_range = range;
        update();
    }
}

void TimeAxis::setPlot(double left, double right) {
    m_plotLeft = left;
    m_plotRight = right;
    update();
}

void TimeAxis::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintTimes(painter, QRectF(QPointF(m_plotLeft, -1), QPointF(m_plotRight, 0)), width(), m_range);
}

} // namespace vigie::ui::inspector
