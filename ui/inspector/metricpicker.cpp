// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/metricpicker.h"

#include <map>
#include <utility>

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/inspector/metricview.h"

namespace vigie::ui::inspector {

void MetricList::setMetrics(const engine::Snapshot& snapshot, const Twins& twins,
                            const QStringList& shown) {
    std::map<std::uint16_t, QString> pids;
    for (const auto& twin : twins.paths) {
        if (twin) {
            for (const auto& pid : pidsOf(snapshot, *twin)) {
                pids.emplace(pid.pid, QString::fromStdString(pid.content));
            }
        }
    }
    std::vector<Row> rows;
    for (const auto& metric : chartable(snapshot, twins)) {
        Row row;
        row.name = QString::fromStdString(metric.name.empty() ? metric.key : metric.name);
        if (metric.kind == model::MetricKind::State) {
            row.name = tr("%1 (state)").arg(row.name);
        }
        row.unit = unitView(metric, metric.kind == model::MetricKind::Counter).unit;
        row.group = metric.group.empty() ? tr("Other") : QString::fromStdString(metric.group);
        if (metric.scope != model::Scope::Pid) {
            row.key = QString::fromStdString(metric.key);
            row.isShown = shown.contains(row.key);
            rows.push_back(std::move(row));
            continue;
        }
        for (const auto& [number, content] : pids) {
            Row ofPid = row;
            ofPid.key = ChartId{metric.key, number}.text();
            ofPid.name = QStringLiteral("%1 · PID 0x%2 %3")
                             .arg(row.name)
                             .arg(number, 4, 16, QLatin1Char('0'))
                             .arg(content);
            ofPid.isShown = shown.contains(ofPid.key);
            rows.push_back(std::move(ofPid));
        }
    }
    const bool isSame =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                   [](const Row& left, const Row& right) { return left.key == right.key; });
    if (!isSame) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    if (rows != m_rows) {
        m_rows = std::move(rows);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int MetricList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MetricList::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags MetricList::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Name ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant MetricList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Name) {
        return row.isShown ? Qt::Checked : Qt::Unchecked;
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    switch (static_cast<Column>(index.column())) {
    case Name:
        return row.name;
    case Unit:
        return row.unit;
    case Group:
        return row.group;
    case Key:
        return row.key;
    case ColumnCount:
        break;
    }
    return {};
}

bool MetricList::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.column() != Name) {
        return false;
    }
    Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isWanted = value.toInt() == Qt::Checked;
    if (row.isShown != isWanted) {
        row.isShown = isWanted;
        emit dataChanged(index, index, {Qt::CheckStateRole});
        emit wanted(row.key, isWanted);
    }
    return true;
}

QVariant MetricList::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Name:
        return tr("Metric");
    case Unit:
        return tr("Unit");
    case Group:
        return tr("Group");
    case Key:
        return tr("Key");
    case ColumnCount:
        break;
    }
    return {};
}

MetricPicker::MetricPicker(QWidget* parent)
    : QDialog(parent), m_filter(new QSortFilterProxyModel(this)), m_search(new QLineEdit(this)),
      m_table(new QTableView(this)) {
    setWindowTitle(tr("Charts"));
    resize(720, 560);
    m_filter->setSourceModel(&m_list);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setFilterKeyColumn(-1);
    m_search->setPlaceholderText(tr("Find by name, unit, group or key"));
    m_search->setAccessibleName(tr("Find a metric"));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text);
        m_table->selectRow(0);
    });
    m_table->setModel(m_filter);
    m_table->setAccessibleName(tr("Metrics"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(22);
    m_table->horizontalHeader()->setSectionResizeMode(MetricList::Name, QHeaderView::Stretch);
    m_table->setColumnWidth(MetricList::Unit, 90);
    m_table->setColumnWidth(MetricList::Group, 120);
    m_table->setColumnWidth(MetricList::Key, 190);
    m_table->installEventFilter(this);
    connect(&m_list, &MetricList::wanted, this, &MetricPicker::wanted);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* usual = buttons->addButton(tr("Back to the usual charts"), QDialogButtonBox::ResetRole);
    connect(usual, &QPushButton::clicked, this, &MetricPicker::usualWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton* button : buttons->buttons()) {
        static_cast<QPushButton*>(button)->setAutoDefault(false);
    }
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_table, 1);
    layout->addWidget(buttons);
}

void MetricPicker::setMetrics(const engine::Snapshot& snapshot, const Twins& twins,
                              const QStringList& shown) {
    m_list.setMetrics(snapshot, twins, shown);
}

void MetricPicker::toggleCurrent() {
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) {
        return;
    }
    const QModelIndex name = m_filter->index(current.row(), MetricList::Name);
    const bool isShown = name.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_filter->setData(name, isShown ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

bool MetricPicker::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) {
        return QDialog::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isEnter || (watched == m_table && key == Qt::Key_Space)) {
        toggleCurrent();
        return true;
    }
    // From the search box straight into the list.
    if (watched == m_search && (key == Qt::Key_Down || key == Qt::Key_Up)) {
        const int row = m_table->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
        if (row >= 0 && row < m_filter->rowCount()) {
            m_table->selectRow(row);
        }
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace vigie::ui::inspector
