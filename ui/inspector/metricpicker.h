// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QAbstractTableModel>
#include <QDialog>

#include "ui/inspector/metricchart.h"
#include "ui/inspector/twins.h"

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

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

/// Which metrics are charted: type to find one by name, unit, group or key; Space or Enter marks
/// it. Stays open beside the charts. GUI thread.
class MetricPicker final : public QDialog {
    Q_OBJECT
public:
    explicit MetricPicker(QWidget* parent = nullptr);
    void setMetrics(const engine::Snapshot& snapshot, const Twins& twins, const QStringList& shown);
    [[nodiscard]] QLineEdit* searchBox() const { return m_search; }
    [[nodiscard]] QTableView* table() const { return m_table; }

signals:
    void wanted(const QString& key, bool isWanted);
    void usualWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void toggleCurrent();

    MetricList m_list;
    QSortFilterProxyModel* m_filter;
    QLineEdit* m_search;
    QTableView* m_table;
};

} // namespace vigie::ui::inspector
