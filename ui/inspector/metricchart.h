// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include <QtCharts/QAreaSeries>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "core/engine/view.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// A stretch of time that charts share.
struct TimeRange {
    base::Utc from{};
    base::Utc to{};
    bool operator==(const TimeRange&) const = default;
};

/// One metric of both paths over time: a curve each, with a band where samples were merged, and no
/// line where nothing is known. Shows a cursor that it is given; tells where the pointer is, so
/// that whoever owns several of them links them. GUI thread.
class MetricChart final : public QChartView {
    Q_OBJECT
public:
    MetricChart(model::MetricInfo metric, QWidget* parent = nullptr);
    ~MetricChart() override;

    [[nodiscard]] const model::MetricInfo& shownMetric() const { return m_metric; }
    /// Forgets the curves.
    void setTwins(const Twins& twins);
    void setRange(const TimeRange& range);
    void setSeries(std::size_t side, engine::ChartSeries series);
    /// Drawn as a dashed line, in the metric's unit; nothing: none.
    void setLimit(std::optional<double> limit);
    void setCursor(std::optional<base::Utc> cursor);
    void setTimeLabels(bool hasTimeLabels);

    [[nodiscard]] std::optional<base::Utc> cursorTime() const { return m_cursor; }
    [[nodiscard]] bool hasTimeLabels() const { return m_hasTimeLabels; }
    /// At the cursor (the newest without one), as painted: a dash where it is not known.
    [[nodiscard]] QString valueTextOf(std::size_t side) const;
    [[nodiscard]] const engine::ChartSeries& series(std::size_t side) const {
        return m_sides[side].series;
    }
    /// Unbroken curves of a side on the chart, and how many of them have a band.
    [[nodiscard]] int curves(std::size_t side) const;
    [[nodiscard]] int bands(std::size_t side) const;
    /// "Service bitrate", "Mb/s".
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString unit() const;

    [[nodiscard]] QSize sizeHint() const override { return {600, 110}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 84}; }

signals:
    void hovered(vigie::base::Utc at);
    void left();
    /// `factor` > 1 shows more time, around `anchor`.
    void zoomed(double factor, vigie::base::Utc anchor);
    void moved(vigie::base::Nanoseconds by);
    void liveWanted();
    void removalWanted();

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Curve {
        std::unique_ptr<QLineSeries> line;
        std::unique_ptr<QLineSeries> upper;
        std::unique_ptr<QLineSeries> lower;
        std::unique_ptr<QAreaSeries> band;
    };
    struct Side {
        engine::ChartSeries series;
        std::vector<Curve> curves;
    };
    void clear(Side& side);
    void addCurve(std::size_t side, std::size_t first, std::size_t last);
    void fitValues();
    void layOut();
    [[nodiscard]] std::optional<double> valueAt(std::size_t side) const;
    [[nodiscard]] base::Utc timeAt(double x) const;
    [[nodiscard]] double positionOf(base::Utc at) const;
    void paintTitle(QPainter& painter) const;

    const model::MetricInfo m_metric;
    const bool m_isRate;
    Twins m_twins;
    TimeRange m_range;
    std::array<Side, 2> m_sides;
    QValueAxis* m_time;
    QValueAxis* m_values;
    std::optional<double> m_limit;
    std::optional<base::Utc> m_cursor;
    bool m_hasTimeLabels = false;
    std::optional<double> m_draggedFrom;
};

} // namespace vigie::ui::inspector
