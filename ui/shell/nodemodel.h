// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QAbstractTableModel>

#include "core/engine/snapshot.h"

namespace vigie::ui::shell {

/// Contact with each node, one row per endpoint. GUI thread.
class NodeModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Region, Contact, Since, Clock, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(const engine::SnapshotPtr& snapshot);
    [[nodiscard]] int connected() const { return m_connected; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        model::NodeKind kind = model::NodeKind::Unknown;
        fleet::Contact contact = fleet::Contact::Connecting;
        QString toolTip;
        std::array<QString, ColumnCount> text;
        bool operator==(const Row&) const = default;
    };
    static Row rowFrom(const engine::Snapshot& snapshot, const engine::NodeStatus& node);

    std::vector<Row> m_rows;
    int m_connected = 0;
};

} // namespace vigie::ui::shell
