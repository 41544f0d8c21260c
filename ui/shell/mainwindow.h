// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>

#include "ui/desk/deskcontext.h"
#include "ui/shell/topbar.h"

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
};

/// The desk's window: top bar and pages. Owns the pages; the context must outlive it. GUI thread.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(desk::DeskContext& desk, MainWindowOptions options, QWidget* parent = nullptr);
    ~MainWindow() override;

    void showPage(Page page);
    [[nodiscard]] Page page() const;
    [[nodiscard]] wall::WallPage& wall() { return *m_wall; }
    [[nodiscard]] alarms::AlarmsPage& alarmsPage() { return *m_alarms; }
    void toggleFullScreen();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeWallPage();
    void addKeys();
    void restore();
    void save() const;
    void selectRegion();

    desk::DeskContext& m_desk;
    const MainWindowOptions m_options;
    TopBar* m_bar;
    QStackedWidget* m_pages;
    QSplitter* m_columns = nullptr;
    QSplitter* m_rows = nullptr;
    wall::WallPage* m_wall = nullptr;
    alarms::AlarmsPage* m_alarms = nullptr;
    QString m_rememberedRegion;
};

} // namespace vigie::ui::shell
