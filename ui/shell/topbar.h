// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/shell/nodemodel.h"

class QButtonGroup;
class QLabel;
class QToolButton;

namespace vigie::ui::alarms {
class AlarmActions;
class AlarmSound;
} // namespace vigie::ui::alarms
namespace vigie::ui::timeline {
class TimeMachine;
}

namespace vigie::ui::shell {

enum class Page { Wall, Regions, Feed, Alarms };
inline constexpr int pageCount = 4;

/// Name, where in time the desk is, the pages, how many open incidents of each severity, contact
/// with the nodes, sounds, who is at the desk, and UTC. GUI thread.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive it.
    TopBar(desk::DeskContext& desk, timeline::TimeMachine& time, QWidget* parent = nullptr);

    void setPage(Page page);
    [[nodiscard]] NodeModel& nodes() { return *m_nodes; }
    /// Whose trouble the sound button tells; it must outlive the bar.
    void setSound(const alarms::AlarmSound& sound);

signals:
    void pageWanted(vigie::ui::shell::Page page);

private:
    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void showSeverities(const engine::Snapshot& snapshot);
    void showSound();
    void showPlace();
    void showRecording();
    void showOperator();
    void makeSoundMenu();
    void makeOperatorMenu();
    void tickClock();
    QToolButton* addBadge();

    desk::DeskContext& m_desk;
    timeline::TimeMachine& m_time;
    NodeModel* m_nodes;
    QButtonGroup* m_tabs;
    std::array<QToolButton*, 4> m_severities{}; // critical, major, minor, warning
    QLabel* m_noAlarms;
    QToolButton* m_nodesBadge;
    QToolButton* m_recording;
    QToolButton* m_sound;
    QToolButton* m_operator;
    alarms::AlarmActions& m_actions;
    QString m_soundTrouble;
    QLabel* m_clock;
    QTimer m_clockTimer;
};

} // namespace vigie::ui::shell
