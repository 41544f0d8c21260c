// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/comparewindow.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/tableexport.h"
#include "ui/inspector/comparechart.h"
#include "ui/inspector/comparepicker.h"

namespace vigie::ui::inspector {

namespace {

constexpr int askEveryMs = 1000;
/// In the past the figures follow the playhead.
constexpr int followMs = 200;
constexpr int redrawMs = 20;
constexpr auto historyEvery = std::chrono::seconds(10);
/// Cells of 10 s are remembered for an hour.
constexpr auto fineHistory = std::chrono::minutes(55);
constexpr std::size_t mostPoints = 1000;

QString geometryKey() {
    return QStringLiteral("inspector/comparisonGeometry");
}

} // namespace

CompareWindow::CompareWindow(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent, Qt::Window), m_context(context),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_chart(new CompareChart(m_model, this)),
      m_table(new QTableView(this)), m_note(new QLabel(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    setWindowTitle(tr("Comparison"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    auto* tools = new QHBoxLayout;
    tools->setSpacing(6);
    makeTools(tools);
    layout->addLayout(tools);
    makeTable();
    m_note->setWordWrap(true);
    m_note->setProperty("role", QStringLiteral("quiet"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_chart);
    m_splitter->addWidget(m_table);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({460, 240});
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_note);
    makeActions();
    connectChart();
    resize(1240, 780);
    restoreGeometry(QSettings().value(geometryKey()).toByteArray());

    m_timer.setInterval(askEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &CompareWindow::refresh);
    m_followTimer.setSingleShot(true);
    m_followTimer.setInterval(followMs);
    connect(&m_followTimer, &QTimer::timeout, this, &CompareWindow::refresh);
    m_redrawTimer.setSingleShot(true);
    m_redrawTimer.setInterval(redrawMs);
    connect(&m_redrawTimer, &QTimer::timeout, m_chart, &CompareChart::redraw);
    connect(&m_model, &CompareModel::linesChanged, this, &CompareWindow::showLines);
    connect(&m_model, &CompareModel::coursesChanged, this, [this] {
        m_redrawTimer.start();
        showNote();
    });
    connect(&m_context, &desk::DeskContext::placeChanged, this, &CompareWindow::onPlace);
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, &CompareWindow::follow);
    showLines();
    applyTime();
}

CompareWindow::~CompareWindow() {
    // What the table's selection still tells while it is taken apart comes to nobody.
    disconnect(m_table->selectionModel(), nullptr, this, nullptr);
}

void CompareWindow::makeTable() {
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Lines of the comparison"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setIconSize({34, 12});
    m_table->setMinimumHeight(90);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(22);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(30);
    header->setSectionResizeMode(CompareModel::Metric, QHeaderView::Stretch);
    const std::array<std::pair<int, int>, 12> widths{{{CompareModel::Line, 80},
                                                      {CompareModel::Feed, 160},
                                                      {CompareModel::Region, 84},
                                                      {CompareModel::Path, 140},
                                                      {CompareModel::Earlier, 96},
                                                      {CompareModel::Value, 72},
                                                      {CompareModel::Difference, 86},
                                                      {CompareModel::Minimum, 74},
                                                      {CompareModel::Mean, 74},
                                                      {CompareModel::Maximum, 76},
                                                      {CompareModel::Unit, 50},
                                                      {CompareModel::Scale, 106}}};
    for (const auto& [column, width] : widths) {
        m_table->setColumnWidth(column, width);
    }
    desk::enableCopy(m_table);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &CompareWindow::showSelection);
}

void CompareWindow::connectChart() {
    connect(m_chart, &CompareChart::hovered, this, [this](base::Utc at) { setCursor(at); });
    connect(m_chart, &CompareChart::left, this, [this] { setCursor(std::nullopt); });
    connect(m_chart, &CompareChart::zoomed, this, [this](double factor, base::Utc anchor) {
        m_time.zoom(factor, anchor, m_context.snapshot()->now, m_context.isLive());
        refresh();
    });
    connect(m_chart, &CompareChart::moved, this, [this](base::Nanoseconds by) {
        m_time.move(by, m_context.snapshot()->now, m_context.isLive());
        refresh();
    });
    connect(m_chart, &CompareChart::rangeWanted, this, [this](const TimeRange& range) {
        m_time.show(range);
        refresh();
    });
    connect(m_chart, &CompareChart::liveWanted, this, [this] {
        m_time.follow();
        refresh();
    });
}

void CompareWindow::setSet(const CompareSet& set) {
    m_time.setSpan(set.span);
    const QSignalBlocker blocker(m_spanBox);
    m_spanBox->setCurrentIndex(
        std::max(0, m_spanBox->findData(static_cast<int>(set.span.count()))));
    m_ownButton->setChecked(set.isOwnRange);
    m_model.setSet(set, *m_context.snapshot());
}

CompareSet CompareWindow::set() const {
    CompareSet set = m_model.set();
    set.span = m_time.span();
    return set;
}

CompareState CompareWindow::state() const {
    return {set(), m_name, saveGeometry()};
}

void CompareWindow::setState(const CompareState& state) {
    setSet(state.set);
    setName(state.name);
    restoreGeometry(state.geometry);
}

void CompareWindow::setName(const QString& name) {
    m_name = name;
    setWindowTitle(name.isEmpty() ? tr("Comparison") : tr("Comparison: %1").arg(name));
}

TimeRange CompareWindow::range() const {
    return m_time.range(m_context.snapshot()->now, m_context.isLive());
}

void CompareWindow::onPlace() {
    // Nothing of the place before may be taken for one of this.
    m_time.follow();
    m_desk.clear();
    m_model.forget();
    m_chart->redraw();
    refresh();
}

void CompareWindow::follow() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    for (auto& [id, desk] : m_desk) {
        desk.series.take(*snapshot);
    }
    if (isVisible() && !m_context.isLive() && !m_followTimer.isActive()) {
        m_followTimer.start();
    }
}

void CompareWindow::applyTime() {
    const TimeRange shown = range();
    m_chart->setRange(shown);
    std::optional<base::Utc> cursor = m_hovered;
    if (!cursor && !m_context.isLive()) {
        cursor = m_context.snapshot()->now;
    }
    m_model.setTime(shown, cursor);
    m_chart->setCursor(cursor);
    m_liveButton->setVisible(!m_time.isFollowing());
    m_liveButton->setText(m_context.isLive() ? tr("Back to now") : tr("Back to the playhead"));
}

void CompareWindow::setCursor(std::optional<base::Utc> cursor) {
    m_hovered = cursor;
    applyTime();
}

void CompareWindow::refresh() {
    m_model.setSnapshot(*m_context.snapshot());
    applyTime();
    // What has another range or scale is drawn even if nothing new is known.
    m_redrawTimer.start();
    if (!isVisible()) {
        return;
    }
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (!m_model.line(row).isHidden) {
            ask(row);
        }
    }
}

void CompareWindow::ask(int row) {
    const CompareModel::Row& one = m_model.row(row);
    const CompareLine& line = m_model.line(row);
    if (!one.target.twin || !one.target.metric) {
        return;
    }
    const TimeRange shown = range();
    const TimeRange then{shown.from - line.earlier, shown.to - line.earlier};
    const auto most =
        std::clamp<std::size_t>(static_cast<std::size_t>(m_chart->width()), 60, mostPoints);
    if (isDeskMetric(line.metric.key)) {
        askHistory(row, then);
        const DeskSeries& series = m_desk[one.id].series;
        const Twins twins = findTwins(*m_context.snapshot(), line.feedId, line.regionId);
        const bool isSecond = line.metric.key == latencyMetric().key && twins.paths[1] &&
                              twins.paths[1]->ref == line.ref;
        m_model.setSeries(
            one.id, series.series(line.metric.key, isSecond ? 1 : 0, then.from, then.to, most));
        return;
    }
    engine::ChartQuery query;
    query.nodeId = line.ref.nodeId;
    query.scope = one.target.metric->scope;
    query.subject = query.scope == model::Scope::Pid
                        ? pidSubject(one.target.twin->input.id, line.metric.pid.value_or(0))
                        : subjectOf(*one.target.twin, query.scope);
    query.metricKey = line.metric.key;
    query.from = then.from;
    query.to = then.to;
    query.maxPoints = most;
    m_context.queryChart(query, this, [this, id = one.id](engine::ChartSeries series) {
        m_model.setSeries(id, std::move(series));
    });
}

void CompareWindow::askHistory(int row, const TimeRange& range) {
    const CompareLine& line = m_model.line(row);
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const int id = m_model.row(row).id;
    Desk& desk = m_desk[id];
    desk.series.setTwins(findTwins(*snapshot, line.feedId, line.regionId));
    desk.series.take(*snapshot);
    const bool isKnown = desk.historyOf && desk.historyOf->from <= range.from &&
                         snapshot->now >= desk.historyAt &&
                         snapshot->now - desk.historyAt < historyEvery;
    if (isKnown) {
        return;
    }
    desk.historyOf = range;
    desk.historyAt = snapshot->now;
    engine::DeliveryHistoryQuery query;
    query.feedId = line.feedId;
    query.regionId = line.regionId;
    query.from = range.from;
    query.to = range.to;
    query.step = std::chrono::seconds(snapshot->now - range.from > fineHistory ? 60 : 10);
    m_context.queryDeliveryHistory(query, this, [this, id](engine::DeliveryHistory history) {
        const auto found = m_desk.find(id);
        if (found != m_desk.end()) {
            found->second.series.setHistory(std::move(history));
            for (int i = 0; i < m_model.rowCount(); ++i) {
                if (m_model.row(i).id == id && isVisible()) {
                    ask(i);
                }
            }
        }
    });
}

void CompareWindow::showLines() {
    std::erase_if(m_desk, [this](const auto& desk) {
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.row(row).id == desk.first) {
                return false;
            }
        }
        return true;
    });
    if (m_picker != nullptr) {
        m_picker->setShown(m_model.set());
    }
    const auto& lines = m_model.set().lines;
    m_table->setColumnHidden(CompareModel::Earlier,
                             std::all_of(lines.begin(), lines.end(), [](const auto& line) {
                                 return line.earlier.count() == 0;
                             }));
    m_said.clear();
    // Not later: until then rows and what is drawn of them would not go together.
    m_chart->redraw();
    showNote();
    refresh();
}

void CompareWindow::showSelection() {
    std::set<int> ids;
    for (const int row : selected()) {
        ids.insert(m_model.row(row).id);
    }
    m_chart->setEmphasized(std::move(ids));
}

void CompareWindow::showNote() {
    m_note->setText(note());
    m_note->setVisible(!m_note->text().isEmpty());
}

QString CompareWindow::note() const {
    QStringList sentences;
    if (!m_said.isEmpty()) {
        sentences << m_said;
    }
    const QString axes = m_model.axisNote();
    if (!axes.isEmpty()) {
        sentences << axes;
    }
    return sentences.join(QLatin1Char('\n'));
}

void CompareWindow::say(const QString& sentence) {
    m_said = sentence;
    showNote();
    if (m_picker != nullptr) {
        m_picker->setAnswer(sentence);
    }
}

void CompareWindow::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    m_timer.start();
}

void CompareWindow::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QSettings().setValue(geometryKey(), saveGeometry());
    QWidget::hideEvent(event);
}

} // namespace vigie::ui::inspector
