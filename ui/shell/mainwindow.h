// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QByteArray>
#include <QMainWindow>

#include "ui/desk/deskcontext.h"
#include "ui/inspector/compareset.h"
#include "ui/shell/actions.h"
#include "ui/shell/commandsource.h"
#include "ui/shell/topbar.h"
#include "ui/theme/look.h"
#include "ui/timeline/timelinestrip.h"

class QSplitter;
class QStackedWidget;

namespace vigie::media {
class TonePlayer;
}
namespace vigie::ui::alarms {
class AlarmsPage;
}
namespace vigie::ui::distribution {
class DistributionPanel;
} // namespace vigie::ui::distribution
namespace vigie::ui::inspector {
class InspectorPage;
}
namespace vigie::ui::wall {
class WallPage;
class WallWindows;
} // namespace vigie::ui::wall

namespace vigie::ui::shell {

class CommandPalette;

struct MainWindowOptions {
    /// For the title; empty: none.
    QString eventName;
    /// The region to begin with; empty: the remembered one, or all.
    QString regionId;
    /// Window, splitters, page, layout and region are kept between runs (QSettings).
    bool isRemembered = true;
    /// Lets alarms be heard; null: silent. Must outlive the window.
    media::TonePlayer* tones = nullptr;
    /// What the desk records into, or the recording it was made for. All must outlive the window.
    timeline::TimeMachineOptions time = {};
    /// Named recordings and copies.
    timeline::StripOptions strip = {};
};

/// What an operator made of a window: enough to make it again over the same desk. What is selected
/// and where in time the desk is belongs to the desk.
struct WindowState {
    QByteArray geometry;
    QByteArray columns;
    QByteArray rows;
    QByteArray wall;
    int wallTile = -1;
    bool isWallEnlarged = false;
    Page page = Page::Wall;
    int alarmsTab = 0;
    /// What the inspector looks at.
    QString feedId;
    QString regionId;
    /// That are open.
    std::vector<inspector::CompareState> comparisons;
};

/// The desk's window: top bar, pages, and the timeline below them. Owns the pages; the context must
/// outlive it. GUI thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(desk::DeskContext& desk, MainWindowOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showPage(Page page);
    [[nodiscard]] Page page() const;
    [[nodiscard]] wall::WallPage& wall() { return *m_wall; }
    [[nodiscard]] alarms::AlarmsPage& alarmsPage() { return *m_alarms; }
    [[nodiscard]] timeline::TimeMachine& time() { return *m_time; }
    [[nodiscard]] timeline::TimelineStrip& strip() { return *m_strip; }
    [[nodiscard]] inspector::InspectorPage& inspector() { return *m_inspector; }
    [[nodiscard]] Actions& actions() { return *m_actions; }
    [[nodiscard]] CommandPalette& commandPalette() { return *m_palette; }
    [[nodiscard]] TopBar& bar() { return *m_bar; }
    void toggleFullScreen();
    /// The incident's row in the list of the page "Alarms", whatever was filtered there.
    void openIncident(std::uint64_t incidentId);

    [[nodiscard]] WindowState state() const;
    void setState(const WindowState& state);

signals:
    /// A recording was dropped here or chosen: it wants a window of its own.
    void replayWanted(const QString& path);
    /// Another look was chosen. Whoever owns the window applies it and makes the window anew.
    void lookWanted(const vigie::ui::theme::Look& look);

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeWallPage();
    void makeStrip();
    void addActions();
    void addPageActions();
    void addTimeActions();
    void addAlarmActions();
    void addLookActions();
    void fillMenu();
    void makePalette();
    void changeLook(const theme::Look& look);
    void openHelp();
    void openPreferences();
    [[nodiscard]] std::vector<QAction*> pageActions() const;
    /// The widget that has the focus takes this key by itself, before the window's actions do.
    [[nodiscard]] bool isClaimed(const QKeyEvent& key, const QWidget* focus) const;
    void restore();
    void save() const;
    void selectRegion();

    desk::DeskContext& m_desk;
    const MainWindowOptions m_options;
    timeline::TimeMachine* m_time;
    timeline::TimelineStrip* m_strip = nullptr;
    TopBar* m_bar;
    QStackedWidget* m_pages;
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    wall::WallPage* m_wall = nullptr;
    wall::WallWindows* m_walls = nullptr;
    alarms::AlarmsPage* m_alarms = nullptr;
    inspector::InspectorPage* m_inspector = nullptr;
    Actions* m_actions;
    std::unique_ptr<CommandSource> m_commands;
    CommandPalette* m_palette = nullptr;
    QString m_rememberedRegion;
};

} // namespace vigie::ui::shell
