// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include <QFrame>
#include <QLabel>
#include <QToolButton>

#include "ui/timeline/timemachine.h"

namespace vigie::ui::timeline {

/// Says on every page where in time the desk is: "● LIVE"; "▮▮ PAST 18:03:28 · 2 min 15 s ago",
/// which goes live when it is pressed; "▶ REPLAY games.vigie · 18:03:28". GUI thread.
class PlaceBadge final : public QToolButton {
    Q_OBJECT
public:
    explicit PlaceBadge(TimeMachine& time, QWidget* parent = nullptr);
    /// Where there is little room: the moment alone, without how long ago or of which file.
    void setBrief(bool isBrief);

private:
    void showPlace();

    TimeMachine& m_time;
    QTimer m_timer;
    bool m_isBrief = false;
};

/// Stands over the past when something critical begins in the present: what, and the way there.
/// Hidden otherwise. GUI thread.
class LiveAlert final : public QFrame {
    Q_OBJECT
public:
    LiveAlert(desk::DeskContext& desk, TimeMachine& time, QWidget* parent = nullptr);
    /// Empty while there is nothing to tell.
    [[nodiscard]] QString text() const;

private:
    void onPlace();
    void onLive(const engine::SnapshotPtr& snapshot);
    void dismiss();

    desk::DeskContext& m_desk;
    QLabel* m_text;
    /// Critical incidents that were open when the past was entered, or were told of and dismissed.
    std::set<std::uint64_t> m_known;
    std::set<std::uint64_t> m_told;
};

} // namespace vigie::ui::timeline
