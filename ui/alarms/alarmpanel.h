// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>

#include "ui/alarms/alarmmodel.h"
#include "ui/desk/deskcontext.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace vigie::ui::alarms {

/// The alarms, as the strip below the wall or as a page of its own with filter and buttons. Keys:
/// A acknowledges, Ctrl+C copies, Enter opens the inspector. GUI thread.
class AlarmPanel final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Strip, Page };
    AlarmPanel(desk::DeskContext& desk, Kind kind, QWidget* parent = nullptr);

    [[nodiscard]] AlarmModel& model() { return *m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    /// Rows whose text contains this; empty: all.
    void setFilter(const QString& text);

public slots:
    void acknowledgeSelected();
    void copySelected() const;

private:
    void build(Kind kind);
    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void openCurrent();
    void showSelection();

    desk::DeskContext& m_desk;
    AlarmModel* m_model;
    QSortFilterProxyModel* m_filtered;
    QTableView* m_table;
    QLabel* m_empty;
    QLineEdit* m_filter = nullptr;
    QPushButton* m_acknowledge = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace vigie::ui::alarms
