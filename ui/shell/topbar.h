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

namespace vigie::ui::shell {

enum class Page { Wall, Regions, Feed, Alarms };
inline constexpr int pageCount = 4;

/// Name, LIVE, the pages, how many alarms of each severity, contact with the nodes, and UTC. GUI
/// thread.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(desk::DeskContext& desk, QWidget* parent = nullptr);

    void setPage(Page page);
    [[nodiscard]] NodeModel& nodes() { return *m_nodes; }

signals:
    void pageWanted(vigie::ui::shell::Page page);

private:
    void onSnapshot(const engine::SnapshotPtr& snapshot);
    void showSeverities(const engine::Snapshot& snapshot);
    void tickClock();
    QToolButton* addBadge();

    desk::DeskContext& m_desk;
    NodeModel* m_nodes;
    QLabel* m_live;
    QButtonGroup* m_tabs;
    std::array<QToolButton*, 4> m_severities{}; // critical, major, minor, warning
    QLabel* m_noAlarms;
    QToolButton* m_nodesBadge;
    QLabel* m_clock;
    QTimer m_clockTimer;
};

} // namespace vigie::ui::shell
