// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/nodemodel.h"

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/glyphs.h"
#include "ui/theme/palette.h"
#include "ui/theme/words.h"

namespace vigie::ui::shell {

NodeModel::Row NodeModel::rowFrom(const engine::Snapshot& snapshot,
                                  const engine::NodeStatus& node) {
    Row row;
    row.contact = node.contact;
    row.text[Name] = theme::nodeName(node);
    row.toolTip = QString::fromStdString(node.endpoint);
    if (node.description) {
        row.kind = node.description->kind;
        row.text[Kind] = theme::nodeKindWord(row.kind);
        row.text[Region] = theme::regionName(snapshot, node.description->regionId);
        row.toolTip += QStringLiteral("\n%1 · %2")
                           .arg(QString::fromStdString(node.description->id),
                                QString::fromStdString(node.description->software));
    }
    row.text[Contact] = theme::contactWord(node.contact);
    if (!node.contactReason.empty()) {
        row.text[Contact] += QStringLiteral(": ") + QString::fromStdString(node.contactReason);
    }
    if (node.noContactSince) {
        row.text[Since] = theme::clockText(*node.noContactSince);
    }
    row.text[Clock] = node.clockErrorMs ? tr("± %1 ms").arg(theme::figure(node.clockErrorMs, 1))
                                        : theme::unknownFigure();
    return row;
}

void NodeModel::setSnapshot(const engine::SnapshotPtr& snapshot) {
    std::vector<Row> next;
    int connectedNodes = 0;
    for (const auto& node : snapshot->nodes) {
        next.push_back(rowFrom(*snapshot, node));
        connectedNodes += node.contact == fleet::Contact::Connected ? 1 : 0;
    }
    m_connected = connectedNodes;
    if (next.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(next);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < next.size(); ++i) {
        if (m_rows[i] != next[i]) {
            m_rows[i] = std::move(next[i]);
            const int row = static_cast<int>(i);
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

int NodeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NodeModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant NodeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    const bool isFigure = column == Since || column == Clock;
    switch (role) {
    case Qt::DisplayRole:
        return row.text[static_cast<std::size_t>(column)];
    case Qt::DecorationRole:
        return column == Name ? QVariant(theme::shapeIcon(theme::nodeKindShape(row.kind),
                                                          theme::nodeKindColor(row.kind)))
                              : QVariant();
    case Qt::ForegroundRole:
        if (column == Contact || column == Since) {
            return theme::contactColor(row.contact);
        }
        return QColor::fromRgb(column == Name ? theme::color::text() : theme::color::quiet());
    case Qt::FontRole:
        return isFigure ? theme::figureFont(12) : theme::textFont(12);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (isFigure ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        return row.toolTip;
    default:
        return {};
    }
}

QVariant NodeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Node");
    case Kind:
        return tr("Kind");
    case Region:
        return tr("Region");
    case Contact:
        return tr("Contact");
    case Since:
        return tr("Since");
    case Clock:
        return tr("Clock");
    default:
        return {};
    }
}

} // namespace vigie::ui::shell
