// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/regionview.h"

#include <algorithm>
#include <array>

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/desk/nodechip.h"
#include "ui/desk/tableexport.h"
#include "ui/distribution/regiontools.h"
#include "ui/regions/elidinglabel.h"
#include "ui/regions/gridkey.h"
#include "ui/regions/healthgrid.h"
#include "ui/regions/latencychart.h"
#include "ui/theme/figures.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::regions {
namespace {

using namespace std::chrono_literals;

constexpr std::array<int, 5> spanHours = {1, 3, 6, 12, 24};
constexpr int usualSpan = 2; // six hours
/// How often the newest minutes are asked for again.
constexpr auto newestPeriod = 5s;
constexpr auto newestReach = 3min;
constexpr int mostRecords = 5'000;
const auto keySpan = QStringLiteral("regions/hours");
const auto keyOrder = QStringLiteral("regions/order");

base::Utc minuteOf(base::Utc at) {
    return base::utcFromNs(base::toSeconds(at) / 60 * 60 * 1'000'000'000);
}

} // namespace

RegionView::RegionView(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_other(context) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* bottom = new QSplitter(Qt::Horizontal, this);
    bottom->addWidget(makeNodes());
    bottom->addWidget(makeLatency());
    bottom->addWidget(makeComparison());
    auto* all = new QSplitter(Qt::Vertical, this);
    all->addWidget(makeGrid());
    all->addWidget(bottom);
    all->setStretchFactor(0, 3);
    all->setStretchFactor(1, 2);
    all->setSizes({560, 340});
    bottom->setSizes({560, 520, 600});
    for (QSplitter* splitter : {bottom, all}) {
        splitter->setHandleWidth(1);
        splitter->setChildrenCollapsible(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(all, 1);
    setTabOrder(m_filter, m_grid);
    setTabOrder(m_grid, m_nodeTable);
    setTabOrder(m_nodeTable, m_latency);
    setTabOrder(m_latency, m_with);
    setTabOrder(m_with, m_comparisonTable);
    addKeys();

    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(0);
    connect(&m_askSoon, &QTimer::timeout, this, &RegionView::askAll);
    const auto refresh = [this] {
        if (isVisible()) {
            takeSnapshot();
        }
    };
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, refresh);
    connect(&m_context, &desk::DeskContext::selectionChanged, this, refresh);
    connect(&m_context, &desk::DeskContext::placeChanged, this, [this] { m_isFresh = false; });
}

RegionView::~RegionView() = default;

QWidget* RegionView::makeBar() {
    auto* bar = new QWidget(this);
    m_back = new QToolButton(bar);
    m_back->setProperty("role", QStringLiteral("badge"));
    m_back->setText(tr("‹ Regions"));
    m_back->setToolTip(tr("Back to all regions (Esc)"));
    m_back->setAccessibleName(tr("Back to all regions"));
    connect(m_back, &QToolButton::clicked, this, &RegionView::closed);
    m_title = new QLabel(bar);
    m_title->setProperty("role", QStringLiteral("figure"));
    m_state = new ElidingLabel(bar);
    m_state->setAccessibleName(tr("State of the region"));

    m_filter = new QLineEdit(bar);
    m_filter->setPlaceholderText(tr("Filter feeds"));
    m_filter->setAccessibleName(tr("Filter feeds"));
    m_filter->setToolTip(tr("Shows the feeds with this in their number or name (Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(140);
    m_filter->setMaximumWidth(200);
    connect(m_filter, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_health.setFilter(text); });
    m_orders = new QComboBox(bar);
    m_orders->setAccessibleName(tr("Order of the feeds"));
    m_orders->setToolTip(tr("Order of the feeds"));
    m_orders->addItem(tr("By number"));
    m_orders->addItem(tr("Worst first"));
    const QSettings settings;
    m_orders->setCurrentIndex(std::clamp(settings.value(keyOrder, 0).toInt(), 0, 1));
    const auto order = [this](int index) {
        m_health.setOrder(index == 1 ? HealthGridModel::Order::Worst
                                     : HealthGridModel::Order::Number);
    };
    order(m_orders->currentIndex());
    connect(m_orders, &QComboBox::currentIndexChanged, this, [order](int index) {
        order(index);
        QSettings().setValue(keyOrder, index);
    });
    m_spans = new QComboBox(bar);
    m_spans->setAccessibleName(tr("Time shown"));
    m_spans->setToolTip(tr("Time shown (+ and − in the grid)"));
    for (const int hours : spanHours) {
        m_spans->addItem(tr("%n hour(s)", nullptr, hours), hours);
    }
    const int kept = m_spans->findData(settings.value(keySpan, spanHours[usualSpan]).toInt());
    m_spans->setCurrentIndex(kept >= 0 ? kept : usualSpan);
    connect(m_spans, &QComboBox::currentIndexChanged, this, [this] {
        QSettings().setValue(keySpan, m_spans->currentData());
        m_isFresh = false;
        takeSnapshot();
    });

    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(14, 8, 14, 6);
    layout->setSpacing(10);
    layout->addWidget(m_back);
    layout->addWidget(m_title);
    layout->addWidget(m_state, 1);
    layout->addWidget(new desk::NodeChip(m_context, bar));
    layout->addWidget(m_filter);
    layout->addWidget(m_orders);
    layout->addWidget(m_spans);
    return bar;
}

QWidget* RegionView::makeGrid() {
    auto* part = new QWidget(this);
    m_grid = new HealthGrid(m_health, part);
    connect(m_grid, &HealthGrid::momentWanted, this, &RegionView::momentWanted);
    connect(m_grid, &HealthGrid::feedWanted, this,
            [this](const QString& feed) { m_context.openFeed(feed, m_region); });
    connect(m_grid, &HealthGrid::zoomWanted, this, &RegionView::changeSpan);
    connect(m_grid, &HealthGrid::currentCellChanged, this, &RegionView::showCurrentCell);
    m_cellText = new ElidingLabel(part);
    m_cellText->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_cellText->setAccessibleName(tr("The current cell"));
    m_reach = new ElidingLabel(part);
    m_reach->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_reach->setAccessibleName(tr("What is remembered"));
    auto* head = new QHBoxLayout;
    head->setSpacing(14);
    head->addWidget(distribution::makeHeading(tr("Health of its feeds"), part));
    head->addWidget(m_cellText, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(14);
    foot->addWidget(new GridKey(part));
    foot->addWidget(m_reach, 1);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(14, 2, 14, 6);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_grid, 1);
    layout->addLayout(foot);
    return part;
}

namespace {

void dress(QTableView* table) {
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(25);
    table->horizontalHeader()->setHighlightSections(false);
    table->setIconSize({11, 11});
    desk::enableCopy(table);
}

} // namespace

QWidget* RegionView::makeNodes() {
    auto* part = new QWidget(this);
    m_nodeOrder.setSourceModel(&m_nodes);
    m_nodeOrder.setSortRole(RegionNodeModel::SortRole);
    m_nodeTable = new QTableView(part);
    m_nodeTable->setModel(&m_nodeOrder);
    m_nodeTable->setAccessibleName(tr("Nodes of the region"));
    dress(m_nodeTable);
    m_nodeTable->setSortingEnabled(true);
    m_nodeTable->sortByColumn(RegionNodeModel::Worst, Qt::AscendingOrder);
    QHeaderView* header = m_nodeTable->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setStretchLastSection(true);
    m_nodeTable->setColumnHidden(RegionNodeModel::Kind, true); // the node's shape says it
    // Where it is narrow, what matters most is in sight.
    header->moveSection(header->visualIndex(RegionNodeModel::Worst), RegionNodeModel::Contact);
    // Only what arrives at this node, everywhere on the desk; once more takes it back.
    auto* choose = new QAction(tr("Only this node, or all"), m_nodeTable);
    choose->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    choose->setShortcutContext(Qt::WidgetShortcut);
    const auto toggle = [this] {
        const QString node =
            m_nodeTable->currentIndex().data(RegionNodeModel::NodeIdRole).toString();
        m_context.selectNode(node == m_context.selectedNode() ? QString() : node);
    };
    connect(choose, &QAction::triggered, this, toggle);
    connect(m_nodeTable, &QTableView::doubleClicked, this, toggle);
    m_nodeTable->addAction(choose);
    m_nodeTable->setToolTip(tr("Enter shows only what arrives at the node; once more: all"));
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(14, 8, 10, 8);
    layout->addWidget(distribution::makeHeading(tr("Nodes"), part));
    layout->addWidget(m_nodeTable, 1);
    return part;
}

QWidget* RegionView::makeLatency() {
    auto* part = new QWidget(this);
    m_latency = new LatencyChart(part);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(10, 8, 10, 8);
    m_sure = new ElidingLabel(part);
    m_sure->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_sure->setAccessibleName(tr("How sure the latency is"));
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(distribution::makeHeading(tr("Latency over this time"), part));
    head->addWidget(m_sure, 1);
    layout->addLayout(head);
    layout->addWidget(m_latency, 1);
    return part;
}

QWidget* RegionView::makeComparison() {
    auto* part = new QWidget(this);
    m_with = new QComboBox(part);
    m_with->setAccessibleName(tr("Compared with"));
    m_with->setToolTip(tr("What the region is compared with"));
    m_with->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_with->setMinimumContentsLength(18);
    connect(m_with, &QComboBox::currentIndexChanged, this, [this] { compare(); });
    m_comparisonTable = new QTableView(part);
    m_comparisonTable->setModel(&m_comparison);
    m_comparisonTable->setAccessibleName(tr("Comparison"));
    dress(m_comparisonTable);
    QHeaderView* header = m_comparisonTable->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* head = new QHBoxLayout;
    head->addWidget(distribution::makeHeading(tr("Compared with"), part));
    head->addWidget(m_with, 1);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(10, 8, 14, 8);
    layout->addLayout(head);
    layout->addWidget(m_comparisonTable, 1);
    return part;
}

void RegionView::addKeys() {
    const auto add = [this](const QString& text, const QList<QKeySequence>& keys, auto&& function) {
        auto* action = new QAction(text, this);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, std::forward<decltype(function)>(function));
        addAction(action);
    };
    add(tr("Back to all regions"), {Qt::Key_Escape, Qt::Key_Back, Qt::Key_Backspace}, [this] {
        if (m_filter->hasFocus() && !m_filter->text().isEmpty()) {
            m_filter->clear();
        } else {
            emit closed();
        }
    });
    add(tr("Filter feeds"), {QKeySequence(Qt::CTRL | Qt::Key_F)}, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
    add(tr("Export as CSV …"), {QKeySequence(Qt::CTRL | Qt::Key_E)}, [this] { saveCsv(); });
    add(tr("Save as a picture …"), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)},
        [this] { savePicture(); });
}

std::chrono::hours RegionView::span() const {
    return std::chrono::hours(m_spans->currentData().toInt());
}

void RegionView::setSpan(std::chrono::hours span) {
    const int index = m_spans->findData(static_cast<int>(span.count()));
    if (index >= 0) {
        m_spans->setCurrentIndex(index);
    }
}

void RegionView::changeSpan(int direction) {
    const int index = direction == 0 ? usualSpan : m_spans->currentIndex() - direction;
    m_spans->setCurrentIndex(std::clamp(index, 0, m_spans->count() - 1));
}

void RegionView::setRegion(const QString& regionId) {
    if (regionId == m_region) {
        return;
    }
    m_region = regionId;
    m_isFresh = false;
    m_health.setRecords({});
    m_health.setHistory({});
    m_filter->clear();
    if (isVisible()) {
        takeSnapshot();
    }
}

void RegionView::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    m_title->setText(theme::regionName(*snapshot, m_region.toStdString()));
    const auto region =
        std::find_if(snapshot->regions.begin(), snapshot->regions.end(),
                     [this](const auto& one) { return one.id == m_region.toStdString(); });
    m_state->setWhole(region == snapshot->regions.end()
                          ? tr("not in the plan")
                          : tr("%1 · health %2 over 15 min · %3")
                                .arg(theme::severityWord(region->worst),
                                     theme::percentText(region->health.quarterHour.percent()),
                                     theme::shareText(region->share)));
    m_health.setSnapshot(snapshot);
    m_health.setNode(m_context.selectedNode());
    m_nodes.setSnapshot(snapshot, m_region);
    fillChoices();
    // The present moves on; a past that is dragged goes either way.
    const base::Utc now = snapshot->now;
    if (!m_isFresh || minuteOf(now) != minuteOf(m_askedTo)) {
        if (!m_askSoon.isActive()) {
            m_askSoon.start();
        }
    } else if (now - m_askedNewest >= newestPeriod) {
        askNewest();
    }
}

void RegionView::askAll() {
    if (m_region.isEmpty() || !isVisible()) {
        return;
    }
    const base::Utc now = m_context.snapshot()->now;
    m_isFresh = true;
    m_askedTo = now;
    m_askedNewest = now;
    engine::DeliveryHistoryQuery query;
    query.regionId = m_region.toStdString();
    query.from = minuteOf(now) + 1min - span();
    query.to = now;
    const quint64 generation = ++m_generation;
    m_context.queryDeliveryHistory(query, this,
                                   [this, generation](engine::DeliveryHistory history) {
                                       if (generation == m_generation) {
                                           takeHistory(std::move(history));
                                       }
                                   });
    journal::HistoryQuery records;
    records.from = query.from;
    records.to = now;
    records.kinds = {alarm::RecordKind::Raised, alarm::RecordKind::RaisedAgain,
                     alarm::RecordKind::Cleared};
    records.text = query.regionId;
    records.most = mostRecords;
    m_context.queryHistory(records, this, [this, generation](journal::History history) {
        if (generation == m_generation) {
            m_health.setRecords(std::move(history.records));
        }
    });
}

void RegionView::askNewest() {
    m_askedNewest = m_context.snapshot()->now;
    engine::DeliveryHistoryQuery query;
    query.regionId = m_region.toStdString();
    query.from = std::max(m_health.history().from, minuteOf(m_askedNewest) - newestReach);
    query.to = m_askedNewest;
    m_context.queryDeliveryHistory(
        query, this, [this, generation = m_generation](const engine::DeliveryHistory& newest) {
            if (generation == m_generation && m_health.patch(newest)) {
                showSummaries();
            }
        });
}

void RegionView::takeHistory(engine::DeliveryHistory history) {
    m_health.setHistory(std::move(history));
    if (!m_grid->currentIndex().isValid() && m_health.columnCount() > 0) {
        m_grid->setCurrentIndex(m_health.index(0, m_health.columnCount() - 1));
    }
    showSummaries();
    compare();
}

void RegionView::showSummaries() {
    const engine::DeliveryHistory& history = m_health.history();
    std::optional<double> uncertainty;
    bool isAllKnown = true;
    for (const engine::DeliveryStatus& delivery : m_context.snapshot()->deliveries) {
        if (delivery.regionId != m_region.toStdString() || !delivery.latency.ms) {
            continue;
        }
        const std::optional<double>& own = delivery.latency.uncertaintyMs;
        isAllKnown = isAllKnown && own.has_value();
        uncertainty = own ? std::optional(std::max(uncertainty.value_or(*own), *own)) : uncertainty;
    }
    m_latency->setStats(statsOf(history, health::Carriage::Cloud),
                        statsOf(history, health::Carriage::Satellite), uncertainty, isAllKnown);
    m_sure->setWhole(m_latency->uncertaintyText());
    const auto known = statsOf(history).rememberedPercent();
    m_reach->setWhole(
        known ? tr("one column: %1 · remembered of this time: %2")
                    .arg(tr("%n minute(s)", nullptr,
                            static_cast<int>(m_health.stepsPerColumn() *
                                             static_cast<std::size_t>(history.step.count()) / 60)),
                         theme::percentText(known, 0))
              : tr("nothing is remembered of this time"));
    showCurrentCell();
}

void RegionView::fillChoices() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    QStringList ids{QString(), QString(), QString(), QString()};
    QStringList texts{tr("Cloud against satellite"), tr("The time before"),
                      tr("The same time yesterday"), tr("All regions")};
    for (const engine::RegionStatus& region : snapshot->regions) {
        if (region.id != m_region.toStdString()) {
            ids << QString::fromStdString(region.id);
            texts << theme::regionName(*snapshot, region.id);
        }
    }
    bool isSame = m_with->count() == texts.size();
    for (int i = 0; isSame && i < m_with->count(); ++i) {
        isSame = m_with->itemText(i) == texts[i] && m_with->itemData(i).toString() == ids[i];
    }
    if (isSame) {
        return;
    }
    const int before = std::max(0, m_with->currentIndex());
    const QString beforeId = m_with->currentData().toString();
    {
        const QSignalBlocker blocker(m_with);
        m_with->clear();
        for (qsizetype i = 0; i < texts.size(); ++i) {
            m_with->addItem(texts[i], ids[i]);
        }
        const int kept = before < 4 ? before : m_with->findData(beforeId);
        m_with->setCurrentIndex(kept >= 0 ? kept : 0);
    }
    compare();
}

void RegionView::compare() {
    m_other.cancel();
    const engine::DeliveryHistory& history = m_health.history();
    const int choice = m_with->currentIndex();
    if (choice == static_cast<int>(With::OtherPath)) {
        m_comparison.setSides(theme::pathKindWord(model::PathKind::Cloud),
                              statsOf(history, health::Carriage::Cloud),
                              theme::pathKindWord(model::PathKind::Satellite),
                              statsOf(history, health::Carriage::Satellite), true);
        return;
    }
    const QString own = theme::regionName(*m_context.snapshot(), m_region.toStdString());
    const QString title = m_with->currentText();
    // Until it is answered, nothing is known of the other side.
    m_comparison.setSides(own, statsOf(history), title, {}, false);
    if (history.rows.empty() || choice < 0) {
        return;
    }
    Stretch stretch{m_region.toStdString(), m_askedTo - span(), m_askedTo};
    stretch.from = minuteOf(m_askedTo) + 1min - span();
    if (choice == static_cast<int>(With::Before)) {
        stretch.to = stretch.from;
        stretch.from -= span();
    } else if (choice == static_cast<int>(With::Yesterday)) {
        stretch.from -= 24h;
        stretch.to -= 24h;
    } else {
        stretch.regionId = m_with->currentData().toString().toStdString(); // empty: all
    }
    m_other.ask(stretch, [this, own, title](RegionStats stats) {
        m_comparison.setSides(own, statsOf(m_health.history()), title, std::move(stats), false);
    });
}

void RegionView::showCurrentCell() {
    QString text = m_grid->currentSentence();
    m_cellText->setWhole(text.replace(QLatin1Char('\n'), QStringLiteral(" · ")));
}

QString RegionView::csv() const {
    const auto next = QLatin1String("\r\n");
    return m_health.csv() + next + desk::commaSeparated(m_nodeOrder) + next + m_latency->csv() +
           next + desk::commaSeparated(m_comparison);
}

void RegionView::saveCsv() {
    desk::saveTextAs(this, QStringLiteral("vigie-%1.csv").arg(m_region), tr("Tables (*.csv)"),
                     csv());
}

void RegionView::savePicture() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save as a picture"),
                                                      QStringLiteral("vigie-%1.png").arg(m_region),
                                                      tr("Pictures (*.png)"));
    if (!file.isEmpty() && !grab().save(file, "PNG")) {
        m_reach->setWhole(tr("%1 could not be written.").arg(file));
    }
}

void RegionView::showEvent(QShowEvent* event) {
    m_isFresh = false;
    takeSnapshot();
    QWidget::showEvent(event);
    m_grid->setFocus();
}

} // namespace vigie::ui::regions
