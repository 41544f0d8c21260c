// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QtCharts/QChartView>
#include <QtCharts/QValueAxis>

#include "core/base/time.h"
#include "ui/inspector/timerange.h"

namespace vigie::ui::inspector {

/// What charts over time share: a stretch of time along the bottom, a cursor that they are given,
/// and what pointer and keys ask for. Tells where the pointer is, so that whoever owns several of
/// them links them. Who inherits puts its curves on `timeAxis()` and says where they lie. GUI
/// thread.
class TimeChart : public QChartView {
    Q_OBJECT
public:
    explicit TimeChart(QWidget* parent = nullptr);

    void setRange(const TimeRange& range);
    [[nodiscard]] const TimeRange& range() const { return m_range; }
    void setCursor(std::optional<base::Utc> cursor);
    [[nodiscard]] std::optional<base::Utc> cursorTime() const { return m_cursor; }
    void setTimeLabels(bool hasTimeLabels);
    [[nodiscard]] bool hasTimeLabels() const { return m_hasTimeLabels; }

signals:
    void hovered(vigie::base::Utc at);
    void left();
    /// `factor` > 1 shows more time, around `anchor`.
    void zoomed(double factor, vigie::base::Utc anchor);
    /// A stretch was drawn.
    void rangeWanted(const vigie::ui::inspector::TimeRange& range);
    void moved(vigie::base::Nanoseconds by);
    void liveWanted();

protected:
    /// Sets the plot area.
    virtual void layOut() = 0;
    [[nodiscard]] QValueAxis* timeAxis() const { return m_time; }
    [[nodiscard]] double labelsHeight() const;
    [[nodiscard]] base::Utc timeAt(double x) const;
    [[nodiscard]] double positionOf(base::Utc at) const;
    /// Times below the plot, the cursor, the stretch being drawn, and the keyboard's mark.
    void paintTime(QPainter& painter) const;

    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QValueAxis* m_time; // the chart's
    TimeRange m_range;
    std::optional<base::Utc> m_cursor;
    bool m_hasTimeLabels = false;
    /// Where the left button went down to draw a stretch, and where the pointer is now.
    std::optional<double> m_drawnFrom;
    double m_drawnTo = 0;
    /// Where the chart was taken hold of to move it.
    std::optional<double> m_draggedFrom;
};

/// Milliseconds since 1970, as the time axis counts.
[[nodiscard]] double chartTime(base::Utc at);

} // namespace vigie::ui::inspector
