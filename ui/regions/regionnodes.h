// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/engine/snapshot.h"

namespace vigie::ui::regions {

/// The nodes of one region: those that say they are in it, and those that have a path into it. GUI
/// thread.
class RegionNodeModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int {
        Node,
        Kind,
        Contact,
        Inputs,
        Paths,
        ClockError,
        Bitrate,
        Worst,
        ColumnCount
    };
    enum Role : int { NodeIdRole = Qt::UserRole + 1, SortRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(engine::SnapshotPtr snapshot, const QString& regionId);
    [[nodiscard]] int rowOf(const QString& nodeId) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        std::size_t node = 0; // of the snapshot
        std::uint32_t inputs = 0;
        std::uint32_t paths = 0;
        /// Of the paths whose bitrate is known; absent: of none.
        std::optional<double> bitrate;
        engine::Severity worst = engine::Severity::None;
    };
    [[nodiscard]] const engine::NodeStatus& nodeOf(const Row& row) const;
    [[nodiscard]] QString text(const Row& row, int column) const;
    [[nodiscard]] QVariant exported(const Row& row, int column) const;
    [[nodiscard]] QVariant sortKey(const Row& row, int column) const;

    engine::SnapshotPtr m_snapshot;
    std::vector<Row> m_rows;
};

} // namespace vigie::ui::regions
