// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <thread>
#include <vector>

#include <QObject>
#include <QString>

#include "app/vigie/replaysession.h"

namespace vigie::app {

/// The recordings that are open, each in a window of its own. Files are opened on a thread of their
/// own ("open-recording"), so that a slow disk holds nothing up. A window that is closed goes. GUI
/// thread.
class Replays final : public QObject {
    Q_OBJECT
public:
    explicit Replays(std::filesystem::path recordingsFolder, QObject* parent = nullptr);
    ~Replays() override;

    /// Answered by opened() or failed(). The windows' options are `options` and the recording.
    void open(const std::filesystem::path& file, const ui::shell::MainWindowOptions& options);
    /// By time of opening.
    [[nodiscard]] const std::vector<std::unique_ptr<ReplaySession>>& sessions() const {
        return m_sessions;
    }
    void closeAll();
    /// In another look (DeskWindow::remake).
    void remakeWindows();
    /// Two windows beside each other on the screen of the first, and moved together: by the clock
    /// where their times overlap, otherwise from their beginnings.
    void putSideBySide(ReplaySession& first, ReplaySession& second);

signals:
    /// Not shown yet.
    void opened(vigie::app::ReplaySession* session);
    void failed(const QString& sentence);
    void lookWanted(const vigie::ui::theme::Look& look);

private:
    void take(std::unique_ptr<replay::Past> past, const std::filesystem::path& file,
              const ui::shell::MainWindowOptions& options);
    static void link(ReplaySession& first, ReplaySession& second);

    bool m_isSideBySide = false;
    const std::filesystem::path m_recordingsFolder;
    std::vector<std::unique_ptr<ReplaySession>> m_sessions;
    std::vector<std::jthread> m_openers;
};

} // namespace vigie::app
