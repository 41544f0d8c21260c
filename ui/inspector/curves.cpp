// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/curves.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/inspector/timechart.h"

namespace vigie::ui::inspector {

namespace {

constexpr std::size_t mostCurves = 64;

} // namespace

void Curves::clear() {
    for (Curve& curve : m_curves) {
        if (m_chart) {
            m_chart->removeSeries(curve.line.get());
            if (curve.band) {
                m_chart->removeSeries(curve.band.get());
            }
        }
        curve.band.reset(); // before the edges that it borrows
    }
    m_curves.clear();
}

void Curves::draw(QChart& chart, const engine::ChartSeries& series, const Place& place,
                  const Style& style) {
    clear();
    m_chart = &chart;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= series.points.size(); ++i) {
        const bool isEnd =
            i == series.points.size() || (i < series.breaks.size() && series.breaks[i]);
        if (isEnd && m_curves.size() < mostCurves) {
            add(chart, series, first, i, place, style);
            first = i;
        }
    }
}

void Curves::add(QChart& chart, const engine::ChartSeries& series, std::size_t first,
                 std::size_t last, const Place& place, const Style& style) {
    QList<QPointF> means;
    QList<QPointF> minima;
    QList<QPointF> maxima;
    bool isMerged = false;
    for (std::size_t i = first; i < last; ++i) {
        const engine::ChartPoint& point = series.points[i];
        const double at = chartTime(point.at + place.shift);
        means.append({at, point.mean * place.factor + place.offset});
        minima.append({at, point.minimum * place.factor + place.offset});
        maxima.append({at, point.maximum * place.factor + place.offset});
        isMerged = isMerged || point.minimum < point.maximum;
    }
    const auto put = [&chart, &place](QAbstractSeries* one) {
        chart.addSeries(one);
        one->attachAxis(place.time);
        one->attachAxis(place.values);
    };
    Curve curve;
    if (isMerged && means.size() > 1) {
        curve.upper = std::make_unique<QLineSeries>();
        curve.lower = std::make_unique<QLineSeries>();
        curve.upper->replace(maxima);
        curve.lower->replace(minima);
        curve.band = std::make_unique<QAreaSeries>(curve.upper.get(), curve.lower.get());
        QColor pale = style.pen.color();
        pale.setAlphaF(style.bandOpacity);
        curve.band->setBrush(pale);
        curve.band->setPen(Qt::NoPen);
        put(curve.band.get());
    }
    curve.line = std::make_unique<QLineSeries>();
    curve.line->replace(means);
    // A moment alone has no line; a dot tells that something was known.
    curve.line->setPointsVisible(means.size() == 1);
    curve.line->setPen(style.pen);
    put(curve.line.get());
    m_curves.push_back(std::move(curve));
}

int Curves::bands() const {
    return static_cast<int>(std::count_if(m_curves.begin(), m_curves.end(), [](const Curve& curve) {
        return curve.band != nullptr;
    }));
}

Scale fittedScale(double low, double high, bool isFromZero, int valueDecimals, int steps) {
    if (!(low <= high)) {
        low = 0;
        high = 1;
    }
    if (isFromZero || (low >= 0 && low < 0.4 * high)) {
        low = 0;
    }
    const double smallest = std::max({std::abs(high) * 0.02, std::pow(10.0, -valueDecimals), 1e-9});
    const double span = std::max(high - low, smallest);
    const double rough = span / steps;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double nice : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double candidate = nice * power;
        if (candidate >= rough * 0.999 &&
            std::floor(low / candidate) * candidate + steps * candidate >= high) {
            step = candidate;
            break;
        }
    }
    double bottom = std::floor(low / step + 1e-9) * step;
    if (bottom + steps * step < high) {
        step *= 2;
        bottom = std::floor(low / step + 1e-9) * step;
    }
    const int decimals = step >= 1 ? (std::abs(step - std::round(step)) > 1e-9 ? 1 : 0)
                                   : static_cast<int>(std::ceil(-std::log10(step) + 0.3));
    return {bottom, bottom + steps * step, std::clamp(decimals, 0, 4)};
}

const engine::ChartPoint* pointAt(const engine::ChartSeries& series,
                                  std::optional<base::Utc> cursor, const TimeRange& range) {
    const auto& points = series.points;
    if (points.empty()) {
        return nullptr;
    }
    constexpr base::Nanoseconds least = std::chrono::milliseconds(1500);
    const auto isBreak = [&series](std::size_t index) {
        return index >= series.points.size() ||
               (index < series.breaks.size() && series.breaks[index]);
    };
    const base::Utc at = cursor.value_or(range.to);
    const auto found = std::lower_bound(
        points.begin(), points.end(), at,
        [](const engine::ChartPoint& point, base::Utc time) { return point.at < time; });
    const auto after = static_cast<std::size_t>(found - points.begin());
    const bool hasBefore = after > 0;
    const bool hasAfter = after < points.size();
    if (hasBefore && hasAfter) {
        const bool isBefore = at - points[after - 1].at <= points[after].at - at;
        const engine::ChartPoint& nearest = points[isBefore ? after - 1 : after];
        const auto away = isBefore ? at - nearest.at : nearest.at - at;
        return !isBreak(after) || away <= least ? &nearest : nullptr;
    }
    // Beyond the ends a value stands as long as its neighbor is away.
    base::Nanoseconds patience = least;
    const engine::ChartPoint& end = hasBefore ? points[after - 1] : points.front();
    if (hasBefore && after > 1 && !isBreak(after - 1)) {
        patience = std::max(patience, end.at - points[after - 2].at);
    } else if (!hasBefore && !isBreak(1)) {
        patience = std::max(patience, points[1].at - end.at);
    }
    // The newest samples of a node may be a few seconds old and still be of now.
    if (!cursor) {
        patience = std::max<base::Nanoseconds>(patience, std::chrono::seconds(5));
    }
    return (hasBefore ? at - end.at : end.at - at) <= patience ? &end : nullptr;
}

} // namespace vigie::ui::inspector
