// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "ui/desk/deskcontext.h"
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
class RegionsPage;
} // namespace vigie::ui::distribution
namespace vigie::ui::inspector {
class InspectorPage;
}
namespace vigie::ui::wall {
class WallPage;
}

namespace vigie::ui::shell {

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
    void toggleFullScreen();

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
    void addKeys();
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
    alarms::AlarmsPage* m_alarms = nullptr;
    QString m_rememberedRegion;
};

} // namespace vigie::ui::shell
