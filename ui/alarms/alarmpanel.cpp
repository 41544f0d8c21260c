// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alarms/alarmpanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"

namespace vigie::ui::alarms {

namespace {

QTableView* makeTable(QAbstractItemModel* model, QWidget* parent) {
    auto* table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(AlarmPanel::tr("Alarms"));
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->setWordWrap(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setIconSize(QSize(12, 12));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(24);
    table->verticalHeader()->setMinimumSectionSize(20);
    QHeaderView* header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setFont(theme::textFont(12));
    header->setSectionsMovable(false);
    header->setSectionResizeMode(AlarmModel::Incident, QHeaderView::Stretch);
    const std::pair<int, int> widths[] = {{AlarmModel::Severity, 118},
                                          {AlarmModel::Since, 96},
                                          {AlarmModel::Affects, 160},
                                          {AlarmModel::State, 100},
                                          {AlarmModel::Age, 96}};
    for (const auto& [column, width] : widths) {
        table->setColumnWidth(column, width);
    }
    return table;
}

} // namespace

AlarmPanel::AlarmPanel(desk::DeskContext& desk, Kind kind, QWidget* parent)
    : QWidget(parent), m_desk(desk), m_model(new AlarmModel(this)),
      m_filtered(new QSortFilterProxyModel(this)), m_table(nullptr), m_empty(nullptr) {
    m_filtered->setSourceModel(m_model);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = makeTable(m_filtered, this);
    m_empty = new QLabel(m_table->viewport());
    build(kind);

    const auto addKey = [this](const QKeySequence& keys, auto member) {
        auto* action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, member);
        m_table->addAction(action);
    };
    addKey(QKeySequence(Qt::Key_A), &AlarmPanel::acknowledgeSelected);
    addKey(QKeySequence::Copy, &AlarmPanel::copySelected);
    addKey(QKeySequence(Qt::Key_I), &AlarmPanel::openCurrent);
    connect(m_table, &QTableView::activated, this, &AlarmPanel::openCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &AlarmPanel::showSelection);
    connect(&m_desk, &desk::DeskContext::snapshotChanged, this, &AlarmPanel::onSnapshot);
    setFocusProxy(m_table);
    onSnapshot(m_desk.snapshot());
}

void AlarmPanel::build(Kind kind) {
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(6, kind == Kind::Page ? 8 : 0, 6, 0);
    all->setSpacing(6);
    if (kind == Kind::Page) {
        auto* bar = new QHBoxLayout;
        m_filter = new QLineEdit(this);
        m_filter->setPlaceholderText(tr("Filter alarms"));
        m_filter->setAccessibleName(tr("Filter alarms"));
        m_filter->setClearButtonEnabled(true);
        m_filter->setMaximumWidth(320);
        m_acknowledge = new QPushButton(tr("Acknowledge (A)"), this);
        m_copy = new QPushButton(tr("Copy (Ctrl+C)"), this);
        bar->addWidget(m_filter, 1);
        bar->addStretch(1);
        bar->addWidget(m_acknowledge);
        bar->addWidget(m_copy);
        all->addLayout(bar);
        connect(m_filter, &QLineEdit::textChanged, this, &AlarmPanel::setFilter);
        connect(m_acknowledge, &QPushButton::clicked, this, &AlarmPanel::acknowledgeSelected);
        connect(m_copy, &QPushButton::clicked, this, &AlarmPanel::copySelected);
    }
    m_empty->setProperty("role", QStringLiteral("quiet"));
    m_empty->move(10, 8);
    all->addWidget(m_table, 1);
    showSelection();
}

void AlarmPanel::onSnapshot(const engine::SnapshotPtr& snapshot) {
    m_model->setSnapshot(snapshot);
    const bool isAnythingShown = m_filtered->rowCount() > 0;
    m_empty->setVisible(!isAnythingShown);
    m_empty->setText(m_model->rowCount() > 0 ? tr("No alarm contains this text.")
                                             : tr("No alarms."));
    m_empty->adjustSize();
}

void AlarmPanel::setFilter(const QString& text) {
    if (m_filter != nullptr && m_filter->text() != text) {
        m_filter->setText(text); // comes back here
        return;
    }
    m_filtered->setFilterFixedString(text);
    onSnapshot(m_desk.snapshot());
}

void AlarmPanel::acknowledgeSelected() {
    alarm::Action action;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        action.alarmIds.push_back(index.data(AlarmModel::AlarmIdRole).toULongLong());
    }
    m_desk.act(std::move(action), this, {});
}

void AlarmPanel::copySelected() const {
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex& index : rows) {
        lines << index.data(AlarmModel::LineRole).toString();
    }
    if (!lines.isEmpty()) {
        QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    }
}

void AlarmPanel::openCurrent() {
    const QModelIndex index = m_table->currentIndex();
    const QString feed = index.data(AlarmModel::FeedRole).toString();
    if (!feed.isEmpty()) {
        m_desk.openFeed(feed, index.data(AlarmModel::RegionRole).toString());
    }
}

void AlarmPanel::showSelection() {
    const bool isAnySelected = m_table->selectionModel()->hasSelection();
    if (m_acknowledge != nullptr) {
        m_acknowledge->setEnabled(isAnySelected);
        m_copy->setEnabled(isAnySelected);
    }
}

} // namespace vigie::ui::alarms
