// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QPersistentModelIndex>
#include <QWidget>

#include "ui/alarms/alarmactions.h"
#include "ui/alarms/incidentmodel.h"
#include "ui/alarms/panelbars.h"
#include "ui/desk/deskcontext.h"

class QAction;
class QLabel;
class QTreeView;

namespace vigie::ui::alarms {

class IncidentDetails;

/// The incidents, as the strip below the wall or as a page of its own with filters, buttons and
/// details. Keys where the list has the focus: A acknowledges, S shelves, U unshelves, C comments,
/// G assigns, R resets, M maintenance and service, W why, Ctrl+Z takes back, Ctrl+C copies, Enter
/// or I opens the inspector. GUI thread.
class AlarmPanel final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Strip, Page };
    AlarmPanel(desk::DeskContext& desk, Kind kind, QWidget* parent = nullptr);

    [[nodiscard]] IncidentModel& model() { return *m_model; }
    [[nodiscard]] QTreeView& tree() { return *m_tree; }
    /// Null on the strip.
    [[nodiscard]] FilterBar* filters() { return m_filters; }
    [[nodiscard]] IncidentDetails* details() { return m_details; }
    [[nodiscard]] AlarmBanner& banner() { return *m_banner; }
    [[nodiscard]] MessageBar& messages() { return *m_messages; }
    /// What stands there instead of rows; empty while there are rows.
    [[nodiscard]] QString emptyText() const;
    /// Rows whose text contains this; empty: all. Nothing on the strip.
    void setFilter(const QString& text);
    [[nodiscard]] Chosen chosen() const;

public slots:
    void acknowledgeSelected();
    void shelveSelected();
    void copySelected() const;
    void openCurrent();

private:
    void build(Kind kind);
    void addActions();
    QAction* addAction(const QKeySequence& keys, const QString& text, const QString& toolTip,
                       std::function<void()> run);
    QWidget* makeButtons();
    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void applyFilter();
    void showEmpty();
    void showDetails();
    void showSelection();
    [[nodiscard]] QModelIndexList rows() const;
    /// What is chosen, for a dialog: the line's words, or how many.
    [[nodiscard]] QString chosenWords() const;
    [[nodiscard]] const Line* current() const;

    desk::DeskContext& m_desk;
    AlarmActions& m_actions;
    IncidentModel* m_model;
    QTreeView* m_tree;
    QLabel* m_empty;
    AlarmBanner* m_banner;
    MessageBar* m_messages;
    FilterBar* m_filters = nullptr;
    IncidentDetails* m_details = nullptr;
    std::vector<QAction*> m_onSelection;
    std::vector<QAction*> m_buttons;
    /// Those that do something to alarms, with what they say where they may: not in the past.
    std::vector<QAction*> m_acting;
    QStringList m_actingToolTips;
};

} // namespace vigie::ui::alarms
