// SPDX-License-Identifier: GPL-3.0-or-later
// How a region's page is put together.
#include <algorithm>
#include <utility>

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
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
#include "ui/regions/regionview.h"
#include "ui/regions/spanbox.h"

namespace vigie::ui::regions {
namespace {

const auto keyOrder = QStringLiteral("regions/order");

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
    m_spans = new SpanBox(bar);
    connect(m_spans, &SpanBox::spanChanged, this, [this] {
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
    connect(m_grid, &HealthGrid::zoomWanted, this,
            [this](int direction) { m_spans->change(direction); });
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

} // namespace vigie::ui::regions
