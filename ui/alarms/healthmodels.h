// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "core/engine/snapshot.h"
#include "ui/alarms/healthfigures.h"

namespace vigie::ui::alarms {

/// The figures of the alarm system, each beside its target. GUI thread.
class HealthFigureModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Figure, Value, Target, Verdict, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setFigures(std::vector<HealthFigure> figures);
    [[nodiscard]] const std::vector<HealthFigure>& figures() const { return m_figures; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    std::vector<HealthFigure> m_figures;
};

/// Sources of alarms: the most frequent, those that chatter, those that stand. GUI thread.
class SourceModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Subject, Rule, Times, Part, Since, ColumnCount };
    enum Role { RuleRole = Qt::UserRole };
    using Count = alarm::Performance::Count;
    using QAbstractTableModel::QAbstractTableModel;

    /// `all`: what 100 % are; 0: parts are not known.
    void setSources(const engine::SnapshotPtr& snapshot, const std::vector<Count>& sources,
                    std::uint32_t all);
    /// Row of the same source; -1: it is gone.
    [[nodiscard]] int find(const Count& source) const;
    [[nodiscard]] const Count* at(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const Count& source, Column column) const;

    engine::SnapshotPtr m_snapshot = std::make_shared<engine::Snapshot>();
    std::vector<Count> m_sources;
    std::uint32_t m_all = 0;
};

} // namespace vigie::ui::alarms
