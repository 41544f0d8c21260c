// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "core/engine/view.h"
#include "ui/inspector/alarmspans.h"
#include "ui/inspector/curves.h"
#include "ui/inspector/thresholds.h"
#include "ui/inspector/timechart.h"
#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// What a chart shows: a metric; of a PID, which one. "pid.bitrate@256" as text.
struct ChartId {
    std::string key;
    std::optional<std::uint16_t> pid;
    bool operator==(const ChartId&) const = default;
    [[nodiscard]] QString text() const;
    [[nodiscard]] static ChartId fromText(const QString& text);
};

/// One metric of both paths over time: a curve each, with a band where samples were merged, and no
/// line where nothing is known. Limits of rules are dashed lines, the time of alarms is shaded. GUI
/// thread.
class MetricChart final : public TimeChart {
    Q_OBJECT
public:
    explicit MetricChart(model::MetricInfo metric, QWidget* parent = nullptr,
                         std::optional<std::uint16_t> pid = std::nullopt);
    [[nodiscard]] ChartId id() const { return {m_metric.key, m_pid}; }

    [[nodiscard]] const model::MetricInfo& shownMetric() const { return m_metric; }
    /// Forgets the curves.
    void setTwins(const Twins& twins);
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

    /// Where the curves begin and end, pixels from the chart's left and right edge.
    static constexpr double leftMargin = 58;
    static constexpr double rightMargin = 10;

    [[nodiscard]] QSize sizeHint() const override { return {600, 110}; }

signals:
    void removalWanted();
    /// -1: up, 1: down.
    void orderWanted(int direction);

protected:
    void layOut() override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Side {
        engine::ChartSeries series;
        Curves curves;
    };
    void fitValues();
    [[nodiscard]] double heightOf(double value) const;
    void paintTitle(QPainter& painter) const;
    void paintShades(QPainter& painter) const;
    void paintThresholds(QPainter& painter) const;

    const model::MetricInfo m_metric;
    const std::optional<std::uint16_t> m_pid;
    const bool m_isRate;
    Twins m_twins;
    std::array<Side, 2> m_sides;
    QValueAxis* m_values;
    std::optional<double> m_limit;
    std::vector<Threshold> m_thresholds;
    std::vector<Shade> m_shades;
    base::Utc m_now{};
};

} // namespace vigie::ui::inspector
