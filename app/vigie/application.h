// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include "app/vigie/demofleet.h"
#include "app/vigie/desksession.h"
#include "app/vigie/options.h"
#include "app/vigie/picturebook.h"
#include "app/vigie/replays.h"
#include "ui/shell/startwindow.h"

namespace vigie::app {

/// From the command line to a running desk: a start page or the demo's progress first where they
/// are needed, then the session or the recordings, then maybe a snapshot. Ends the event loop with
/// the exit code. GUI thread.
class Application final : public QObject {
    Q_OBJECT
public:
    explicit Application(Options options);
    ~Application() override;

    /// Called from the running event loop.
    void begin();

private:
    void beginDemo();
    void beginConfig(const std::filesystem::path& file, bool isDemosOwn);
    void beginSession(const base::Result<config::DeskConfig>& config,
                      const std::filesystem::path& stateFolder);
    void beginReplay();
    void onReplayOpened(ReplaySession& session);
    /// A window to show: as large as asked for, at the page and feed that were asked for.
    void show(DeskWindow& window, ui::desk::DeskContext& desk);
    void openFeedOnceKnown(ui::desk::DeskContext& desk);
    /// All windows made anew in it, and kept for the next start.
    void onLookWanted(const ui::theme::Look& look);
    void takeSnapshot();
    void takePictures();
    /// A sentence for the user; ends the program unless the start page can show it.
    void refuse(const QString& sentence, int exitCode);

    const Options m_options;
    std::unique_ptr<ui::shell::StartWindow> m_start;
    std::unique_ptr<DemoFleet> m_demo;
    std::unique_ptr<DeskSession> m_session;
    std::unique_ptr<Replays> m_replays;
    std::size_t m_replaysAwaited = 0;
    /// What a snapshot is of.
    QPointer<DeskWindow> m_shown;
    QMetaObject::Connection m_untilFeedKnown;
    QTimer m_snapshotTimer;
    ui::desk::DeskContext* m_shownDesk = nullptr;
    std::unique_ptr<PictureBook> m_pictures;
    /// The start page was opened by itself: errors are shown there instead of ending.
    bool m_isInteractive = false;
};

} // namespace vigie::app
