// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparechart.h"

#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <QtCharts/QChart>

#include "ui/inspector/metricview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr double axisWidth = 64;
constexpr double noAxisWidth = 24;
constexpr double titleHeight = 20;
constexpr double letterSize = 14;
constexpr int axisSteps = 5;

void dress(QValueAxis& axis) {
    axis.setTickCount(axisSteps + 1);
    axis.setGridLineColor(QColor::fromRgb(theme::color::line()));
    axis.setLineVisible(false);
    axis.setLabelsFont(theme::figureFont(11));
    axis.setLabelsColor(QColor::fromRgb(theme::color::quiet()));
    axis.setRange(0, 1);
}

} // namespace

CompareChart::CompareChart(const CompareModel& model, QWidget* parent)
    : TimeChart(parent), m_model(model), m_left(new QValueAxis), m_right(new QValueAxis),
      m_own(new QValueAxis) {
    setAccessibleName(tr("Chart of the comparison"));
    setAccessibleDescription(tr("Left and right move the cursor, with Shift the time; plus and "
                                "minus zoom, 0 goes back to now."));
    dress(*m_left);
    dress(*m_right);
    m_right->setGridLineVisible(false);
    // A little room, so that minima and maxima are no part of the frame.
    m_own->setRange(-0.03, 1.03);
    m_own->setVisible(false);
    chart()->addAxis(m_left, Qt::AlignLeft);
    chart()->addAxis(m_right, Qt::AlignRight);
    chart()->addAxis(m_own, Qt::AlignRight);
    setTimeLabels(true);
    redraw();
}

void CompareChart::layOut() {
    const bool hasLeft = !m_model.axisTitle(CompareAxis::Left).isEmpty();
    const bool hasRight = !m_model.axisTitle(CompareAxis::Right).isEmpty();
    const double left = hasLeft ? axisWidth : noAxisWidth;
    // Letters stand beside the ends of the lines.
    const double right = hasRight ? axisWidth : letterSize + 12;
    chart()->setPlotArea(QRectF(left, titleHeight, std::max(10.0, width() - left - right),
                                std::max(10.0, height() - titleHeight - labelsHeight() - 4)));
    viewport()->update();
}

Curves::Place CompareChart::placeOf(int row) const {
    const model::MetricInfo& metric = *m_model.row(row).target.metric;
    Curves::Place place;
    place.time = timeAxis();
    place.shift = m_model.line(row).earlier;
    place.factor = unitView(metric, metric.kind == model::MetricKind::Counter).factor;
    switch (m_model.axisOf(row)) {
    case CompareAxis::Right:
        place.values = m_right;
        break;
    case CompareAxis::Own: {
        place.values = m_own;
        const auto extremes = m_model.extremes(row).value_or(std::pair(0.0, 0.0));
        const double span = extremes.second - extremes.first;
        // What does not move lies in the middle.
        place.factor = span > 0 ? 1 / span : 0;
        place.offset = span > 0 ? -extremes.first / span : 0.5;
        break;
    }
    case CompareAxis::Left:
    case CompareAxis::None:
        place.values = m_left;
        break;
    }
    return place;
}

void CompareChart::fit(QValueAxis* axis, CompareAxis which) {
    double low = HUGE_VAL;
    double high = -HUGE_VAL;
    bool isFromZero = false;
    int decimals = 0;
    bool isUsed = false;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (m_model.axisOf(row) != which) {
            continue;
        }
        isUsed = true;
        const model::MetricInfo& metric = *m_model.row(row).target.metric;
        const bool isRate = metric.kind == model::MetricKind::Counter;
        const UnitView view = unitView(metric, isRate);
        isFromZero = isFromZero || isRate || metric.kind == model::MetricKind::State;
        decimals = std::max(decimals, view.decimals);
        if (const auto extremes = m_model.extremes(row)) {
            low = std::min(low, extremes->first * view.factor);
            high = std::max(high, extremes->second * view.factor);
        }
    }
    axis->setVisible(isUsed);
    axis->setGridLineVisible(which == CompareAxis::Left);
    const inspector::Scale scale = fittedScale(low, high, isFromZero, decimals, axisSteps);
    axis->setRange(scale.bottom, scale.top);
    axis->setLabelFormat(QStringLiteral("%.%1f").arg(scale.decimals));
}

void CompareChart::redraw() {
    m_drawn.clear();
    fit(m_left, CompareAxis::Left);
    fit(m_right, CompareAxis::Right);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        auto drawn = std::make_unique<Drawn>();
        const CompareModel::Row& one = m_model.row(row);
        drawn->id = one.id;
        if (one.series && m_model.axisOf(row) != CompareAxis::None) {
            drawn->place = placeOf(row);
            QPen pen = m_model.pen(row);
            if (m_emphasized.contains(one.id)) {
                pen.setWidthF(3);
            }
            drawn->curves.draw(*chart(), *one.series, drawn->place, {pen, 0.14F});
        }
        m_drawn.push_back(std::move(drawn));
    }
    layOut();
}

void CompareChart::setEmphasized(std::set<int> ids) {
    if (ids != m_emphasized) {
        m_emphasized = std::move(ids);
        redraw();
    }
}

int CompareChart::curves(int row) const {
    return m_drawn[static_cast<std::size_t>(row)]->curves.lines();
}

int CompareChart::bands(int row) const {
    return m_drawn[static_cast<std::size_t>(row)]->curves.bands();
}

std::optional<std::pair<double, double>> CompareChart::axisRange(CompareAxis axis) const {
    const QValueAxis* shown = axis == CompareAxis::Left    ? m_left
                              : axis == CompareAxis::Right ? m_right
                                                           : nullptr;
    return shown != nullptr && shown->isVisible()
               ? std::optional(std::pair(shown->min(), shown->max()))
               : std::nullopt;
}

const CompareChart::Drawn* CompareChart::drawnOf(int row) const {
    if (row >= static_cast<int>(m_drawn.size()) || row >= m_model.rowCount()) {
        return nullptr;
    }
    const Drawn& drawn = *m_drawn[static_cast<std::size_t>(row)];
    const CompareModel::Row& one = m_model.row(row);
    return drawn.id == one.id && one.series && drawn.curves.lines() > 0 ? &drawn : nullptr;
}

std::optional<double> CompareChart::heightOf(const Drawn& drawn, double value) const {
    const QValueAxis* axis = drawn.place.values;
    if (axis == nullptr || axis->max() <= axis->min()) {
        return std::nullopt;
    }
    const QRectF plot = chart()->plotArea();
    const double shown = value * drawn.place.factor + drawn.place.offset;
    return plot.bottom() - plot.height() * (shown - axis->min()) / (axis->max() - axis->min());
}

void CompareChart::paintLetters(QPainter& painter) const {
    struct Letter {
        double y = 0;
        QPointF end;
        int row = 0;
    };
    const QRectF plot = chart()->plotArea();
    std::vector<Letter> letters;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Drawn* drawn = drawnOf(row);
        if (drawn == nullptr) {
            continue;
        }
        // The last point in sight.
        const auto& points = m_model.row(row).series->points;
        const auto last = std::find_if(points.rbegin(), points.rend(), [&](const auto& point) {
            return point.at + drawn->place.shift <= range().to;
        });
        if (last == points.rend() || last->at + drawn->place.shift < range().from) {
            continue;
        }
        if (const auto y = heightOf(*drawn, last->mean)) {
            const double shown = std::clamp(*y, plot.top(), plot.bottom());
            letters.push_back(
                {shown, QPointF(positionOf(last->at + drawn->place.shift), shown), row});
        }
    }
    std::sort(letters.begin(), letters.end(),
              [](const Letter& a, const Letter& b) { return a.y < b.y; });
    // None over another: pushed down, and all of them up again where there is no room below.
    double lowest = plot.top() - letterSize;
    for (Letter& letter : letters) {
        letter.y = std::max(letter.y, lowest + letterSize);
        lowest = letter.y;
    }
    double highest = plot.bottom() + letterSize / 2;
    for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
        letter->y = std::min(letter->y, highest);
        highest = letter->y - letterSize;
    }
    // Where the right axis has its figures they stand within the plot.
    const bool hasRight = !m_model.axisTitle(CompareAxis::Right).isEmpty();
    const double x = hasRight ? plot.right() - letterSize - 3 : plot.right() + 6;
    painter.setFont(theme::textFont(11, QFont::Bold));
    for (const Letter& letter : letters) {
        const QColor color = m_model.pen(letter.row).color();
        const QRectF box(x, letter.y - letterSize / 2, letterSize, letterSize);
        if (hasRight) {
            QColor ground = QColor::fromRgb(theme::color::ground());
            ground.setAlphaF(0.8F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(ground);
            painter.drawRoundedRect(box, 3, 3);
        } else {
            QColor pale = color;
            pale.setAlphaF(0.6F);
            painter.setPen(QPen(pale, 1));
            painter.drawLine(letter.end, QPointF(box.left(), letter.y));
        }
        painter.setPen(color);
        painter.drawText(box, Qt::AlignCenter, styleLetter(m_model.line(letter.row).style));
    }
}

void CompareChart::paintDots(QPainter& painter) const {
    const auto cursor = cursorTime();
    if (!cursor || *cursor < range().from || *cursor > range().to) {
        return;
    }
    const QRectF plot = chart()->plotArea();
    const double x = positionOf(*cursor);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Drawn* drawn = drawnOf(row);
        const auto value = m_model.valueAt(row);
        const auto y = value && drawn != nullptr ? heightOf(*drawn, *value) : std::nullopt;
        if (y && *y >= plot.top() - 1 && *y <= plot.bottom() + 1) {
            painter.setPen(QPen(QColor::fromRgb(theme::color::ground()), 1));
            painter.setBrush(m_model.pen(row).color());
            painter.drawEllipse(QPointF(x, *y), 4, 4);
        }
    }
}

void CompareChart::paintAxisTitles(QPainter& painter) const {
    const QRectF plot = chart()->plotArea();
    painter.setFont(theme::textFont(12));
    painter.setPen(QColor::fromRgb(theme::color::text()));
    painter.drawText(QRectF(6, 0, plot.width() / 2, titleHeight - 3), Qt::AlignVCenter,
                     m_model.axisTitle(CompareAxis::Left));
    painter.drawText(QRectF(plot.center().x(), 0, width() - plot.center().x() - 6, titleHeight - 3),
                     Qt::AlignVCenter | Qt::AlignRight, m_model.axisTitle(CompareAxis::Right));
}

void CompareChart::drawForeground(QPainter* painter, const QRectF& rect) {
    TimeChart::drawForeground(painter, rect);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintAxisTitles(*painter);
    paintLetters(*painter);
    if (m_model.rowCount() == 0) {
        painter->setFont(theme::textFont());
        painter->setPen(QColor::fromRgb(theme::color::quiet()));
        painter->drawText(chart()->plotArea(), Qt::AlignCenter | Qt::TextWordWrap,
                          tr("Nothing is compared yet. A adds any metric of any feed."));
    }
    paintTime(*painter);
    painter->setRenderHint(QPainter::Antialiasing);
    paintDots(*painter);
    painter->restore();
}

bool CompareChart::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           tr("Wheel: zoom · Shift+wheel or Shift+drag: move · draw a stretch: "
                              "zoom into it · double click or 0: back"),
                           viewport());
        return true;
    }
    return TimeChart::viewportEvent(event);
}

} // namespace vigie::ui::inspector
