// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QStringList>

#include "ui/inspector/twins.h"

namespace vigie::ui::inspector {

/// All metrics that can be charted, with a mark at those that are; of PIDs each PID by itself. GUI
/// thread.
class MetricList final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column : int { Name, Unit, Group, Key, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setMetrics(const engine::Snapshot& snapshot, const Twins& twins, const QStringList& shown);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void wanted(const QString& key, bool isWanted);

private:
    struct Row {
        QString key;
        QString name;
        QString unit;
        QString group;
        bool isShown = false;
        bool operator==(const Row&) const = default;
    };
    std::vector<Row> m_rows;
};

} // namespace vigie::ui::inspector
