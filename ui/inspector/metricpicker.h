// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "ui/inspector/metriclist.h"

class QLineEdit;
class QSortFilterProxyModel;
class QTableView;

namespace vigie::ui::inspector {

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
