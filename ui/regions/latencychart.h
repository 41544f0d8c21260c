// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/regions/regionstats.h"

namespace vigie::ui::regions {

/// How the latency of a region was distributed over the time shown: cloud and satellite apart, on
/// one axis, each as bars with the cumulative line, its median and its 95th percentile. What is not
/// known is left out and told. GUI thread.
class LatencyChart final : public QWidget {
    Q_OBJECT
public:
    explicit LatencyChart(QWidget* parent = nullptr);

    /// `uncertaintyMs`: the largest that is known of the latencies now; absent: none is.
    /// `isAllKnown`: it is known of each.
    void setStats(RegionStats cloud, RegionStats satellite, std::optional<double> uncertaintyMs,
                  bool isAllKnown);
    /// Everything that the drawing says, one line a path and one of how sure it is.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString uncertaintyText() const;
    /// Bins of both as a table for the clipboard.
    [[nodiscard]] QString tabSeparated() const;
    /// The same by RFC 4180.
    [[nodiscard]] QString csv() const;

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Axis {
        double first = 0; // ms
        double width = 0; // of a bin
        std::size_t bins = 0;
    };
    void makeAxis();
    [[nodiscard]] QString line(const QString& name, const RegionStats& stats) const;
    [[nodiscard]] QStringList rows(const QString& separator) const;
    void paintPart(QPainter& painter, const QRect& box, const RegionStats& stats,
                   const LatencyBins& bins, const QColor& color, const QString& name) const;

    RegionStats m_cloud;
    RegionStats m_satellite;
    LatencyBins m_cloudBins;
    LatencyBins m_satelliteBins;
    std::optional<double> m_uncertaintyMs;
    bool m_isAllKnown = false;
    Axis m_axis;
};

} // namespace vigie::ui::regions
