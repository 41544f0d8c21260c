// SPDX-License-Identifier: GPL-3.0-or-later
// How the inspector's columns are put together.
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/desk/tableexport.h"
#include "ui/inspector/healthbox.h"
#include "ui/inspector/inspectorpage.h"
#include "ui/inspector/ondemand.h"
#include "ui/inspector/pictureview.h"
#include "ui/inspector/sidepanes.h"
#include "ui/theme/fonts.h"

namespace vigie::ui::inspector {

namespace {

constexpr int rowHeight = 18;
/// Of one side's figures: "1920×1080i 59.94".
constexpr int factWidth = 138;

QLabel* makeHeading(const QString& text, QWidget* parent) {
    auto* heading = new QLabel(text, parent);
    heading->setProperty("role", QStringLiteral("heading"));
    heading->setFont(theme::headingFont());
    return heading;
}

QVBoxLayout* boxOf(QWidget* widget) {
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(14, 10, 14, 6);
    layout->setSpacing(6);
    return layout;
}

/// A heading with what belongs below it, as one part of a splitter.
QWidget* part(const QString& title, QWidget* content, QWidget* parent) {
    auto* widget = new QWidget(parent);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(4);
    layout->addWidget(makeHeading(title, widget));
    layout->addWidget(content, 1);
    return widget;
}

} // namespace

QTableView* InspectorPage::makeTable(QAbstractItemModel* model, int stretched,
                                     const QString& name) {
    auto* table = new QTableView(this);
    table->setModel(model);
    table->setAccessibleName(name);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setMinimumHeight(44);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(16);
    table->verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
    desk::enableCopy(table);
    return table;
}

QWidget* InspectorPage::makeLeft() {
    auto* left = new QWidget(this);
    left->setMinimumWidth(370);
    auto* layout = boxOf(left);
    for (PictureView*& picture : m_pictures) {
        picture = new PictureView(m_context, left);
    }
    m_difference = new QLabel(left);
    m_difference->setFont(theme::textFont(12));
    m_difference->setProperty("role", QStringLiteral("quiet"));
    m_difference->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_difference->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    for (std::size_t side = 0; side < 2; ++side) {
        m_pictures[side]->setFrameListener(
            [this, side](const media::VideoFramePtr& frame) { m_twinPictures.add(side, frame); });
    }
    layout->addWidget(m_pictures[0], 5);
    layout->addWidget(m_difference);
    layout->addWidget(m_pictures[1], 5);
    layout->addWidget(makeHeading(tr("Health of the paths"), left));
    m_health = new HealthBox(left);
    layout->addWidget(m_health);
    auto* causes = makeTable(&m_causes, 0, tr("Errored seconds by cause"));
    causes->setColumnWidth(1, 76);
    causes->setColumnWidth(2, 92);
    auto* events = makeTable(&m_events, EventModel::Text, tr("Events"));
    events->setColumnWidth(EventModel::Time, 122);
    events->setColumnWidth(EventModel::Path, 30);
    events->horizontalHeader()->hide();
    auto* lists = new QSplitter(Qt::Vertical, left);
    lists->setHandleWidth(1);
    lists->addWidget(causes);
    lists->addWidget(part(tr("Events"), events, left));
    lists->setChildrenCollapsible(false);
    lists->setSizes({205, 195});
    layout->addWidget(lists, 8);
    return left;
}

QWidget* InspectorPage::makeRight() {
    auto* right = new QWidget(this);
    right->setMinimumWidth(360);
    auto* layout = boxOf(right);
    auto* facts = makeTable(&m_facts, 0, tr("Figures of the stream"));
    const auto spanHeadings = [this, facts] {
        facts->clearSpans();
        for (const int row : m_facts.headings()) {
            facts->setSpan(row, 0, 1, m_facts.columnCount());
        }
    };
    connect(&m_facts, &QAbstractItemModel::modelReset, facts, spanHeadings);
    facts->setColumnWidth(1, factWidth);
    facts->setColumnWidth(2, factWidth);
    auto* checks = makeTable(&m_checks, 1, tr("TR 101 290"));
    checks->setColumnWidth(0, 64);
    checks->setColumnWidth(2, 84);
    checks->setColumnWidth(3, 92);
    auto* pids = makeTable(&m_pids, 1, tr("PIDs"));
    pids->setColumnWidth(0, 66);
    for (int column = m_pids.nameColumns(); column < m_pids.columnCount(); column += 2) {
        pids->setColumnWidth(column, 84);
        pids->setColumnWidth(column + 1, 80);
    }
    auto* tables = new QSplitter(Qt::Vertical, right);
    tables->setHandleWidth(1);
    tables->addWidget(part(tr("TR 101 290"), checks, right));
    tables->addWidget(part(tr("PIDs"), pids, right));
    tables->setChildrenCollapsible(false);
    tables->setSizes({620, 280});
    auto* panes = new SidePanes(right);
    panes->setPanes(facts, tr("Stream"), tables, tr("TR 101 290, PIDs"));
    layout->addWidget(panes, 1);
    auto* tools = new QHBoxLayout;
    m_onDemand = new OnDemand(m_context, right);
    connect(m_onDemand, &OnDemand::changed, this, [this] {
        if (isVisible()) {
            ask(); // the policy in force, and the events, are other than a moment ago
        }
    });
    tools->addWidget(m_onDemand, 1);
    auto* save = new QPushButton(tr("Export CSV"), right);
    save->setToolTip(tr("Charts and tables as comma-separated values (Ctrl+E); Ctrl+S saves the "
                        "picture"));
    connect(save, &QPushButton::clicked, this, [this] { actions().constLast()->trigger(); });
    tools->addWidget(save, 0, Qt::AlignTop);
    layout->addLayout(tools);
    return right;
}

} // namespace vigie::ui::inspector
