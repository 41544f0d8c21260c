// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/past.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/engine/shown.h"
#include "core/replay/pastdesk.h"

namespace vigie::replay {
namespace {

constexpr std::size_t mostTasks = 1'024;
/// How long a history may be read for at a time: other questions and the playhead wait meanwhile.
constexpr std::chrono::milliseconds historyBudget{25};
constexpr const char* isPast = "This is the past: nothing can be done here.";
constexpr const char* isNoNode = "This is a recording: no node can be asked for anything.";

template <typename Done, typename... Answer> void tell(const Done& done, Answer&&... answer) {
    if (done) {
        done(std::forward<Answer>(answer)...);
    }
}

} // namespace

static_assert(Past::slowest == PlayClock::slowest && Past::fastest == PlayClock::fastest);

base::Result<std::unique_ptr<Past>> Past::open(const std::filesystem::path& fileOrFolder) {
    auto recording = record::Recording::open(fileOrFolder);
    if (!recording) {
        return tl::unexpected(recording.error());
    }
    std::error_code ignored;
    PastDesk::Options options;
    options.isRing = std::filesystem::is_directory(fileOrFolder, ignored);
    options.isGrowing = options.isRing || !(*recording)->info().isComplete;
    return std::make_unique<PastDesk>(std::move(*recording), options);
}

void PastDesk::ask(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_tasks.size() >= mostTasks) {
            return;
        }
        m_tasks.push_back(std::move(task));
    }
    m_wake.notify_one();
}

base::Utc PastDesk::at() const {
    const std::lock_guard lock(m_mutex);
    return m_clock.at(SteadyClock::now());
}

void PastDesk::seek(base::Utc at) {
    {
        const std::lock_guard lock(m_mutex);
        // Beyond the end of what is known there may be more by now.
        m_isRefreshWanted = m_isRefreshWanted || at > m_clock.to();
        m_clock.seek(at, SteadyClock::now());
        m_remark.clear();
        m_isMoved = true;
    }
    m_wake.notify_one();
}

void PastDesk::play(double speed) {
    {
        const std::lock_guard lock(m_mutex);
        m_clock.play(speed, SteadyClock::now());
        m_isMoved = true;
    }
    m_wake.notify_one();
}

void PastDesk::step(int direction) {
    play(0);
    ask([this, direction] {
        const base::Utc now = at();
        const auto found = direction < 0 ? newestTick(now - base::Nanoseconds{1}) : nextTick(now);
        if (found) {
            moveTo(*found);
        }
    });
}

void PastDesk::jumpToIncident(int direction, std::function<void(bool)> done) {
    play(0);
    ask([this, direction, done = std::move(done)] { tell(done, jump(direction)); });
}

Playhead PastDesk::playhead() const {
    const std::lock_guard lock(m_mutex);
    const auto now = SteadyClock::now();
    return {m_clock.at(now), m_clock.speed(),      m_clock.from(),
            m_clock.to(),    m_clock.isAtEnd(now), m_remark};
}

void PastDesk::setPlayheadListener(std::function<void(Playhead)> listener) {
    const std::lock_guard lock(m_listenerMutex);
    m_playheadListener =
        listener ? std::make_shared<std::function<void(Playhead)>>(std::move(listener)) : nullptr;
}

void PastDesk::queryOutline(base::Utc from, base::Utc to, std::size_t most,
                            std::function<void(Outline)> done) {
    {
        const std::lock_guard lock(m_mutex);
        m_isRefreshWanted = m_isRefreshWanted || to > m_clock.to();
    }
    ask([this, from, to, most, done = std::move(done)] { tell(done, outline(from, to, most)); });
}

void PastDesk::queryPicture(model::PathRef path, base::Utc at,
                            std::function<void(model::AccessUnitPtr)> done) {
    ask([this, path = std::move(path), at, done = std::move(done)] {
        const auto picture = m_recording->pictureAt(path, at, PastWatches::oldest);
        tell(done, picture ? picture->unit : nullptr);
    });
}

void PastDesk::addMark(record::Mark mark, std::function<void(base::Result<void>)> done) {
    if (m_options.isRing) {
        tell(done, base::failure("This recording is being made: its recorder takes the mark."));
        return;
    }
    ask([this, mark = std::move(mark), done = std::move(done)] {
        tell(done, m_recording->addMark(mark));
    });
}

record::RecordingInfo PastDesk::info() const {
    const std::lock_guard lock(m_mutex);
    return m_info;
}

engine::SnapshotPtr PastDesk::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void PastDesk::setSnapshotListener(std::function<void(engine::SnapshotPtr)> listener) {
    const std::lock_guard lock(m_listenerMutex);
    m_snapshotListener =
        listener ? std::make_shared<std::function<void(engine::SnapshotPtr)>>(std::move(listener))
                 : nullptr;
}

void PastDesk::queryChart(engine::ChartQuery query, std::function<void(engine::ChartSeries)> done) {
    ask([this, query = std::move(query), done = std::move(done)] {
        const std::string subject = query.scope == model::Scope::Node ? "" : query.subject;
        tell(done, engine::chartOf(
                       m_recording->chart({query.nodeId, query.scope, subject, query.metricKey},
                                          query.from, query.to, query.maxPoints)));
    });
}

void PastDesk::queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                           std::function<void(std::vector<engine::LatestValue>)> done) {
    ask([this, nodeId = std::move(nodeId), scope, subject = std::move(subject),
         done = std::move(done)] {
        tell(done, m_questions->latest(nodeId, scope, subject, at()));
    });
}

void PastDesk::queryEvents(std::string nodeId, std::string subject, std::size_t most,
                           std::function<void(std::vector<engine::LoggedEvent>)> done) {
    ask([this, nodeId = std::move(nodeId), subject = std::move(subject), most,
         done = std::move(done)] {
        tell(done, m_questions->events(*snapshot(), nodeId, subject, most, at()));
    });
}

void PastDesk::queryDeliveryHistory(engine::DeliveryHistoryQuery query,
                                    std::function<void(engine::DeliveryHistory)> done) {
    ask([this, query = std::move(query), done = std::move(done)]() mutable {
        goOn(std::make_shared<PastDeliveries::Job>(m_deliveries.begin(std::move(query), at())),
             std::move(done));
    });
}

void PastDesk::goOn(std::shared_ptr<PastDeliveries::Job> job,
                    std::function<void(engine::DeliveryHistory)> done) {
    if (m_deliveries.read(*job, historyBudget)) {
        tell(done, m_deliveries.answer(*job));
        return;
    }
    ask([this, job = std::move(job), done = std::move(done)]() mutable {
        goOn(std::move(job), std::move(done));
    });
}

void PastDesk::act(alarm::Action, std::function<void(base::Result<std::uint64_t>)> done) {
    tell(done, base::failure(isPast));
}

void PastDesk::queryHistory(journal::HistoryQuery query,
                            std::function<void(journal::History)> done) {
    ask([this, query = std::move(query), done = std::move(done)] {
        tell(done, m_questions->history(query, at()));
    });
}

void PastDesk::queryIncidents(base::Utc from, base::Utc to,
                              std::function<void(journal::PastIncidents)> done) {
    ask([this, from, to, done = std::move(done)] {
        tell(done, m_questions->incidents(from, to, at()));
    });
}

void PastDesk::queryPerformance(std::function<void(alarm::Performance)> done) {
    ask([this, done = std::move(done)] {
        const engine::SnapshotPtr shown = snapshot();
        tell(done, m_questions->performance(*shown, shown->now));
    });
}

void PastDesk::queryExplanation(alarm::Subject subject, std::string ruleId,
                                std::function<void(alarm::Explanation)> done) {
    ask([this, subject = std::move(subject), ruleId = std::move(ruleId), done = std::move(done)] {
        tell(done, explainPast(*snapshot(), subject, ruleId));
    });
}

// Nothing is delivered: who shows a recording asks for its snapshots.
void PastDesk::start(fleet::Sink&) {}

void PastDesk::stop() {}

base::SubscriptionPtr PastDesk::watchPreview(const model::PathRef& path,
                                             const model::PreviewRequest&,
                                             fleet::PreviewSink& sink) {
    auto watch = m_watches.add(path, sink);
    {
        const std::lock_guard lock(m_mutex);
        m_isMoved = true;
    }
    m_wake.notify_one();
    return watch;
}

void PastDesk::requestDecoding(const model::PathRef&, model::DecodePolicy, std::chrono::seconds,
                               std::function<void(base::Result<base::Utc>)> done) {
    tell(done, base::failure(isNoNode));
}

void PastDesk::requestCapture(const std::string&, const fleet::CaptureRequest&,
                              std::function<void(base::Result<fleet::CaptureInfo>)> done) {
    tell(done, base::failure(isNoNode));
}

base::Timestamp PastDesk::now() const {
    const base::Utc now = at();
    return {now, base::monoFromNs(base::toNs(now))};
}

} // namespace vigie::replay
