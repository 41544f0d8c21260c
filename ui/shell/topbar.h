// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "ui/desk/deskcontext.h"
#include "ui/shell/nodemodel.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace vigie::ui::alarms {
class AlarmActions;
class AlarmSound;
} // namespace vigie::ui::alarms
namespace vigie::ui::timeline {
class PlaceBadge;
class TimeMachine;
} // namespace vigie::ui::timeline

namespace vigie::ui::shell {

enum class Page { Wall, Regions, Feed, Alarms };
inline constexpr int pageCount = 4;

/// Name, where in time the desk is, the pages, the way into the palette, how many open incidents of
/// each severity, contact with the nodes, sounds, who is at the desk, the menu, and the clock.
/// Where there is little room, words become signs and figures, in steps; nothing is ever cut. GUI
/// thread.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    /// Both must outlive it.
    TopBar(desk::DeskContext& desk, timeline::TimeMachine& time, QWidget* parent = nullptr);

    void setPage(Page page);
    [[nodiscard]] NodeModel& nodes() { return *m_nodes; }
    /// Whose trouble the sound button tells; it must outlive the bar.
    void setSound(const alarms::AlarmSound& sound);
    /// What the window can do beside its pages: it fills this.
    [[nodiscard]] QMenu& menu() { return *m_menu; }
    /// Between the badges and the clock.
    void addTool(QWidget* tool);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void paletteWanted();
    void pageWanted(vigie::ui::shell::Page page);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// How much is said; each step says less than the one before.
    enum class Brevity { Full, BadgesShort, ToolsShort, SearchShort };
    static constexpr int brevities = 4;
    void makeTabs(QHBoxLayout& bar);
    void makeMenus();
    /// The words of a badge, and what is left of them where there is little room.
    void put(QToolButton& badge, const QString& full, const QString& brief);
    /// Says as much as there is room for.
    void fit();
    void apply(Brevity brevity);
    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void showSeverities(const engine::Snapshot& snapshot);
    void showSound();
    void showPlace();
    void showRecording();
    void showOperator();
    void makeSoundMenu();
    void makeOperatorMenu();
    void tickClock();
    QToolButton* addBadge(Brevity shortAt);

    desk::DeskContext& m_desk;
    timeline::TimeMachine& m_time;
    NodeModel* m_nodes;
    QButtonGroup* m_tabs;
    timeline::PlaceBadge* m_place;
    QToolButton* m_search;
    std::array<QToolButton*, 4> m_severities{}; // critical, major, minor, warning
    QLabel* m_noAlarms;
    QToolButton* m_nodesBadge;
    QToolButton* m_recording;
    QToolButton* m_sound;
    QToolButton* m_operator;
    alarms::AlarmActions& m_actions;
    QString m_soundTrouble;
    QString m_shownOperator;
    QHBoxLayout* m_tools;
    QToolButton* m_menuButton;
    QMenu* m_menu;
    QLabel* m_clock;
    QTimer m_clockTimer;
    struct Badge {
        QToolButton* button = nullptr;
        Brevity shortAt = Brevity::BadgesShort;
        QString full;
        QString brief;
    };
    std::vector<Badge> m_badges;
    int m_leastWidth = 0;
    int m_fittedWidth = 0;
    bool m_isFitting = false;
};

} // namespace vigie::ui::shell
