// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharechart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QGraphicsLayout>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>

#include "ui/desk/timeticks.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"

namespace vigie::ui::distribution {

namespace {

/// Points drawn at most, for 6 h of one each 10 s: more than the pixels there are.
constexpr std::size_t mostPoints = 360;
constexpr std::size_t mostStretches = 24;
constexpr auto shortestSpan = std::chrono::minutes(1);

double ms(base::Utc at) {
    return std::floor(static_cast<double>(base::toNs(at)) / 1e6);
}

engine::ShareCount sum(const engine::ShareCount& a, const engine::ShareCount& b) {
    return {a.cloud + b.cloud, a.satellite + b.satellite, a.fibre + b.fibre, a.none + b.none,
            a.unknown + b.unknown};
}

/// Neighbors summed, so that no short change disappears; never over unknown time.
std::vector<engine::SharePoint> thinned(const std::vector<engine::SharePoint>& points) {
    const std::size_t step =
        std::max<std::size_t>(1, (points.size() + mostPoints - 1) / mostPoints);
    std::vector<engine::SharePoint> out;
    for (std::size_t i = 0; i < points.size(); i += step) {
        engine::SharePoint point = points[i];
        for (std::size_t j = i + 1; j < std::min(i + step, points.size()); ++j) {
            point.count = sum(point.count, points[j].count);
        }
        out.push_back(point);
    }
    return out;
}

} // namespace

ShareChart::ShareChart(QWidget* parent)
    : QChartView(new QChart, parent), m_time(new QCategoryAxis), m_percent(new QValueAxis),
      m_twoThirds(new QLineSeries) {
    setAccessibleName(tr("Share over time"));
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setToolTip(tr("Share of deliveries by cloud (below) and satellite (above); the dashed line is "
                  "two thirds. Times are UTC."));
    setBackgroundBrush(QColor::fromRgb(theme::color::ground()));
    // Given to the base: the chart that it otherwise makes by itself would be leaked by setChart().
    QChart* chart = this->chart();
    chart->setBackgroundVisible(false);
    chart->setMargins({});
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    chart->legend()->hide();
    chart->setPlotAreaBackgroundVisible(true);
    chart->setPlotAreaBackgroundBrush(QColor::fromRgb(theme::color::panel()));

    m_percent->setRange(0, 100);
    m_percent->setTickCount(2);
    m_percent->setGridLineVisible(false);
    m_percent->setLineVisible(false);
    m_percent->setLabelsVisible(false);
    m_time->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_time->setLabelsFont(theme::figureFont(10));
    m_time->setLabelsColor(QColor::fromRgb(theme::color::quiet()));
    m_time->setGridLineVisible(false);
    m_time->setLineVisible(false);
    chart->addAxis(m_time, Qt::AlignBottom);
    chart->addAxis(m_percent, Qt::AlignLeft);

    QPen dashed(QColor::fromRgb(theme::color::bright()), 1);
    dashed.setDashPattern({4, 3});
    m_twoThirds->setPen(dashed);
    chart->addSeries(m_twoThirds);
    m_twoThirds->attachAxis(m_time);
    m_twoThirds->attachAxis(m_percent);
}

ShareChart::~ShareChart() {
    clear();
}

void ShareChart::clear() {
    for (Stretch& stretch : m_stretches) {
        for (auto& area : stretch.areas) {
            chart()->removeSeries(area.get());
        }
        stretch.areas.clear(); // before the edges that they borrow
    }
    m_stretches.clear();
}

void ShareChart::addStretch(const std::vector<engine::SharePoint>& points) {
    // Each edge is the sum of the parts below it, in percent.
    std::array<QList<QPointF>, 4> edges;
    const auto add = [&edges](base::Utc at, const engine::ShareCount& count) {
        const double total = count.total();
        double below = 0;
        edges[0].append({ms(at), 0});
        const std::array<std::uint32_t, 3> parts{count.cloud, count.satellite, count.fibre};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            below += 100.0 * parts[i] / total;
            edges[i + 1].append({ms(at), below});
        }
    };
    const engine::ShareCount* before = nullptr;
    for (const auto& point : points) {
        if (before != nullptr && *before != point.count) {
            add(point.at, *before); // a path moves at once: a step, never a slope
        }
        add(point.at, point.count);
        before = &point.count;
    }
    if (points.size() == 1) {
        // A single point has no width; it stands for the ten seconds that it was taken over.
        add(points.front().at + std::chrono::seconds(10), points.front().count);
    }
    Stretch stretch;
    for (const auto& edge : edges) {
        stretch.edges.push_back(std::make_unique<QLineSeries>());
        stretch.edges.back()->replace(edge);
    }
    constexpr std::array kinds{model::PathKind::Cloud, model::PathKind::Satellite,
                               model::PathKind::Fibre};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const bool isEmpty = std::equal(edges[i].begin(), edges[i].end(), edges[i + 1].begin());
        if (isEmpty) {
            continue;
        }
        auto area =
            std::make_unique<QAreaSeries>(stretch.edges[i + 1].get(), stretch.edges[i].get());
        QColor color = theme::pathKindColor(kinds[i]);
        color.setAlphaF(kinds[i] == model::PathKind::Cloud ? 0.85F : 0.4F);
        area->setBrush(color);
        area->setPen(Qt::NoPen);
        chart()->addSeries(area.get());
        area->attachAxis(m_time);
        area->attachAxis(m_percent);
        stretch.areas.push_back(std::move(area));
    }
    m_stretches.push_back(std::move(stretch));
}

void ShareChart::setTimes(base::Utc from, base::Utc to) {
    for (const QString& label : m_time->categoriesLabels()) {
        m_time->remove(label);
    }
    m_time->setRange(ms(from), ms(to));
    m_time->setStartValue(ms(from));
    const base::Nanoseconds edge = (to - from) / 16;
    for (const auto& tick : desk::timeTicks(from, to, 5)) {
        // A label at the very edge would be cut.
        if (tick.at - from >= edge && to - tick.at >= edge) {
            m_time->append(tick.text, ms(tick.at));
        }
    }
    m_twoThirds->replace(QList<QPointF>{{ms(from), 200.0 / 3}, {ms(to), 200.0 / 3}});
}

void ShareChart::setShare(const engine::ShareStatus& share, base::Utc now) {
    if (share.history == m_shown && m_shown) {
        return;
    }
    m_shown = share.history;
    clear();
    if (!m_shown || m_shown->empty()) {
        setTimes(now - shortestSpan, now);
        return;
    }
    const auto points = thinned(*m_shown);
    const base::Utc to = std::max(now, m_shown->back().at);
    setTimes(std::min(points.front().at, to - shortestSpan), to);
    // The line must lie above the areas, which are added again each time.
    chart()->removeSeries(m_twoThirds);
    std::vector<engine::SharePoint> run;
    const auto finish = [this, &run] {
        if (!run.empty() && m_stretches.size() < mostStretches) {
            addStretch(run);
        }
        run.clear();
    };
    // Time in which the desk did not run has no points at all.
    const base::Nanoseconds widest = std::max<base::Nanoseconds>(
        std::chrono::seconds(30), 3 * (m_shown->back().at - m_shown->front().at) /
                                      static_cast<int>(std::max<std::size_t>(points.size(), 1)));
    for (const auto& point : points) {
        if (point.count.total() == 0) {
            finish();
            continue;
        }
        if (!run.empty() && point.at - run.back().at > widest) {
            finish();
        }
        run.push_back(point);
    }
    finish();
    chart()->addSeries(m_twoThirds);
    m_twoThirds->attachAxis(m_time);
    m_twoThirds->attachAxis(m_percent);
}

} // namespace vigie::ui::distribution
