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
#include "ui/inspector/alarmspans.h"
#include "ui/inspector/thresholds.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// A stretch of time that charts share.
struct TimeRange {
    base::Utc from{};
    base::Utc to{};
    bool operator==(const TimeRange&) const = default;
};

/// What a chart shows: a metric; of a PID, which one. "pid.bitrate@256" as text.
struct ChartId {
    std::string key;
    std::optional<std::uint16_t> pid;
    bool operator==(const ChartId&) const = default;
    [[nodiscard]] QString text() const;
    [[nodiscard]] static ChartId fromText(const QString& text);
};

/// One metric of both paths over time: a curve each, with a band where samples were merged, and no
/// line where nothing is known. Limits of rules are dashed lines, the time of alarms is shaded.
/// Shows a cursor that it is given; tells where the pointer is, so that whoever owns several of
/// them links them. GUI thread.
class MetricChart final : public QChartView {
    Q_OBJECT
public:
    explicit MetricChart(model::MetricInfo metric, QWidget* parent = nullptr,
                         std::optional<std::uint16_t> pid = std::nullopt);
    ~MetricChart() override;
    [[nodiscard]] ChartId id() const { return {m_metric.key, m_pid}; }

    [[nodiscard]] const model::MetricInfo& shownMetric() const { return m_metric; }
    /// Forgets the curves.
    void setTwins(const Twins& twins);
    void setRange(const TimeRange& range);
    void setSeries(std::size_t side, engine::ChartSeries series);
    /// Drawn as a dashed line, in the metric's unit; nothing: none.
    void setLimit(std::optional<double> limit);
    /// Of rules in force.
    void setThresholds(std::vector<Threshold> thresholds);
    [[nodiscard]] const std::vector<Threshold>& thresholds() const { return m_thresholds; }
    /// A stretch of time that is shaded, and what the pointer is told there.
    struct Shade {
        AlarmSpan span;
        QString text;
        /// The alarm is about this very metric.
        bool isOwn = false;
        bool operator==(const Shade&) const = default;
    };
    /// `now`: until when alarms that are present are shaded.
    void setShades(std::vector<Shade> shades, base::Utc now);
    [[nodiscard]] const std::vector<Shade>& shades() const { return m_shades; }
    /// What is said of a point: alarms of that moment, limits near it; empty: nothing.
    [[nodiscard]] QString textAt(const QPointF& position) const;
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
    /// A stretch was drawn.
    void rangeWanted(const vigie::ui::inspector::TimeRange& range);
    void moved(vigie::base::Nanoseconds by);
    void liveWanted();
    void removalWanted();
    /// -1: up, 1: down.
    void orderWanted(int direction);

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
    bool viewportEvent(QEvent* event) override;

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
    [[nodiscard]] double heightOf(double value) const;
    void paintTitle(QPainter& painter) const;
    void paintShades(QPainter& painter) const;
    void paintThresholds(QPainter& painter) const;

    const model::MetricInfo m_metric;
    const std::optional<std::uint16_t> m_pid;
    const bool m_isRate;
    Twins m_twins;
    TimeRange m_range;
    std::array<Side, 2> m_sides;
    QValueAxis* m_time;
    QValueAxis* m_values;
    std::optional<double> m_limit;
    std::optional<base::Utc> m_cursor;
    bool m_hasTimeLabels = false;
    std::vector<Threshold> m_thresholds;
    std::vector<Shade> m_shades;
    base::Utc m_now{};
    /// Where the left button went down to draw a stretch, and where the pointer is now.
    std::optional<double> m_drawnFrom;
    double m_drawnTo = 0;
    /// Where the chart was taken hold of to move it.
    std::optional<double> m_draggedFrom;
};

} // namespace vigie::ui::inspector
