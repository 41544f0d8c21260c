// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/metricchart.h"

#include <algorithm>
#include <cmath>

#include <QGraphicsLayout>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>

#include "ui/inspector/metricview.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr double leftMargin = 58;
constexpr double rightMargin = 10;
constexpr double titleHeight = 24;
constexpr double labelsHeight = 18;
constexpr std::size_t mostCurves = 64;

double ms(base::Utc at) {
    return static_cast<double>(base::toNs(at)) / 1e6;
}

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
    : QChartView(new QChart, parent), m_metric(std::move(metric)), m_pid(pid),
      m_isRate(m_metric.kind == model::MetricKind::Counter), m_time(new QValueAxis),
      m_values(new QValueAxis) {
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundBrush(QColor::fromRgb(theme::color::ground()));
    setAccessibleName(tr("Chart of %1").arg(title()));
    setAccessibleDescription(tr("Left and right move the cursor, with Shift the time; plus and "
                                "minus zoom, 0 goes back to now, Delete removes the chart, Ctrl+Up "
                                "and Ctrl+Down put it elsewhere."));
    // Given to the base: the chart that it otherwise makes by itself would be leaked by setChart().
    QChart* chart = this->chart();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();

    const QColor line = QColor::fromRgb(theme::color::line());
    m_values->setTickCount(3);
    m_values->setGridLineColor(line);
    m_values->setLineVisible(false);
    m_values->setLabelsFont(theme::figureFont(10));
    m_values->setLabelsColor(QColor::fromRgb(theme::color::quiet()));
    m_time->setLabelsVisible(false);
    m_time->setGridLineVisible(false);
    m_time->setLineVisible(false);
    chart->addAxis(m_time, Qt::AlignBottom);
    chart->addAxis(m_values, Qt::AlignLeft);
    m_values->setRange(0, 1);
}

MetricChart::~MetricChart() {
    for (Side& side : m_sides) {
        clear(side);
    }
}

QString MetricChart::title() const {
    const QString name =
        QString::fromStdString(m_metric.name.empty() ? m_metric.key : m_metric.name);
    return m_pid ? QStringLiteral("%1 · PID 0x%2").arg(name).arg(*m_pid, 4, 16, QLatin1Char('0'))
                 : name;
}

QString MetricChart::unit() const {
    return unitView(m_metric, m_isRate).unit;
}

void MetricChart::setTwins(const Twins& twins) {
    m_twins = twins;
    for (Side& side : m_sides) {
        clear(side);
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

void MetricChart::setRange(const TimeRange& range) {
    m_range = range;
    m_time->setRange(ms(range.from), ms(range.to));
    viewport()->update();
}

void MetricChart::clear(Side& side) {
    for (Curve& curve : side.curves) {
        chart()->removeSeries(curve.line.get());
        if (curve.band) {
            chart()->removeSeries(curve.band.get());
            curve.band.reset(); // before the edges that it borrows
        }
    }
    side.curves.clear();
}

void MetricChart::setSeries(std::size_t side, engine::ChartSeries series) {
    Side& target = m_sides[side];
    clear(target);
    target.series = std::move(series);
    const auto& points = target.series.points;
    const auto& breaks = target.series.breaks;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= points.size(); ++i) {
        const bool isEnd = i == points.size() || (i < breaks.size() && breaks[i]);
        if (isEnd && target.curves.size() < mostCurves) {
            addCurve(side, first, i);
            first = i;
        }
    }
    fitValues();
    viewport()->update();
}

void MetricChart::addCurve(std::size_t side, std::size_t first, std::size_t last) {
    const double factor = unitView(m_metric, m_isRate).factor;
    QList<QPointF> means;
    QList<QPointF> minima;
    QList<QPointF> maxima;
    bool isMerged = false;
    for (std::size_t i = first; i < last; ++i) {
        const engine::ChartPoint& point = m_sides[side].series.points[i];
        const double at = ms(point.at);
        means.append({at, point.mean * factor});
        minima.append({at, point.minimum * factor});
        maxima.append({at, point.maximum * factor});
        isMerged = isMerged || point.minimum < point.maximum;
    }
    Curve curve;
    const QColor color = twinColor(m_twins, side);
    if (isMerged && means.size() > 1) {
        curve.upper = std::make_unique<QLineSeries>();
        curve.lower = std::make_unique<QLineSeries>();
        curve.upper->replace(maxima);
        curve.lower->replace(minima);
        curve.band = std::make_unique<QAreaSeries>(curve.upper.get(), curve.lower.get());
        QColor pale = color;
        pale.setAlphaF(0.22F);
        curve.band->setBrush(pale);
        curve.band->setPen(Qt::NoPen);
        chart()->addSeries(curve.band.get());
        curve.band->attachAxis(m_time);
        curve.band->attachAxis(m_values);
    }
    curve.line = std::make_unique<QLineSeries>();
    curve.line->replace(means);
    // A moment alone has no line; a dot tells that something was known.
    curve.line->setPointsVisible(means.size() == 1);
    curve.line->setPen(QPen(color, 1.4));
    chart()->addSeries(curve.line.get());
    curve.line->attachAxis(m_time);
    curve.line->attachAxis(m_values);
    m_sides[side].curves.push_back(std::move(curve));
}

int MetricChart::curves(std::size_t side) const {
    return static_cast<int>(m_sides[side].curves.size());
}

int MetricChart::bands(std::size_t side) const {
    return static_cast<int>(
        std::count_if(m_sides[side].curves.begin(), m_sides[side].curves.end(),
                      [](const Curve& curve) { return curve.band != nullptr; }));
}

void MetricChart::setLimit(std::optional<double> limit) {
    if (limit != m_limit) {
        m_limit = limit;
        fitValues();
        viewport()->update();
    }
}

void MetricChart::setCursor(std::optional<base::Utc> cursor) {
    if (cursor != m_cursor) {
        m_cursor = cursor;
        viewport()->update();
    }
}

void MetricChart::setTimeLabels(bool hasTimeLabels) {
    m_hasTimeLabels = hasTimeLabels;
    layOut();
}

/// Round limits around what is shown, so that the axis does not tremble with each sample.
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
    const bool isFromZero = m_isRate || m_metric.kind == model::MetricKind::State;
    if (!(low <= high)) {
        low = 0;
        high = 1;
    }
    if (isFromZero || (low >= 0 && low < 0.4 * high)) {
        low = 0;
    }
    const double smallest = std::max({std::abs(high) * 0.02, std::pow(10.0, -view.decimals), 1e-9});
    const double span = std::max(high - low, smallest);
    // Two steps of 1, 2 or 5 times a power of ten, which cover all.
    const double rough = span / 2;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double nice : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double candidate = nice * power;
        if (candidate >= rough * 0.999 &&
            std::floor(low / candidate) * candidate + 2 * candidate >= high) {
            step = candidate;
            break;
        }
    }
    double bottom = std::floor(low / step + 1e-9) * step;
    if (bottom + 2 * step < high) {
        step *= 2;
        bottom = std::floor(low / step + 1e-9) * step;
    }
    m_values->setRange(bottom, bottom + 2 * step);
    const int decimals = step >= 1 ? (std::abs(step - std::round(step)) > 1e-9 ? 1 : 0)
                                   : static_cast<int>(std::ceil(-std::log10(step) + 0.3));
    m_values->setLabelFormat(QStringLiteral("%.%1f").arg(std::clamp(decimals, 0, 4)));
}

void MetricChart::layOut() {
    const double bottom = m_hasTimeLabels ? labelsHeight : 5;
    chart()->setPlotArea(QRectF(leftMargin, titleHeight,
                                std::max(10.0, width() - leftMargin - rightMargin),
                                std::max(10.0, height() - titleHeight - bottom)));
    viewport()->update();
}

base::Utc MetricChart::timeAt(double x) const {
    const QRectF plot = chart()->plotArea();
    const double share = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0);
    const auto span = static_cast<double>((m_range.to - m_range.from).count());
    return m_range.from + base::Nanoseconds(std::llround(span * share));
}

double MetricChart::positionOf(base::Utc at) const {
    const QRectF plot = chart()->plotArea();
    const auto span = static_cast<double>((m_range.to - m_range.from).count());
    return span > 0 ? plot.left() +
                          plot.width() * static_cast<double>((at - m_range.from).count()) / span
                    : plot.left();
}

std::optional<double> MetricChart::valueAt(std::size_t side) const {
    const auto& points = m_sides[side].series.points;
    const auto& breaks = m_sides[side].series.breaks;
    if (points.empty()) {
        return std::nullopt;
    }
    // As far as the points are apart a value stands for the time around it, but not over a break.
    const base::Nanoseconds spacing = std::max<base::Nanoseconds>(
        std::chrono::milliseconds(1500),
        (m_range.to - m_range.from) /
            std::max<std::int64_t>(1, static_cast<std::int64_t>(points.size())) * 2);
    const base::Utc at = m_cursor.value_or(m_range.to);
    const auto after = std::lower_bound(
        points.begin(), points.end(), at,
        [](const engine::ChartPoint& point, base::Utc time) { return point.at < time; });
    const engine::ChartPoint* nearest = nullptr;
    if (after != points.end()) {
        nearest = &*after;
    }
    if (after != points.begin()) {
        const auto before = after - 1;
        if (nearest == nullptr || at - before->at <= nearest->at - at) {
            nearest = &*before;
        }
    }
    const auto index = static_cast<std::size_t>(after - points.begin());
    const bool isInBreak = after != points.begin() && after != points.end() &&
                           index < breaks.size() && breaks[index] && after->at != at;
    const auto away = nearest->at > at ? nearest->at - at : at - nearest->at;
    // The newest samples of a node may be a few seconds old and still be of now.
    const auto patience =
        m_cursor ? spacing : std::max<base::Nanoseconds>(spacing, std::chrono::seconds(5));
    if (away > patience || (isInBreak && away > std::chrono::milliseconds(1500))) {
        return std::nullopt;
    }
    return nearest->mean;
}

QString MetricChart::valueTextOf(std::size_t side) const {
    const auto value = valueAt(side);
    if (!value) {
        return theme::unknownFigure();
    }
    if (m_metric.kind == model::MetricKind::State) {
        const auto index = static_cast<std::size_t>(std::max(0.0, std::round(*value)));
        return index < m_metric.states.size() ? QString::fromStdString(m_metric.states[index])
                                              : theme::unknownFigure();
    }
    const UnitView view = unitView(m_metric, m_isRate);
    return theme::figure(*value * view.factor, view.decimals);
}

void MetricChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    layOut();
}

} // namespace vigie::ui::inspector
