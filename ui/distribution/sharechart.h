// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QtCharts/QAreaSeries>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

#include "core/engine/snapshot.h"

namespace vigie::ui::distribution {

/// The share over time, stacked to a hundred: cloud below, then satellite, fibre; what nothing
/// carried stays empty, and so does time of which nothing is known. GUI thread; redraws only when
/// the history has a new point.
class ShareChart final : public QChartView {
    Q_OBJECT
public:
    explicit ShareChart(QWidget* parent = nullptr);
    ~ShareChart() override;

    void setShare(const engine::ShareStatus& share, base::Utc now);
    /// Stretches of known time that are drawn.
    [[nodiscard]] std::size_t stretches() const { return m_stretches.size(); }
    [[nodiscard]] QSize sizeHint() const override { return {380, 128}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }

private:
    struct Bounds;
    /// One run of known points: the edges between the parts, from the bottom up.
    struct Stretch {
        std::vector<std::unique_ptr<QLineSeries>> edges;
        std::vector<std::unique_ptr<QAreaSeries>> areas;
    };
    void clear();
    void addStretch(const std::vector<engine::SharePoint>& points);
    void setTimes(base::Utc from, base::Utc to);

    QCategoryAxis* m_time;
    QValueAxis* m_percent;
    QLineSeries* m_twoThirds;
    std::vector<Stretch> m_stretches;
    std::shared_ptr<const std::vector<engine::SharePoint>> m_shown;
};

} // namespace vigie::ui::distribution
