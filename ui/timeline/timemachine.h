// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/record/recorder.h"
#include "core/replay/past.h"
#include "ui/desk/deskcontext.h"
#include "ui/timeline/guipost.h"

namespace vigie::ui::timeline {

struct TimeMachineOptions {
    using Open =
        std::function<base::Result<std::unique_ptr<replay::Past>>(const std::filesystem::path&)>;
    /// What the desk records into; null: it does not.
    record::Recorder* recorder = nullptr;
    /// Why it does not, one sentence; may be empty.
    QString whyNotRecorded;
    /// The ring; empty: the recorder's folder.
    std::filesystem::path ringFolder;
    /// How a ring is opened: replay::Past::open. Runs on a thread of its own.
    Open open;
    /// The recording that this desk was made for; null: the desk is live.
    replay::Past* replay = nullptr;
    /// Its file's name, for people.
    QString replayName;
};

/// An incident on the timeline.
struct IncidentSpan {
    base::Utc from{};
    /// Absent: it goes on.
    std::optional<base::Utc> to;
    engine::Severity severity = engine::Severity::None;
};

/// Where in time the desk is, and how it is moved. Opens the past of the desk's ring on a thread of
/// its own and keeps it for the strip's outlines; sends the desk there and back. Of a replay it
/// moves the recording that it was given. What it was told of must outlive it. GUI thread; nothing
/// blocks.
class TimeMachine final : public QObject {
    Q_OBJECT
public:
    enum class Place { Live, Past, Replay };

    TimeMachine(desk::DeskContext& desk, TimeMachineOptions options, QObject* parent = nullptr);
    ~TimeMachine() override;

    [[nodiscard]] Place place() const;
    [[nodiscard]] QString replayName() const { return m_options.replayName; }
    /// There is a past to go to.
    [[nodiscard]] bool hasPast() const { return m_past != nullptr; }
    /// Why there is none, one sentence; empty while there is.
    [[nodiscard]] QString whyNoPast() const;
    /// Why the desk does not record now; empty while it does, and in a replay.
    [[nodiscard]] QString recordingTrouble() const { return m_trouble; }
    [[nodiscard]] record::Recorder* recorder() const { return m_options.recorder; }

    /// The present; of a replay the end of the recording.
    [[nodiscard]] base::Utc now() const;
    /// The moment that is shown.
    [[nodiscard]] base::Utc at() const;
    /// What there is of the past; equal when nothing is.
    [[nodiscard]] base::Utc first() const;
    [[nodiscard]] base::Utc last() const;
    /// 0 while it stands.
    [[nodiscard]] double playing() const;
    /// What play goes on with.
    [[nodiscard]] double speed() const { return m_speed; }

    /// To the past; at or after the present: to the present.
    void seek(base::Utc at);
    void goLive();
    void togglePlay();
    void setSpeed(double speed);
    /// To the next of the speeds from 0.1 to 100 that are offered.
    void changeSpeed(int direction);
    [[nodiscard]] static const std::vector<double>& speeds();
    /// 1 or -1: a tick of any node.
    void step(int direction);
    void jumpToIncident(int direction);
    /// As another past moves (PlayheadLink): to `at`, clamped to what there is, where it is farther
    /// away than `mostDrift`, with `speed` (0: stands).
    void follow(base::Utc at, double speed, base::Nanoseconds mostDrift);

    /// Outlines of a stretch; the newest question counts, one is asked at a time.
    void askOutline(base::Utc from, base::Utc to, std::size_t most);
    [[nodiscard]] const replay::Outline& outline() const { return m_outline; }
    /// All that outlines have told of so far, by id: also those that began out of sight.
    [[nodiscard]] const std::map<std::uint64_t, IncidentSpan>& incidents() const {
        return m_incidents;
    }
    /// All bookmarks, by time.
    [[nodiscard]] const std::vector<record::Mark>& marks() const { return m_marks; }
    /// Adds, changes or (isRemoved) takes away. The id is made where it is empty.
    void putMark(record::Mark mark);
    /// A key picture of the past; dropped when there is no past. On the GUI thread.
    void askPicture(const model::PathRef& path, base::Utc at,
                    std::function<void(model::AccessUnitPtr)> done);

signals:
    /// Live, past, or the past became known.
    void placeChanged();
    /// Playhead, speed or play.
    void moved();
    void outlineChanged();
    void marksChanged();
    void troubleChanged();
    /// The operator moved it or made it play: not told of what follow() does.
    void steered();
    /// For the operator: what could not be done, or was.
    void said(const QString& text);

private:
    struct Question {
        base::Utc from{};
        base::Utc to{};
        std::size_t most = 0;
    };
    void open();
    void onOpened(base::Result<std::unique_ptr<replay::Past>> past);
    void listen();
    void onPlayhead(const replay::Playhead& playhead);
    void enter();
    /// Runs `act` with the past, opened first where needed: the newest wish counts.
    void withPast(std::function<void(replay::Past&)> act);
    void askNow(const Question& question);
    void takeOutline(replay::Outline outline);
    void learnIncidents(const replay::Outline& outline);
    /// Bookmarks, and the incidents of the whole recording.
    void askMarks();
    void look();
    [[nodiscard]] std::filesystem::path folder() const;

    desk::DeskContext& m_desk;
    const TimeMachineOptions m_options;
    std::shared_ptr<GuiPost> m_post;
    std::unique_ptr<replay::Past> m_owned;
    replay::Past* m_past = nullptr;
    std::jthread m_opener;
    bool m_isOpening = false;
    QString m_whyNotOpened;
    std::function<void(replay::Past&)> m_wish;
    replay::Playhead m_playhead;
    double m_speed = 1;
    bool m_isPlayWanted = false;
    replay::Outline m_outline;
    std::map<std::uint64_t, IncidentSpan> m_incidents; // at most mostIncidents, the newest
    std::vector<record::Mark> m_marks;
    bool m_isAsking = false;
    std::optional<Question> m_next;
    QString m_trouble;
    QTimer m_lookTimer;
    /// The playhead as told by the past's thread, newest wins.
    struct Newest;
    std::shared_ptr<Newest> m_newest;
};

} // namespace vigie::ui::timeline
