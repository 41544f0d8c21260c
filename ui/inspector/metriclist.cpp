// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/metriclist.h"

#include <algorithm>
#include <map>
#include <utility>

#include "ui/inspector/metricchart.h"
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

} // namespace vigie::ui::inspector
