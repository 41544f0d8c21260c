// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/regionspage.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/desk/columnfit.h"
#include "ui/desk/nodechip.h"
#include "ui/desk/tableexport.h"
#include "ui/distribution/mapview.h"
#include "ui/distribution/regiontable.h"
#include "ui/distribution/regiontools.h"
#include "ui/distribution/sharepanel.h"
#include "ui/regions/healthgrid.h"
#include "ui/regions/regionview.h"
#include "ui/theme/words.h"

namespace vigie::ui::regions {

using distribution::DeliveryModel;

namespace {

QVBoxLayout* boxOf(QWidget* widget) {
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(14, 10, 14, 8);
    layout->setSpacing(8);
    return layout;
}

} // namespace

RegionsPage::RegionsPage(desk::DeskContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)),
      m_region(new RegionView(context, this)), m_map(new distribution::MapView(context, this)),
      m_share(
          new distribution::SharePanel(context, QStringLiteral("distribution/pageShare"), this)),
      m_table(new distribution::RegionTable(context, true, this)),
      m_title(distribution::makeHeading(QString(), this)), m_deliveryTable(new QTableView(this)) {
    setObjectName(QStringLiteral("Panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_overview = makeOverview();
    m_stack->addWidget(m_overview);
    m_stack->addWidget(m_region);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    setFocusProxy(m_table);

    connect(m_region, &RegionView::closed, this, [this] { openRegion({}); });
    connect(m_region, &RegionView::momentWanted, this, &RegionsPage::momentWanted);
    connect(&m_context, &desk::DeskContext::regionOpened, this, &RegionsPage::openRegion);
    const auto refresh = [this] {
        if (m_overview->isVisible()) {
            takeSnapshot();
        }
    };
    connect(&m_context, &desk::DeskContext::snapshotChanged, this, refresh);
    connect(&m_context, &desk::DeskContext::selectionChanged, this, [this, refresh] {
        const QString selected = m_context.selectedRegion();
        if (!openedRegion().isEmpty() && !selected.isEmpty()) {
            m_region->setRegion(selected);
        }
        refresh();
    });
    takeSnapshot();
}

RegionsPage::~RegionsPage() = default;

QWidget* RegionsPage::makeOverview() {
    auto* overview = new QWidget(this);
    auto* tables = new QSplitter(Qt::Horizontal, overview);
    tables->addWidget(makeRegions());
    tables->addWidget(makeDeliveries());
    tables->setChildrenCollapsible(false);
    tables->setStretchFactor(0, 1);
    tables->setStretchFactor(1, 1);
    tables->setSizes({950, 950});
    auto* all = new QSplitter(Qt::Vertical, overview);
    all->addWidget(makeTop());
    all->addWidget(tables);
    all->setChildrenCollapsible(false);
    all->setStretchFactor(0, 6);
    all->setStretchFactor(1, 5);
    for (QSplitter* splitter : {tables, all}) {
        splitter->setHandleWidth(1);
    }
    auto* layout = new QVBoxLayout(overview);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(all);

    auto* save = new QAction(tr("Export as CSV …"), overview);
    save->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    save->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(save, &QAction::triggered, this, [this] {
        desk::saveTextAs(this, QStringLiteral("vigie-regions.csv"), tr("Tables (*.csv)"), csv());
    });
    overview->addAction(save);
    return overview;
}

QWidget* RegionsPage::makeTop() {
    auto* top = new QWidget(this);
    m_share->setFixedWidth(360);
    m_share->useHeight();

    auto* map = new QVBoxLayout;
    auto* head = new QHBoxLayout;
    head->addWidget(distribution::makeHeading(tr("Distribution — now"), this));
    head->addStretch(1);
    head->addWidget(new desk::NodeChip(m_context, top));
    map->addLayout(head);
    map->addWidget(m_map, 1);

    auto* layout = new QHBoxLayout(top);
    layout->setContentsMargins(14, 12, 14, 8);
    layout->setSpacing(18);
    layout->addLayout(map, 1);
    layout->addWidget(m_share);
    return top;
}

QWidget* RegionsPage::makeRegions() {
    auto* part = new QWidget(this);
    auto* tools = new QHBoxLayout;
    tools->addWidget(distribution::makeHeading(tr("Regions"), this));
    tools->addStretch(1);
    tools->addWidget(
        distribution::makeWorstFirst(m_table, QStringLiteral("distribution/pageWorstFirst"), this));
    auto* window =
        distribution::makeWindowChooser(m_table, QStringLiteral("distribution/pageWindow"), this);
    connect(window, &QComboBox::currentIndexChanged, this, [this] { takeSnapshot(); });
    tools->addWidget(window);
    tools->addWidget(distribution::makeCompareChooser(
        m_table, QStringLiteral("distribution/pageCompared"), this));
    auto* save = new QPushButton(tr("Export CSV"), this);
    save->setToolTip(tr("Both tables as comma-separated values (Ctrl+E)"));
    connect(save, &QPushButton::clicked, this,
            [this] { m_overview->actions().constFirst()->trigger(); });
    tools->addWidget(save);
    auto* layout = boxOf(part);
    layout->addLayout(tools);
    layout->addWidget(m_table, 1);
    return part;
}

QWidget* RegionsPage::makeDeliveries() {
    auto* part = new QWidget(this);
    m_order.setSourceModel(&m_deliveries);
    m_order.setSortRole(DeliveryModel::SortRole);
    m_deliveryTable->setModel(&m_order);
    m_deliveryTable->setAccessibleName(tr("Deliveries of the region"));
    m_deliveryTable->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_deliveryTable->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_deliveryTable->setShowGrid(false);
    m_deliveryTable->setWordWrap(false);
    m_deliveryTable->setTabKeyNavigation(false);
    m_deliveryTable->setSortingEnabled(true);
    m_deliveryTable->setIconSize({11, 11});
    m_deliveryTable->sortByColumn(DeliveryModel::State, Qt::AscendingOrder);
    m_deliveryTable->verticalHeader()->hide();
    m_deliveryTable->verticalHeader()->setDefaultSectionSize(27);
    QHeaderView* header = m_deliveryTable->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(DeliveryModel::State, QHeaderView::Stretch);
    // What the state is must be read whole, with since when; the reason is in the tooltip too.
    desk::fitColumns(*m_deliveryTable, *header, 255,
                     {{DeliveryModel::Feed, 220, 180},
                      {DeliveryModel::OnAir, 120, 92},
                      {DeliveryModel::Health, 74, 70},
                      {DeliveryModel::Latency, 78, 74},
                      {DeliveryModel::Skew, 86, 84},
                      {DeliveryModel::Reason, 118, 100},
                      {DeliveryModel::Uncertainty, 52, 48}});
    desk::enableCopy(m_deliveryTable);
    // Not "activated": on some desktops that is a single click, which here only selects.
    connect(m_deliveryTable, &QTableView::doubleClicked, this, &RegionsPage::openDelivery);
    auto* open = new QAction(tr("Open in the feed inspector"), m_deliveryTable);
    open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    open->setShortcutContext(Qt::WidgetShortcut);
    connect(open, &QAction::triggered, this,
            [this] { openDelivery(m_deliveryTable->currentIndex()); });
    m_deliveryTable->addAction(open);
    auto* layout = boxOf(part);
    layout->addWidget(m_title);
    layout->addWidget(m_deliveryTable, 1);
    return part;
}

void RegionsPage::openDelivery(const QModelIndex& index) {
    if (index.isValid()) {
        m_context.openFeed(index.data(DeliveryModel::FeedIdRole).toString(),
                           m_context.selectedRegion());
    }
}

void RegionsPage::openRegion(const QString& regionId) {
    if (regionId.isEmpty()) {
        m_stack->setCurrentWidget(m_overview);
        setFocusProxy(m_table);
        takeSnapshot();
        m_table->setFocus();
        return;
    }
    m_context.selectRegion(regionId);
    m_region->setRegion(regionId);
    setFocusProxy(&m_region->grid());
    m_stack->setCurrentWidget(m_region);
}

QString RegionsPage::openedRegion() const {
    return m_stack->currentWidget() == m_region ? m_region->region() : QString();
}

void RegionsPage::takeSnapshot() {
    const engine::SnapshotPtr snapshot = m_context.snapshot();
    const QString region = m_context.selectedRegion();
    m_deliveries.setSnapshot(snapshot, region, m_table->regions().window(),
                             m_context.selectedNode());
    m_title->setText(
        region.isEmpty()
            ? tr("Deliveries — select a region")
            : tr("Deliveries — %1").arg(theme::regionName(*snapshot, region.toStdString())));
}

QString RegionsPage::csv() const {
    QString text = desk::commaSeparated(m_table->order());
    if (m_order.rowCount() > 0) {
        text += QLatin1String("\r\n") + desk::commaSeparated(m_order);
    }
    return text;
}

void RegionsPage::showEvent(QShowEvent* event) {
    takeSnapshot();
    QWidget::showEvent(event);
}

} // namespace vigie::ui::regions
