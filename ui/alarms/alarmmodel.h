// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QString>

#include "core/engine/snapshot.h"

namespace vigie::ui::alarms {

/// The alarms as rows of words, in the engine's order. A new snapshot moves, inserts, removes and
/// changes only the rows that differ, so that a selection stays where the operator put it. GUI
/// thread.
class AlarmModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Severity, Since, Incident, Affects, State, Age, ColumnCount };
    enum Role {
        /// std::uint64_t, for acknowledging.
        AlarmIdRole = Qt::UserRole,
        FeedRole,
        RegionRole,
        /// The whole row as one line, tab-separated: for the clipboard.
        LineRole
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setSnapshot(const engine::SnapshotPtr& snapshot);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    struct Row {
        std::uint64_t id = 0;
        engine::Severity severity = engine::Severity::None;
        bool isOpen = true;
        bool isAcknowledged = false;
        QString feedId;
        QString regionId;
        QString toolTip;
        std::array<QString, ColumnCount> text;
        bool operator==(const Row&) const = default;
    };
    static Row rowFrom(const engine::Snapshot& snapshot, const engine::AlarmStatus& alarm);
    void removeVanished(const std::vector<Row>& next);
    void order(const std::vector<Row>& next);
    void change(const std::vector<Row>& next);

    std::vector<Row> m_rows;
};

} // namespace vigie::ui::alarms
