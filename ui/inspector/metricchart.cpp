// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/metricchart.h"

#include <algorithm>
#include <cmath>

#include <QtCharts/QChart>

#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr double titleHeight = 24;
/// Lower than this a curve says nothing: then the charts scroll.
constexpr QSize least{240, 96};

} // namespace

QString ChartId::text() const {
    const QString metric = QString::fromStdString(key);
    return pid ? QStringLiteral("%1@%2").arg(metric).arg(*pid) : metric;
}

ChartId ChartId::fromText(const QString& text) {
    const qsizetype at = text.lastIndexOf(QLatin1Char('@'));
    bool isNumber = false;
    const ushort pid = at < 0 ? ushort{0} : text.mid(at + 1).toUShort(&isNumber);
    return isNumber ? ChartId{text.left(at).toStdString(), pid}
                    : ChartId{text.toStdString(), std::nullopt};
}

MetricChart::MetricChart(model::MetricInfo metric, QWidget* parent,
                         std::optional<std::uint16_t> pid)
    : TimeChart(parent), m_metric(std::move(metric)), m_pid(pid),
      m_isRate(m_metric.kind == model::MetricKind::Counter), m_values(new QValueAxis) {
    setAccessibleName(tr("Chart of %1").arg(title()));
    setAccessibleDescription(tr("Left and right move the cursor, with Shift the time; plus and "
                                "minus zoom, 0 goes back to now, Delete removes the chart, Ctrl+Up "
                                "and Ctrl+Down put it elsewhere."));
    // Not by minimumSizeHint(): QChartView sets a minimum of its own, of which a hint is overruled.
    setMinimumSize(least);
    const QColor line = QColor::fromRgb(theme::color::line());
    m_values->setTickCount(3);
    m_values->setGridLineColor(line);
    m_values->setLineVisible(false);
    m_values->setLabelsFont(theme::figureFont(10));
    m_values->setLabelsColor(QColor::fromRgb(theme::color::quiet()));
    chart()->addAxis(m_values, Qt::AlignLeft);
    m_values->setRange(0, 1);
}

QString MetricChart::title() const {
    return metricTitle(m_metric, m_pid);
}

QString MetricChart::unit() const {
    return unitView(m_metric, m_isRate).unit;
}

void MetricChart::setTwins(const Twins& twins) {
    m_twins = twins;
    for (Side& side : m_sides) {
        side.curves.clear();
        side.series = {};
    }
    m_limit.reset();
    m_thresholds.clear();
    m_shades.clear();
    fitValues();
    viewport()->update();
}

void MetricChart::setThresholds(std::vector<Threshold> thresholds) {
    if (thresholds != m_thresholds) {
        m_thresholds = std::move(thresholds);
        fitValues();
        viewport()->update();
    }
}

void MetricChart::setShades(std::vector<Shade> shades, base::Utc now) {
    const bool hasOpen = std::any_of(shades.begin(), shades.end(),
                                     [](const Shade& shade) { return !shade.span.to; });
    if (shades != m_shades || (hasOpen && now != m_now)) {
        m_shades = std::move(shades);
        m_now = now;
        viewport()->update();
    }
}

void MetricChart::setSeries(std::size_t side, engine::ChartSeries series) {
    Side& target = m_sides[side];
    target.series = std::move(series);
    target.curves.draw(*chart(), target.series,
                       {timeAxis(), m_values, unitView(m_metric, m_isRate).factor},
                       {QPen(twinColor(m_twins, side), 1.4)});
    fitValues();
    viewport()->update();
}

int MetricChart::curves(std::size_t side) const {
    return m_sides[side].curves.lines();
}

int MetricChart::bands(std::size_t side) const {
    return m_sides[side].curves.bands();
}

void MetricChart::setLimit(std::optional<double> limit) {
    if (limit != m_limit) {
        m_limit = limit;
        fitValues();
        viewport()->update();
    }
}

/// Round limits around what is shown.
void MetricChart::fitValues() {
    const UnitView view = unitView(m_metric, m_isRate);
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    for (const Side& side : m_sides) {
        for (const engine::ChartPoint& point : side.series.points) {
            low = std::min(low, point.minimum * view.factor);
            high = std::max(high, point.maximum * view.factor);
        }
    }
    if (m_limit) {
        low = std::min(low, *m_limit * view.factor);
        high = std::max(high, *m_limit * view.factor);
    }
    // Limits that are near are in sight; one that is far away must not flatten the curves.
    const double room = low <= high ? 2 * std::max(high - low, 0.3 * std::abs(high)) : 0;
    for (const Threshold& threshold : m_thresholds) {
        const double limit = threshold.limit * view.factor;
        if (low <= high && limit >= low - room && limit <= high + room) {
            low = std::min(low, limit);
            high = std::max(high, limit);
        }
    }
    const Scale scale = fittedScale(
        low, high, m_isRate || m_metric.kind == model::MetricKind::State, view.decimals, 2);
    m_values->setRange(scale.bottom, scale.top);
    m_values->setLabelFormat(QStringLiteral("%.%1f").arg(scale.decimals));
}

void MetricChart::layOut() {
    chart()->setPlotArea(QRectF(leftMargin, titleHeight,
                                std::max(10.0, width() - leftMargin - rightMargin),
                                std::max(10.0, height() - titleHeight - labelsHeight())));
    viewport()->update();
}

QString MetricChart::valueTextOf(std::size_t side) const {
    const engine::ChartPoint* point = pointAt(m_sides[side].series, cursorTime(), range());
    return chartValueText(m_metric, point != nullptr ? std::optional(point->mean) : std::nullopt);
}

} // namespace vigie::ui::inspector
