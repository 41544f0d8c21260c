// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "core/record/recording.h"
#include "core/replay/outlineshelf.h"
#include "core/replay/past.h"
#include "core/replay/pastbook.h"
#include "core/replay/pastdeliveries.h"
#include "core/replay/pastquestions.h"
#include "core/replay/pastscene.h"
#include "core/replay/pastwatches.h"
#include "core/replay/playclock.h"

namespace vigie::replay {

/// Past, over any Recording. What callers want is left under one lock: where the playhead is at
/// once, questions in a bounded queue (1,024; what goes beyond is never answered, as the engine has
/// it). The thread "past" alone touches the recording. Each round it looks where the playhead is,
/// so that of many wishes the newest counts, and answers questions for a moment before it looks
/// again.
class PastDesk final : public Past {
public:
    struct Options {
        /// A folder, or a file that is not whole: it may grow.
        bool isGrowing = false;
        /// Marks are its recorder's.
        bool isRing = false;
    };
    PastDesk(std::unique_ptr<record::Recording> recording, Options options);
    ~PastDesk() override;

    void seek(base::Utc at) override;
    void play(double speed) override;
    void step(int direction) override;
    void jumpToIncident(int direction, std::function<void(bool)> done) override;
    [[nodiscard]] Playhead playhead() const override;
    void setPlayheadListener(std::function<void(Playhead)> listener) override;
    void queryOutline(base::Utc from, base::Utc to, std::size_t most,
                      std::function<void(Outline)> done) override;
    void queryPicture(model::PathRef path, base::Utc at,
                      std::function<void(model::AccessUnitPtr)> done) override;
    void addMark(record::Mark mark, std::function<void(base::Result<void>)> done) override;
    [[nodiscard]] record::RecordingInfo info() const override;

    [[nodiscard]] engine::SnapshotPtr snapshot() const override;
    void setSnapshotListener(std::function<void(engine::SnapshotPtr)> listener) override;
    void queryChart(engine::ChartQuery query,
                    std::function<void(engine::ChartSeries)> done) override;
    void queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                     std::function<void(std::vector<engine::LatestValue>)> done) override;
    void queryEvents(std::string nodeId, std::string subject, std::size_t most,
                     std::function<void(std::vector<engine::LoggedEvent>)> done) override;
    void queryDeliveryHistory(engine::DeliveryHistoryQuery query,
                              std::function<void(engine::DeliveryHistory)> done) override;
    void act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) override;
    void queryHistory(journal::HistoryQuery query,
                      std::function<void(journal::History)> done) override;
    void queryIncidents(base::Utc from, base::Utc to,
                        std::function<void(journal::PastIncidents)> done) override;
    void queryPerformance(std::function<void(alarm::Performance)> done) override;
    void queryExplanation(alarm::Subject subject, std::string ruleId,
                          std::function<void(alarm::Explanation)> done) override;

    void start(fleet::Sink& sink) override;
    void stop() override;
    [[nodiscard]] base::SubscriptionPtr watchPreview(const model::PathRef& path,
                                                     const model::PreviewRequest& request,
                                                     fleet::PreviewSink& sink) override;
    void requestDecoding(const model::PathRef& path, model::DecodePolicy policy,
                         std::chrono::seconds duration,
                         std::function<void(base::Result<base::Utc>)> done) override;
    void requestCapture(const std::string& nodeId, const fleet::CaptureRequest& request,
                        std::function<void(base::Result<fleet::CaptureInfo>)> done) override;
    [[nodiscard]] base::Timestamp now() const override;
    [[nodiscard]] bool isLive() const override { return false; }

private:
    using SteadyClock = std::chrono::steady_clock;
    using Task = std::function<void()>;

    // On the thread "past".
    void run(const std::stop_token& stop);
    void wait(const std::stop_token& stop);
    void refresh();
    void showPlayhead();
    void showScene();
    void servePictures(const std::stop_token& stop);
    void answer(const std::stop_token& stop);
    void moveTo(base::Utc at);
    [[nodiscard]] std::optional<base::Utc> newestTick(base::Utc at);
    [[nodiscard]] std::optional<base::Utc> nextTick(base::Utc after);
    [[nodiscard]] bool jump(int direction);
    [[nodiscard]] Outline outline(base::Utc from, base::Utc to, std::size_t most);

    /// Reads for a moment, and asks itself for the rest.
    void goOn(std::shared_ptr<PastDeliveries::Job> job,
              std::function<void(engine::DeliveryHistory)> done);

    void ask(Task task);
    [[nodiscard]] base::Utc at() const;

    const Options m_options;

    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    PlayClock m_clock;              // guarded by m_mutex, and all below up to the listeners
    record::RecordingInfo m_info;   //
    std::deque<Task> m_tasks;       //
    bool m_isMoved = true;          // since the thread looked last
    bool m_isRefreshWanted = false; //
    std::string m_remark;           // of the playhead
    engine::SnapshotPtr m_snapshot; // written by the thread

    // Recursive, because a listener may end itself; held while it runs, so that ending it waits.
    std::recursive_mutex m_listenerMutex;
    std::shared_ptr<std::function<void(engine::SnapshotPtr)>> m_snapshotListener;
    std::shared_ptr<std::function<void(Playhead)>> m_playheadListener;

    PastWatches m_watches;

    // Of the thread only, from its start on.
    std::unique_ptr<record::Recording> m_recording;
    PastBook m_book;
    OutlineShelf m_outlines;
    PastScene m_scene;
    std::unique_ptr<PastQuestions> m_questions;
    PastDeliveries m_deliveries;
    std::optional<base::Utc> m_shownAt;
    std::optional<Playhead> m_toldPlayhead;
    bool m_arePicturesDue = false;
    bool m_isSceneOld = false;
    SteadyClock::time_point m_nextScene{};
    SteadyClock::time_point m_nextPlayhead{};
    SteadyClock::time_point m_nextPictures{};
    SteadyClock::time_point m_nextRefresh{};

    std::jthread m_thread; // last: it ends before what it uses goes
};

} // namespace vigie::replay
