// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/regions/regionnodes.h"

#include <algorithm>
#include <cmath>

#include "ui/desk/tableexport.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::regions {

void RegionNodeModel::setSnapshot(engine::SnapshotPtr snapshot, const QString& regionId) {
    const std::string region = regionId.toStdString();
    std::vector<Row> all(snapshot->nodes.size());
    std::vector<bool> isHere(snapshot->nodes.size(), false);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const engine::NodeStatus& node = snapshot->nodes[i];
        all[i].node = i;
        all[i].worst = node.worst;
        if (node.description) {
            all[i].inputs = static_cast<std::uint32_t>(node.description->inputs.size());
            isHere[i] = !region.empty() && node.description->regionId == region;
        }
    }
    for (const engine::PathStatus& path : snapshot->paths) {
        if (path.node < all.size() && path.regionId == region && !region.empty()) {
            Row& row = all[path.node];
            isHere[path.node] = true;
            ++row.paths;
            row.worst = std::max(row.worst, path.worst());
            if (path.bitrate) {
                row.bitrate = row.bitrate.value_or(0) + *path.bitrate;
            }
        }
    }
    std::vector<Row> rows;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (isHere[i]) {
            rows.push_back(all[i]);
        }
    }
    const bool isSame =
        m_snapshot && std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [&](const Row& left, const Row& right) {
                                     return snapshot->nodes[left.node].endpoint ==
                                            m_snapshot->nodes[right.node].endpoint;
                                 });
    if (!isSame) {
        beginResetModel();
    }
    m_snapshot = std::move(snapshot);
    m_rows = std::move(rows);
    if (!isSame) {
        endResetModel();
    } else if (!m_rows.empty()) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

const engine::NodeStatus& RegionNodeModel::nodeOf(const Row& row) const {
    return m_snapshot->nodes[row.node];
}

int RegionNodeModel::rowOf(const QString& nodeId) const {
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto& description = nodeOf(m_rows[i]).description;
        if (description && QString::fromStdString(description->id) == nodeId) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

int RegionNodeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RegionNodeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RegionNodeModel::text(const Row& row, int column) const {
    const engine::NodeStatus& node = nodeOf(row);
    switch (static_cast<Column>(column)) {
    case Node:
        return theme::nodeName(node);
    case Kind:
        return node.description ? theme::nodeKindWord(node.description->kind) : tr("unknown");
    case Contact:
        return theme::contactWord(node.contact);
    case Inputs:
        return node.description ? theme::grouped(row.inputs) : theme::unknownFigure();
    case Paths:
        return theme::grouped(row.paths);
    case ClockError:
        return node.clockErrorMs ? theme::figure(*node.clockErrorMs, 1) : theme::unknownFigure();
    case Bitrate:
        return row.bitrate ? theme::bitrateText(row.bitrate) : theme::unknownFigure();
    case Worst:
        return theme::severityWord(row.worst);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant RegionNodeModel::exported(const Row& row, int column) const {
    switch (static_cast<Column>(column)) {
    case Inputs:
        return nodeOf(row).description ? QVariant(row.inputs) : QVariant();
    case Paths:
        return row.paths;
    case ClockError:
        return nodeOf(row).clockErrorMs ? QVariant(*nodeOf(row).clockErrorMs) : QVariant();
    case Bitrate:
        return row.bitrate ? QVariant(*row.bitrate) : QVariant();
    default:
        return text(row, column);
    }
}

QVariant RegionNodeModel::sortKey(const Row& row, int column) const {
    switch (static_cast<Column>(column)) {
    case Inputs:
        return row.inputs;
    case Paths:
        return row.paths;
    case ClockError:
        return std::abs(nodeOf(row).clockErrorMs.value_or(1e12));
    case Bitrate:
        return row.bitrate.value_or(-1);
    case Worst:
        return -static_cast<int>(row.worst);
    default:
        return text(row, column);
    }
}

QVariant RegionNodeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const engine::NodeStatus& node = nodeOf(row);
    const int column = index.column();
    const bool isFigure = column >= Inputs && column <= Bitrate;
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        if (column == Contact && node.noContactSince) {
            return tr("No contact since %1: %2")
                .arg(theme::dateTimeText(*node.noContactSince),
                     QString::fromStdString(node.contactReason));
        }
        return text(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isFigure ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        return isFigure ? theme::figureFont() : theme::textFont();
    case Qt::ForegroundRole:
        if (column == Contact) {
            return theme::contactColor(node.contact);
        }
        if (column == Worst && row.worst > engine::Severity::None) {
            return theme::severityColor(row.worst);
        }
        return QColor::fromRgb(column == Worst || text(row, column) == theme::unknownFigure()
                                   ? theme::color::quiet()
                                   : theme::color::text());
    case Qt::DecorationRole:
        if (column == Worst && row.worst > engine::Severity::None) {
            return theme::shapeIcon(theme::severityShape(row.worst),
                                    theme::severityColor(row.worst));
        }
        if (column == Node && node.description) {
            return theme::shapeIcon(theme::nodeKindShape(node.description->kind),
                                    theme::nodeKindColor(node.description->kind));
        }
        return {};
    case Qt::AccessibleTextRole:
        return column == Node ? tr("%1, %2").arg(text(row, Node), text(row, Kind))
                              : text(row, column);
    case NodeIdRole:
        return node.description ? QString::fromStdString(node.description->id) : QString();
    case SortRole:
        return sortKey(row, column);
    case desk::ExportRole:
        return exported(row, column);
    default:
        return {};
    }
}

QVariant RegionNodeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isFigure = section >= Inputs && section <= Bitrate;
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isFigure ? Qt::AlignRight : Qt::AlignLeft));
    }
    const bool isExport = role == desk::ExportRole;
    if (role != Qt::DisplayRole && !isExport) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Node:
        return tr("Node");
    case Kind:
        return tr("Kind");
    case Contact:
        return tr("Contact");
    case Inputs:
        return tr("Inputs");
    case Paths:
        return tr("Paths");
    case ClockError:
        return tr("Clock ms");
    case Bitrate:
        return isExport ? tr("Bitrate b/s") : tr("Bitrate");
    case Worst:
        return tr("Worst");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace vigie::ui::regions
