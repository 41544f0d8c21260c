// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/inspector/timerange.h"

namespace vigie::ui::inspector {

/// Height of the times below a plot, pixels.
inline constexpr double timeLabelsHeight = 18;

/// Ticks and times of `range` along the lower edge of `plot`, as many as have room, none beyond
/// `width`.
void paintTimes(QPainter& painter, const QRectF& plot, double width, const TimeRange& range);

/// The times of charts that lie above one another and are scrolled: in sight whichever of them is.
/// GUI thread.
class TimeAxis final : public QWidget {
    Q_OBJECT
public:
    explicit TimeAxis(QWidget* parent = nullptr);
    void setRange(const TimeRange& range);
    [[nodiscard]] const TimeRange& range() const { return m_range; }
    /// Where the plots lie, from its left edge, pixels.
    void setPlot(double left, double right);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TimeRange m_range;
    double m_plotLeft = 0;
    double m_plotRight = 0;
};

} // namespace vigie::ui::inspector
