// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "core/outward/outward.h"

namespace vigie::ui::alarms {

/// The outward targets and how they do. GUI thread.
class OutwardModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        Name,
        Kind,
        Address,
        State,
        Delivered,
        Waiting,
        Lost,
        Last,
        NextTry,
        Test,
        TestResult,
        ColumnCount
    };
    using QAbstractTableModel::QAbstractTableModel;

    void setTargets(std::vector<outward::TargetStatus> targets);
    /// What the last test of a target gave, in words.
    void setTestResult(const std::string& target, const QString& text);
    [[nodiscard]] const std::vector<outward::TargetStatus>& targets() const { return m_targets; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(const outward::TargetStatus& target, Column column) const;

    std::vector<outward::TargetStatus> m_targets;
    std::map<std::string, QString> m_results;
};

} // namespace vigie::ui::alarms
