// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/replay/archive.h"
#include "ui/timeline/recordings.h"
#include "ui/timeline/timelinetrack.h"
#include "ui/timeline/wallpreview.h"

class QAction;
class QHBoxLayout;
class QLabel;
class QMenu;
class QToolButton;

namespace vigie::ui::timeline {

struct StripOptions {
    /// Named recordings; null: none can be made.
    replay::Archive* archive = nullptr;
    /// Where they are.
    std::filesystem::path recordingsFolder;
    /// What is cut from: the ring's folder, or the file of a replay.
    std::filesystem::path cutFrom;
    /// record::cut; empty: nothing can be cut.
    CutJob::Cut cut;
    /// For names of recordings; may be empty.
    QString eventName;
};

/// The strip under every page: the track with its playhead, play and step, speed, bookmarks, named
/// recordings, and LIVE. Its actions carry the keys of the whole window (see actions()). Says when
/// the desk does not record and why. GUI thread.
class TimelineStrip final : public QWidget {
    Q_OBJECT
public:
    /// What is given must outlive it.
    TimelineStrip(desk::DeskContext& desk, TimeMachine& time, StripOptions options,
                  QWidget* parent = nullptr);
    ~TimelineStrip() override;

    [[nodiscard]] TimelineTrack& track() { return *m_track; }
    [[nodiscard]] WallPreview& preview() { return *m_preview; }
    /// "Record…": a window may add to it.
    [[nodiscard]] QMenu& recordMenu() { return *m_menu; }
    /// What the strip says now: trouble of the recorder, or the newest message; empty: nothing.
    [[nodiscard]] QString message() const;
    void setPreviewTiles(WallPreview::Tiles tiles) { m_preview->setTiles(std::move(tiles)); }

signals:
    /// A recording is to be opened in a window of its own.
    void replayWanted(const QString& path);

private:
    void addKeys();
    void addButtons(QHBoxLayout& row);
    void makeRecordMenu();
    void fillRecordMenu();
    void showPlace();
    void showTrouble();
    void say(const QString& text);
    void placeMessage();
    void onHover(base::Utc at, int x);
    void openTrackMenu(base::Utc at, const QPoint& global);
    void bookmark(base::Utc at);
    void startRecording();
    void keepLast(std::chrono::minutes span);
    void openRecordings();
    void openBookmarks();
    void openFile();
    void cutSelection();
    [[nodiscard]] QString newName() const;
    [[nodiscard]] QString whyNoRecording() const;
    bool eventFilter(QObject* watched, QEvent* event) override;

    desk::DeskContext& m_desk;
    TimeMachine& m_time;
    const StripOptions m_options;
    CutJob m_cut;
    TimelineTrack* m_track;
    WallPreview* m_preview;
    QAction* m_play = nullptr;
    QAction* m_liveAction = nullptr;
    QToolButton* m_speed = nullptr;
    QToolButton* m_record = nullptr;
    QToolButton* m_live = nullptr;
    QLabel* m_offset = nullptr;
    QLabel* m_message;
    QMenu* m_menu = nullptr;
    std::vector<QAction*> m_runningActions;
    QAction* m_begin = nullptr;
    QAction* m_keep = nullptr;
    QAction* m_cutAction = nullptr;
    QTimer m_messageTimer;
    QTimer m_placeTimer;
};

} // namespace vigie::ui::timeline
