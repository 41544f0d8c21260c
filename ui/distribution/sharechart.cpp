// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/distribution/sharechart.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>

#include "ui/desk/contextmenu.h"
#include "ui/desk/keymap.h"
#include "ui/desk/tableexport.h"
#include "ui/desk/timeticks.h"
#include "ui/theme/figures.h"
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

} // namespace

ShareChart::ShareChart(QWidget* parent)
    : QChartView(new QChart, parent), m_time(new QCategoryAxis), m_percent(new QValueAxis),
      m_twoThirds(new QLineSeries) {
    setAccessibleName(tr("Share over time"));
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setAccessibleDescription(tr("Cloud below, then satellite, then fibre; the dashed line is two "
                                "thirds. Left and right move the cursor, Ctrl+C copies, "
                                "Ctrl+Shift+E exports."));
    desk::KeyMap::describe(
        this, tr("Share over time"),
        {{{Qt::Key_Left, Qt::Key_Right}, {}, tr("Move the cursor by ten seconds")},
         {{Qt::Key_PageUp, Qt::Key_PageDown}, {}, tr("Move it by ten minutes")},
         {{Qt::Key_Home, Qt::Key_End}, {}, tr("To the oldest, to the newest")},
         {{}, tr("Pointer"), tr("Tells the figures of a moment")}});
    makeActions();
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

void ShareChart::makeActions() {
    auto* copy = new QAction(tr("Copy the figures"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    connect(copy, &QAction::triggered, this, [this] {
        QModelIndexList all;
        for (int row = 0; row < m_series.rowCount(); ++row) {
            for (int column = 0; column < m_series.columnCount(); ++column) {
                all << m_series.index(row, column);
            }
        }
        QApplication::clipboard()->setText(desk::tabSeparated(all));
    });
    auto* save = new QAction(tr("Export as CSV …"), this);
    save->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    save->setShortcutContext(Qt::WidgetShortcut);
    connect(save, &QAction::triggered, this, [this] {
        desk::saveTextAs(this, QStringLiteral("share.csv"), tr("Tables (*.csv)"), csv());
    });
    addActions({copy, save});
    desk::offerActions(*this);
}

QString ShareChart::csv() const {
    return desk::commaSeparated(m_series);
}

std::vector<ShareChart::Point> ShareChart::thinned() const {
    const auto& points = m_series.points();
    const std::size_t step =
        std::max<std::size_t>(1, (points.size() + mostPoints - 1) / mostPoints);
    std::vector<Point> out;
    for (std::size_t i = 0; i < points.size(); i += step) {
        Point point{points[i].at, {}};
        // Neighbors summed, so that no short change disappears.
        for (std::size_t j = i; j < std::min(i + step, points.size()); ++j) {
            if (const auto parts = partsOf(points[j], m_series.measure())) {
                point.parts += *parts;
            }
        }
        out.push_back(point);
    }
    return out;
}

void ShareChart::addStretch(const std::vector<Point>& points) {
    // Each edge is the sum of the parts below it, in percent.
    std::array<QList<QPointF>, 4> edges;
    const auto add = [&edges](base::Utc at, const ShareParts& all) {
        const double total = all.total();
        double below = 0;
        edges[0].append({ms(at), 0});
        const std::array parts{all.cloud, all.satellite, all.fibre};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            below += 100.0 * parts[i] / total;
            edges[i + 1].append({ms(at), below});
        }
    };
    const ShareParts* before = nullptr;
    for (const auto& point : points) {
        if (before != nullptr && *before != point.parts) {
            add(point.at, *before); // a path moves at once: a step, never a slope
        }
        add(point.at, point.parts);
        before = &point.parts;
    }
    if (points.size() == 1) {
        // A single point has no width; it stands for the ten seconds that it was taken over.
        add(points.front().at + std::chrono::seconds(10), points.front().parts);
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

void ShareChart::setTicks() {
    const QFontMetrics metrics(m_time->labelsFont());
    constexpr int gapPixels = 26; // two labels that nearly touch are cut
    std::vector<desk::TimeTick> ticks;
    for (int most = 5; most >= 2; --most) {
        ticks = desk::timeTicks(m_from, m_to, most);
        const auto needed = [&metrics](int sum, const desk::TimeTick& tick) {
            return sum + metrics.horizontalAdvance(tick.text) + gapPixels;
        };
        if (std::accumulate(ticks.begin(), ticks.end(), 0, needed) <= width()) {
            break;
        }
    }
    for (const QString& label : m_time->categoriesLabels()) {
        m_time->remove(label);
    }
    const base::Nanoseconds edge = (m_to - m_from) / 16;
    for (const desk::TimeTick& tick : ticks) {
        // A label at the very edge would be cut.
        if (tick.at - m_from >= edge && m_to - tick.at >= edge) {
            m_time->append(tick.text, ms(tick.at));
        }
    }
}

void ShareChart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    if (m_from < m_to) {
        setTicks();
    }
}

void ShareChart::setTimes(base::Utc from, base::Utc to) {
    m_from = from;
    m_to = to;
    m_time->setRange(ms(from), ms(to));
    m_time->setStartValue(ms(from));
    setTicks();
    m_twoThirds->replace(QList<QPointF>{{ms(from), 200.0 / 3}, {ms(to), 200.0 / 3}});
}

void ShareChart::setShare(const engine::ShareStatus& share, base::Utc now) {
    setSubject(subjectOf(share), ShareMeasure::Count, now);
}

void ShareChart::setSubject(const ShareSubject& subject, ShareMeasure measure, base::Utc now) {
    m_isAssumed = subject.isAssumed;
    if (m_name != subject.name || measure != m_series.measure() || m_isFirst) {
        m_name = subject.name;
        setAccessibleName(tr("Share over time, %1, by %2").arg(m_name, measureWord(measure)));
    }
    if (m_series.setSeries(subject.history, measure) || m_isFirst) {
        m_isFirst = false;
        draw(now);
    }
}

void ShareChart::draw(base::Utc now) {
    clear();
    const auto points = thinned();
    if (points.empty()) {
        setTimes(now - shortestSpan, now);
        return;
    }
    const base::Utc first = points.front().at;
    const base::Utc last = m_series.points().back().at;
    const base::Utc to = std::max(now, last);
    setTimes(std::min(first, to - shortestSpan), to);
    // The line must lie above the areas, which are added again each time.
    chart()->removeSeries(m_twoThirds);
    std::vector<Point> run;
    const auto finish = [this, &run] {
        if (!run.empty() && m_stretches.size() < mostStretches) {
            addStretch(run);
        }
        run.clear();
    };
    // Time in which the desk did not run has no points at all.
    const base::Nanoseconds widest = std::max<base::Nanoseconds>(
        std::chrono::seconds(30), 3 * (last - first) / static_cast<int>(points.size()));
    for (const auto& point : points) {
        if (!(point.parts.total() > 0)) {
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
    viewport()->update();
}

void ShareChart::setCursor(std::optional<base::Utc> at) {
    if (at == m_cursor) {
        return;
    }
    m_cursor = at;
    viewport()->update();
}

QString ShareChart::cursorText() const {
    if (!m_cursor) {
        return {};
    }
    const int row = m_series.rowAt(*m_cursor);
    const auto parts =
        row < 0 ? std::optional<ShareParts>()
                : partsOf(m_series.points()[static_cast<std::size_t>(row)], m_series.measure());
    const base::Utc at = row < 0 ? *m_cursor : m_series.points()[static_cast<std::size_t>(row)].at;
    const QString head = tr("%1 · %2").arg(theme::clockZoneText(at), m_name);
    if (!parts || !(parts->total() + parts->unknown > 0)) {
        return head + QLatin1Char('\n') + tr("not known");
    }
    QString text = head + QLatin1Char('\n') + partsText(*parts, m_series.measure());
    switch (m_series.measure()) {
    case ShareMeasure::Count:
        text += QLatin1Char('\n') + tr("deliveries on air at that moment");
        break;
    case ShareMeasure::Hours:
        text += QLatin1Char('\n') + tr("delivery-seconds carried in these ten seconds");
        break;
    case ShareMeasure::Bits:
        text += QLatin1Char('\n') + tr("carried in these ten seconds");
        break;
    }
    return m_isAssumed ? text + QStringLiteral(" · ") + tr("assumed") : text;
}

void ShareChart::moveCursor(int steps) {
    const auto& points = m_series.points();
    if (points.empty()) {
        return;
    }
    const int last = static_cast<int>(points.size()) - 1;
    const int row = m_cursor ? m_series.rowAt(*m_cursor) : last + (steps < 0 ? 1 : 0);
    const int next = std::clamp((row < 0 ? last : row) + steps, 0, last);
    setCursor(points[static_cast<std::size_t>(next)].at);
    const QPointF place = chart()->mapToPosition({ms(*m_cursor), 100}, m_twoThirds);
    showCursorText(mapToGlobal(place.toPoint()));
}

void ShareChart::showCursorText(QPoint global) {
    const QString text = cursorText();
    setAccessibleDescription(text);
    QToolTip::showText(global, text, this);
}

void ShareChart::keyPressEvent(QKeyEvent* event) {
    constexpr int all = 1'000'000;
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(-1);
        break;
    case Qt::Key_Right:
        moveCursor(1);
        break;
    case Qt::Key_PageUp:
        moveCursor(-60);
        break;
    case Qt::Key_PageDown:
        moveCursor(60);
        break;
    case Qt::Key_Home:
        moveCursor(-all);
        break;
    case Qt::Key_End:
        moveCursor(all);
        break;
    default:
        QChartView::keyPressEvent(event);
    }
}

void ShareChart::mousePressEvent(QMouseEvent* event) {
    // Not QChartView's: that of Qt 6.4 asks the item under the pointer without looking whether
    // there is one, which ends the program where the chart is smaller than its view. Later versions
    // look.
    event->accept();
}

void ShareChart::mouseMoveEvent(QMouseEvent* event) {
    const QRectF plot = chart()->plotArea();
    const QPointF at = event->position();
    if (at.x() < plot.left() || at.x() > plot.right()) {
        setCursor(std::nullopt);
        return;
    }
    const double value = chart()->mapToValue(at, m_twoThirds).x();
    setCursor(base::utcFromNs(static_cast<std::int64_t>(value * 1e6)));
    showCursorText(event->globalPosition().toPoint() + QPoint(0, 8));
}

bool ShareChart::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave) {
        setCursor(std::nullopt);
    }
    if (event->type() == QEvent::ToolTip) {
        showCursorText(static_cast<QHelpEvent*>(event)->globalPos());
        return true;
    }
    return QChartView::viewportEvent(event);
}

void ShareChart::focusInEvent(QFocusEvent* event) {
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ShareChart::focusOutEvent(QFocusEvent* event) {
    QChartView::focusOutEvent(event);
    setCursor(std::nullopt);
    viewport()->update();
}

void ShareChart::drawForeground(QPainter* painter, const QRectF& /*rect*/) {
    const QRectF plot = chart()->plotArea();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setFont(theme::textFont(10));
    const QFontMetricsF metrics(painter->font());
    if (m_stretches.empty()) {
        painter->setPen(QColor::fromRgb(theme::color::quiet()));
        painter->drawText(plot, Qt::AlignCenter | Qt::TextWordWrap,
                          m_series.points().empty() || m_series.measure() == ShareMeasure::Count
                              ? tr("nothing known yet")
                              : tr("hours and bits over time were not recorded"));
    } else {
        // On its own ground: the areas below may have any color.
        const QString words = tr("two thirds");
        const double y = plot.bottom() - plot.height() * 2 / 3;
        const QRectF label(plot.left() + 2, y + 2, metrics.horizontalAdvance(words) + 6,
                           metrics.height());
        QColor behind = QColor::fromRgb(theme::color::panel());
        behind.setAlphaF(0.8F);
        painter->fillRect(label, behind);
        painter->setPen(QColor::fromRgb(theme::color::bright()));
        painter->drawText(label, Qt::AlignCenter, words);
    }
    if (m_cursor) {
        const double x = chart()->mapToPosition({ms(*m_cursor), 0}, m_twoThirds).x();
        painter->setPen(QColor::fromRgb(theme::color::bright()));
        painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
    if (hasFocus()) {
        painter->setPen(QColor::fromRgb(theme::color::focus()));
        painter->drawRect(plot.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

} // namespace vigie::ui::distribution
