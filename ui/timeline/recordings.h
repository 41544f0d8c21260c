// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <thread>

#include <QDialog>
#include <QMenu>
#include <QTimer>

#include "core/record/tools.h"
#include "core/replay/archive.h"
#include "ui/timeline/timelinetrack.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace vigie::ui::timeline {

/// Copies a stretch of a recording into a file on a thread of its own ("cut"), one at a time. GUI
/// thread.
class CutJob final : public QObject {
    Q_OBJECT
public:
    /// record::cut.
    using Cut = std::function<base::Result<void>(
        const std::filesystem::path& from, const std::filesystem::path& to,
        const record::CutOptions& options, const record::Progress& progress)>;
    explicit CutJob(Cut cut, QObject* parent = nullptr);
    ~CutJob() override;

    [[nodiscard]] bool canCut() const { return static_cast<bool>(m_cut); }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// False: one is under way.
    bool start(const std::filesystem::path& from, const std::filesystem::path& to,
               const record::CutOptions& options);
    void cancel();

signals:
    /// 0 to 1.
    void progressed(double share);
    void ended(const QString& file, const QString& error);

private:
    const Cut m_cut;
    std::shared_ptr<GuiPost> m_post;
    std::jthread m_thread;
    bool m_isRunning = false;
};

/// Named recordings with their state: end, cancel, open, open the folder. Looks once a second while
/// it is open. GUI thread; the archive must outlive it.
class RecordingsDialog final : public QDialog {
    Q_OBJECT
public:
    RecordingsDialog(replay::Archive& archive, std::filesystem::path folder,
                     QWidget* parent = nullptr);

signals:
    void replayWanted(const QString& path);

private:
    void fill();
    void showSelection();
    [[nodiscard]] std::optional<replay::ArchiveEntry> current() const;

    replay::Archive& m_archive;
    const std::filesystem::path m_folder;
    std::vector<replay::ArchiveEntry> m_entries;
    QTreeWidget* m_list;
    QPushButton* m_stop;
    QPushButton* m_cancel;
    QPushButton* m_open;
    QLabel* m_reason;
    QTimer m_timer;
};

/// "12.3 MB".
[[nodiscard]] QString bytesText(std::uint64_t bytes);
/// "records since 18:04", "is being copied, 43 %", "done", "failed".
[[nodiscard]] QString entryText(const replay::ArchiveEntry& entry);

} // namespace vigie::ui::timeline
