// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/chartstack.h"

#include <algorithm>
#include <utility>

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/flowlayout.h"
#include "ui/desk/tableexport.h"
#include "ui/inspector/metricpicker.h"
#include "ui/inspector/metricview.h"
#include "ui/theme/fonts.h"
#include "ui/theme/palette.h"

namespace vigie::ui::inspector {

namespace {

constexpr int mostCharts = 16;

QString keysSetting() {
    return QStringLiteral("inspector/charts");
}
QString windowSetting() {
    return QStringLiteral("inspector/windowSeconds");
}

} // namespace

ChartStack::ChartStack(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 10, 4, 6);
    layout->setSpacing(6);
    m_time.setSpan(std::chrono::seconds(QSettings().value(windowSetting(), 300).toInt()));
    makeTools(layout);
    connect(&m_context, &desk::DeskContext::placeChanged, this, [this] {
        m_time.follow(); // a stretch of the place before says nothing here
        m_liveButton->setToolTip(m_context.isLive()
                                     ? tr("The charts stand still; follow the present again (0)")
                                     : tr("Back to the moment that the desk shows (0)"));
        m_liveButton->setText(m_context.isLive() ? tr("Back to now") : tr("Back to the playhead"));
        applyRange();
        showCursor();
    });
    connect(&m_context, &desk::DeskContext::snapshotChanged, this,
            [this](const engine::SnapshotPtr& snapshot) { m_deskSeries.take(*snapshot); });
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list = new QWidget;
    m_listLayout = new QVBoxLayout(m_list);
    m_listLayout->setContentsMargins(0, 0, 0, 0);
    m_listLayout->setSpacing(2);
    m_scroll->setWidget(m_list);
    layout->addWidget(m_scroll, 1);
    m_axis = new TimeAxis(this);
    layout->addWidget(m_axis);
    m_list->installEventFilter(this); // its width goes with the scroll bar
    m_keys = QSettings().value(keysSetting(), defaultCharts()).toStringList().mid(0, mostCharts);
}

void ChartStack::makeTools(QVBoxLayout* layout) {
    // Wraps: the column is narrow where the window is.
    auto* tools = new desk::FlowLayout;
    tools->setSpacing(6);
    auto* heading = new QLabel(tr("Over time"), this);
    heading->setProperty("role", QStringLiteral("heading"));
    heading->setFont(theme::headingFont());
    heading->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    tools->addWidget(heading);
    m_liveButton = new QPushButton(tr("Back to now"), this);
    m_liveButton->setToolTip(tr("The charts stand still; follow the present again (0)"));
    m_liveButton->hide();
    connect(m_liveButton, &QPushButton::clicked, this, &ChartStack::goLive);
    tools->addWidget(m_liveButton);
    m_windowBox = new QComboBox(this);
    m_windowBox->setAccessibleName(tr("Time shown"));
    for (const int minutes : offeredMinutes) {
        m_windowBox->addItem(tr("%1 min").arg(minutes), minutes * 60);
    }
    const int kept = m_windowBox->findData(static_cast<int>(m_time.span().count()));
    m_windowBox->setCurrentIndex(std::max(0, kept));
    m_time.setSpan(std::chrono::seconds(m_windowBox->currentData().toInt()));
    connect(m_windowBox, &QComboBox::currentIndexChanged, this, [this] {
        m_time.setSpan(std::chrono::seconds(m_windowBox->currentData().toInt()));
        QSettings().setValue(windowSetting(), m_windowBox->currentData());
        goLive();
    });
    tools->addWidget(m_windowBox);
    m_undoButton = new QToolButton(this);
    m_undoButton->setText(tr("Undo"));
    m_undoButton->setToolTip(tr("Put back the chart that was removed last (Ctrl+Z)"));
    m_undoButton->setProperty("role", QStringLiteral("badge"));
    m_undoButton->hide();
    connect(m_undoButton, &QToolButton::clicked, this, &ChartStack::undoRemoval);
    tools->addWidget(m_undoButton);
    auto* compare = new QToolButton(this);
    compare->setText(tr("Compare …"));
    compare->setToolTip(tr("These charts in one, beside those of any other feed (C)"));
    compare->setProperty("role", QStringLiteral("badge"));
    connect(compare, &QToolButton::clicked, this, [this] { emit compareWanted(compared()); });
    tools->addWidget(compare);
    m_addButton = new QToolButton(this);
    m_addButton->setText(tr("Charts …"));
    m_addButton->setToolTip(tr("Which metrics are charted: any that the nodes measure (M)"));
    m_addButton->setProperty("role", QStringLiteral("badge"));
    connect(m_addButton, &QToolButton::clicked, this, [this] { choose(); });
    tools->addWidget(m_addButton);
    layout->addLayout(tools);
}

MetricPicker* ChartStack::choose() {
    if (m_picker == nullptr) {
        m_picker = new MetricPicker(this);
        connect(m_picker, &MetricPicker::wanted, this, [this](const QString& key, bool isWanted) {
            isWanted ? addChart(key) : removeChart(key);
        });
        connect(m_picker, &MetricPicker::usualWanted, this, &ChartStack::usualCharts);
    }
    m_picker->setMetrics(*m_context.snapshot(), m_twins, m_keys);
    m_picker->show();
    m_picker->raise();
    m_picker->activateWindow();
    return m_picker;
}

std::vector<ChartId> ChartStack::compared() const {
    std::vector<ChartId> charts;
    for (const MetricChart* chart : m_charts) {
        if (chart->hasFocus()) {
            return {chart->id()};
        }
        charts.push_back(chart->id());
    }
    return charts;
}

void ChartStack::usualCharts() {
    m_keys = defaultCharts();
    m_removed.clear();
    remember();
    setKeys(m_keys);
}

void ChartStack::remember() const {
    QSettings().setValue(keysSetting(), m_keys);
}

void ChartStack::addChart(const QString& key) {
    if (m_keys.contains(key) || m_keys.size() >= mostCharts) {
        return;
    }
    m_keys << key;
    remember();
    setKeys(m_keys);
    if (!m_charts.empty()) {
        m_scroll->ensureWidgetVisible(m_charts.back());
    }
}

void ChartStack::removeChart(const QString& key) {
    const auto place = static_cast<int>(m_keys.indexOf(key));
    if (place < 0) {
        return;
    }
    const bool hadFocus = isAncestorOf(focusWidget());
    m_keys.removeAt(place);
    m_removed.emplace_back(key, place);
    remember();
    setKeys(m_keys);
    if (hadFocus && !m_charts.empty()) {
        m_charts[std::min(static_cast<std::size_t>(place), m_charts.size() - 1)]->setFocus();
    }
}

bool ChartStack::undoRemoval() {
    while (!m_removed.empty()) {
        const auto [key, place] = m_removed.back();
        m_removed.pop_back();
        if (m_keys.contains(key) || m_keys.size() >= mostCharts) {
            continue;
        }
        m_keys.insert(std::min(place, static_cast<int>(m_keys.size())), key);
        remember();
        setKeys(m_keys);
        return true;
    }
    return false;
}

void ChartStack::moveChart(const QString& key, int direction) {
    // Past those that these twins do not have.
    QStringList shown;
    for (const MetricChart* chart : m_charts) {
        shown << chart->id().text();
    }
    const qsizetype at = shown.indexOf(key);
    const qsizetype to = at + direction;
    if (at < 0 || to < 0 || to >= shown.size()) {
        return;
    }
    m_keys.move(m_keys.indexOf(key), m_keys.indexOf(shown[to]));
    remember();
    setKeys(m_keys);
    m_charts[static_cast<std::size_t>(to)]->setFocus();
}

void ChartStack::setTwins(const Twins& twins) {
    if (twins == m_twins && !m_charts.empty()) {
        return;
    }
    if (twins.paths != m_twins.paths) {
        m_records = {};
        m_recordsOf.reset();
    }
    m_twins = twins;
    m_deskSeries.setTwins(twins);
    setKeys(m_keys);
}

void ChartStack::setKeys(const QStringList& keys) {
    ++m_generation;
    for (MetricChart* chart : m_charts) {
        // One of them may be the sender of the signal that led here.
        m_listLayout->removeWidget(chart);
        chart->hide();
        chart->deleteLater();
    }
    m_charts.clear();
    const auto metrics = chartable(*m_context.snapshot(), m_twins);
    for (const QString& text : keys) {
        const ChartId id = ChartId::fromText(text);
        const auto metric = std::find_if(metrics.begin(), metrics.end(),
                                         [&id](const auto& one) { return one.key == id.key; });
        if (metric == metrics.end()) {
            continue; // these nodes do not have it; another feed's may
        }
        auto* chart = new MetricChart(*metric, m_list, id.pid);
        chart->setTwins(m_twins);
        connect(chart, &MetricChart::hovered, this, [this](base::Utc at) { setCursor(at); });
        connect(chart, &MetricChart::left, this, [this] { setCursor(std::nullopt); });
        connect(chart, &MetricChart::zoomed, this, &ChartStack::zoom);
        connect(chart, &MetricChart::moved, this, &ChartStack::move);
        connect(chart, &MetricChart::liveWanted, this, &ChartStack::goLive);
        connect(chart, &MetricChart::rangeWanted, this, &ChartStack::showRange);
        connect(chart, &MetricChart::removalWanted, this, [this, text] { removeChart(text); });
        connect(chart, &MetricChart::orderWanted, this,
                [this, text](int direction) { moveChart(text, direction); });
        addActions(chart);
        m_listLayout->addWidget(chart, 1);
        m_charts.push_back(chart);
    }
    m_undoButton->setVisible(!m_removed.empty());
    if (m_picker != nullptr && m_picker->isVisible()) {
        m_picker->setMetrics(*m_context.snapshot(), m_twins, m_keys);
    }
    m_axis->setVisible(!m_charts.empty());
    showSnapshot();
    applyRange();
}

bool ChartStack::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list && event->type() == QEvent::Resize) {
        m_axis->setPlot(MetricChart::leftMargin, m_list->width() - MetricChart::rightMargin);
    }
    return QWidget::eventFilter(watched, event);
}

TimeRange ChartStack::range() const {
    return m_time.range(m_context.snapshot()->now, m_context.isLive());
}

void ChartStack::applyRange() {
    m_liveButton->setVisible(!isLive());
    if (isVisible()) {
        refresh();
        return;
    }
    const TimeRange shown = range();
    m_axis->setRange(shown);
    for (MetricChart* chart : m_charts) {
        chart->setRange(shown);
    }
}

void ChartStack::setCursor(std::optional<base::Utc> cursor) {
    m_hovered = cursor;
    showCursor();
}

void ChartStack::showCursor() {
    std::optional<base::Utc> cursor = m_hovered;
    if (!cursor && !m_context.isLive()) {
        cursor = m_context.snapshot()->now;
    }
    for (MetricChart* chart : m_charts) {
        chart->setCursor(cursor);
    }
}

void ChartStack::zoom(double factor, base::Utc anchor) {
    m_time.zoom(factor, anchor, m_context.snapshot()->now, m_context.isLive());
    applyRange();
}

void ChartStack::move(base::Nanoseconds by) {
    m_time.move(by, m_context.snapshot()->now, m_context.isLive());
    applyRange();
}

void ChartStack::showRange(const TimeRange& range) {
    m_time.show(range);
    applyRange();
}

void ChartStack::goLive() {
    m_time.follow();
    applyRange();
}

void ChartStack::refresh() {
    const TimeRange shown = range();
    m_axis->setRange(shown);
    showSnapshot();
    askJournal();
    for (MetricChart* chart : m_charts) {
        chart->setRange(shown);
        for (std::size_t side = 0; side < 2; ++side) {
            ask(chart, side);
        }
    }
    showCursor();
}

void ChartStack::ask(MetricChart* chart, std::size_t side) {
    const auto& twin = m_twins.paths[side];
    if (!twin) {
        return;
    }
    const TimeRange shown = range();
    const std::string& key = chart->shownMetric().key;
    const auto most = static_cast<std::size_t>(std::clamp(chart->width() - 68, 60, 1200));
    if (isDeskMetric(key)) {
        chart->setSeries(side, m_deskSeries.series(key, side, shown.from, shown.to, most));
        return;
    }
    engine::ChartQuery query;
    query.nodeId = twin->ref.nodeId;
    query.scope = chart->shownMetric().scope;
    query.subject = query.scope == model::Scope::Pid
                        ? pidSubject(twin->input.id, chart->id().pid.value_or(0))
                        : subjectOf(*twin, query.scope);
    query.metricKey = key;
    query.from = shown.from;
    query.to = shown.to;
    query.maxPoints = most;
    const std::string limit = limitOf(query.metricKey);
    // The chart is the receiver: an answer that comes after it went is dropped by the context.
    m_context.queryChart(query, chart, [this, chart, side, generation = m_generation](auto series) {
        if (generation == m_generation) {
            chart->setSeries(side, std::move(series));
        }
    });
    if (limit.empty()) {
        return;
    }
    m_context.queryLatest(query.nodeId, query.scope, query.subject, chart,
                          [this, chart, limit, generation = m_generation](auto values) {
                              if (generation != m_generation) {
                                  return;
                              }
                              for (const engine::LatestValue& value : values) {
                                  if (value.metric.key == limit && value.raw) {
                                      chart->setLimit(valueOf(value));
                                  }
                              }
                          });
}

QString ChartStack::csv() const {
    QString text = tr("time,metric,unit,path,minimum,mean,maximum") + QLatin1String("\r\n");
    for (const MetricChart* chart : m_charts) {
        const model::MetricInfo& metric = chart->shownMetric();
        const bool isRate = metric.kind == model::MetricKind::Counter;
        const UnitView view = unitView(metric, isRate);
        for (std::size_t side = 0; side < 2; ++side) {
            for (const engine::ChartPoint& point : chart->series(side).points) {
                QStringList fields{QString::fromStdString(base::toIso8601(point.at)),
                                   chart->id().text(), chart->unit(), twinCaption(m_twins, side)};
                for (const double value : {point.minimum, point.mean, point.maximum}) {
                    fields << QString::number(value * view.factor, 'g', 10);
                }
                text += desk::csvRow(fields);
            }
        }
    }
    return text;
}

QImage ChartStack::image() const {
    QImage image(m_list->width(), m_list->height() + m_axis->height(), QImage::Format_RGB32);
    image.fill(QColor::fromRgb(theme::color::ground()));
    m_list->render(&image);
    m_axis->render(&image, QPoint(0, m_list->height()));
    return image;
}

} // namespace vigie::ui::inspector
