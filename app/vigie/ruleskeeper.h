// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <filesystem>
#include <thread>

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include "core/engine/engine.h"

namespace vigie::app {

/// Reads the rules again when their file, or another one in its folder, changes. Good ones are in
/// force at once and alarms keep their states; bad ones change nothing, and the journal and the log
/// say why. GUI thread; the files are read on the thread "rules".
class RulesKeeper final : public QObject {
    Q_OBJECT
public:
    /// The engine must outlive it.
    RulesKeeper(std::filesystem::path file, engine::Engine& engine);
    ~RulesKeeper() override;

private:
    void onChanged();
    void read();

    const std::filesystem::path m_file;
    engine::Engine& m_engine;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    std::atomic<bool> m_isReading = false;
    std::jthread m_reader;
};

} // namespace vigie::app
