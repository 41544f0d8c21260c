// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

#include "core/base/boundedqueue.h"
#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/engine/hoursfile.h"
#include "core/engine/reducer.h"

namespace vigie::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Ten ticks per second of 64 nodes for 25 s; what the operator asks for has room of its own.
constexpr std::size_t queueForInputs = 16'384;
constexpr std::size_t queueForQuestions = 1'024;
constexpr std::chrono::seconds timerPeriod{1};
constexpr std::chrono::seconds savePeriod{60};
constexpr double leastSnapshotRateHz = 0.1;

} // namespace

/// The thread "engine" owns the Reducer between start() and stop(). The queue is its only way in.
class Engine::Impl final : public fleet::Sink {
public:
    Impl(fleet::Source& source, EngineOptions options)
        : m_source(source), m_options(std::move(options)), m_snapshot(firstSnapshot()) {}
    ~Impl() override { stop(); }

    void start();
    void stop();
    bool take(fleet::Input input) override;
    [[nodiscard]] SnapshotPtr snapshot() const {
        const std::lock_guard lock(m_snapshotMutex);
        return m_snapshot;
    }
    void setListener(std::function<void(SnapshotPtr)> listener);
    /// `question` runs on the engine's thread; dropped when nobody could answer it.
    void ask(std::function<void(const Reducer&)> question) { m_queue.tryPush(std::move(question)); }
    void acknowledge(std::uint64_t alarmId) {
        m_queue.tryPush(AcknowledgeInput{alarmId, m_source.now()});
    }
    [[nodiscard]] std::uint64_t refused() const { return m_refused; }

private:
    using Question = std::function<void(const Reducer&)>;
    using Item = std::variant<fleet::Input, AcknowledgeInput, Question>;

    [[nodiscard]] SnapshotPtr firstSnapshot() const;
    void run(const std::stop_token& stop);
    void takeItem(Item& item);
    void work();
    void publish();
    void save();

    fleet::Source& m_source;
    const EngineOptions m_options;
    base::BoundedQueue<Item> m_queue{queueForInputs + queueForQuestions};
    std::atomic<std::uint64_t> m_refused = 0;

    // Touched by the engine's thread only, once it runs.
    std::unique_ptr<Reducer> m_reducer;
    std::unique_ptr<HoursFile> m_hoursFile;
    bool m_isChanged = false;
    std::uint64_t m_revision = 0;
    SteadyClock::time_point m_nextTimer{};
    SteadyClock::time_point m_nextSnapshot{};
    SteadyClock::time_point m_nextSave{};
    std::string m_loggedRefusal;

    mutable std::mutex m_snapshotMutex;
    SnapshotPtr m_snapshot; // guarded by m_snapshotMutex; written by the engine's thread

    // Recursive, because a listener may end itself; held while it runs, so that ending it waits.
    std::recursive_mutex m_listenerMutex;
    std::shared_ptr<std::function<void(SnapshotPtr)>> m_listener; // guarded by m_listenerMutex

    std::mutex m_lifeMutex; // start() and stop()
    bool m_isStarted = false;
    bool m_isStopped = false;
    std::jthread m_thread; // last: it ends before what it uses goes
};

SnapshotPtr Engine::Impl::firstSnapshot() const {
    auto empty = std::make_shared<Snapshot>();
    empty->isLive = m_source.isLive();
    empty->now = m_source.now().utc;
    empty->plan = std::make_shared<model::Plan>(m_options.plan.value_or(model::Plan{}));
    empty->share.isAssumed = !m_options.plan || m_options.plan->isAssumed;
    empty->share.history = std::make_shared<std::vector<SharePoint>>();
    return empty;
}

void Engine::Impl::start() {
    const std::lock_guard lock(m_lifeMutex);
    if (m_isStarted || m_isStopped) {
        return;
    }
    m_isStarted = true;
    ReducerOptions options;
    options.plan = m_options.plan;
    options.history = m_options.history;
    if (!m_options.stateFolder.empty()) {
        m_hoursFile = std::make_unique<HoursFile>(m_options.stateFolder,
                                                  m_options.plan ? m_options.plan->name : "");
        if (auto carried = m_hoursFile->load()) {
            options.carried = *carried;
        } else {
            base::logger("engine")->warn("{}", carried.error().message);
        }
    }
    m_reducer = std::make_unique<Reducer>(std::move(options));
    m_thread = base::startThread("engine", [this](const std::stop_token& stop) { run(stop); });
    m_source.start(*this);
}

void Engine::Impl::stop() {
    const std::lock_guard lock(m_lifeMutex);
    if (std::exchange(m_isStopped, true) || !m_isStarted) {
        return;
    }
    m_source.stop();
    m_thread.request_stop();
    m_queue.close();
    m_thread.join();
    save();
}

bool Engine::Impl::take(fleet::Input input) {
    if (m_queue.size() >= queueForInputs || !m_queue.tryPush(std::move(input))) {
        ++m_refused;
        return false;
    }
    return true;
}

void Engine::Impl::setListener(std::function<void(SnapshotPtr)> listener) {
    const std::lock_guard lock(m_listenerMutex);
    m_listener = listener ? std::make_shared<std::function<void(SnapshotPtr)>>(std::move(listener))
                          : nullptr;
}

void Engine::Impl::run(const std::stop_token& stop) {
    const auto begin = SteadyClock::now();
    m_nextTimer = begin;
    m_nextSnapshot = begin;
    m_nextSave = begin + savePeriod;
    m_isChanged = true; // the first snapshot shows the plan
    while (!stop.stop_requested()) {
        const auto due = m_isChanged ? std::min(m_nextTimer, m_nextSnapshot) : m_nextTimer;
        const auto left = due - SteadyClock::now();
        for (Item& item : m_queue.drain(std::max<base::Nanoseconds>(left, base::Nanoseconds{0}))) {
            takeItem(item);
            work();
            if (stop.stop_requested()) {
                return;
            }
        }
        work();
    }
}

void Engine::Impl::takeItem(Item& item) {
    if (auto* question = std::get_if<Question>(&item)) {
        (*question)(*m_reducer);
        return;
    }
    if (auto* seen = std::get_if<AcknowledgeInput>(&item)) {
        m_isChanged = m_reducer->apply(*seen) || m_isChanged;
        return;
    }
    auto& input = std::get<fleet::Input>(item);
    const std::string endpoint = input.endpoint;
    m_isChanged = m_reducer->apply(std::move(input)) || m_isChanged;
    if (!m_reducer->refusal().empty()) {
        std::string words = endpoint + ": " + m_reducer->refusal();
        if (words != m_loggedRefusal) { // a peer that keeps on at it says it once
            base::logger("engine")->warn("Refused from {}.", words);
            m_loggedRefusal = std::move(words);
        }
    }
}

void Engine::Impl::work() {
    const auto now = SteadyClock::now();
    if (now >= m_nextTimer) {
        // A late timer is not made up for: time is in the input, not in their number.
        m_nextTimer = std::max(m_nextTimer + timerPeriod, now);
        m_isChanged = m_reducer->apply(TimerInput{m_source.now()}) || m_isChanged;
    }
    if (m_isChanged && now >= m_nextSnapshot) {
        const double rate = std::max(m_options.snapshotRateHz, leastSnapshotRateHz);
        m_nextSnapshot = now + std::chrono::duration_cast<SteadyClock::duration>(
                                   std::chrono::duration<double>(1.0 / rate));
        publish();
    }
    if (now >= m_nextSave) {
        m_nextSave = now + savePeriod;
        save();
    }
}

void Engine::Impl::publish() {
    m_isChanged = false;
    auto made = std::make_shared<Snapshot>(m_reducer->makeSnapshot());
    made->revision = ++m_revision;
    made->isLive = m_source.isLive();
    const SnapshotPtr fresh = std::move(made);
    {
        const std::lock_guard lock(m_snapshotMutex);
        m_snapshot = fresh;
    }
    const std::lock_guard lock(m_listenerMutex);
    const auto listener = m_listener; // kept alive, should it end itself
    if (listener) {
        (*listener)(fresh);
    }
}

void Engine::Impl::save() {
    if (!m_hoursFile) {
        return;
    }
    if (const auto saved = m_hoursFile->save(m_reducer->carried()); !saved) {
        base::logger("engine")->warn("{}", saved.error().message);
    }
}

Engine::Engine(fleet::Source& source, EngineOptions options)
    : m_impl(std::make_unique<Impl>(source, std::move(options))) {}

Engine::~Engine() = default;

void Engine::start() {
    m_impl->start();
}

void Engine::stop() {
    m_impl->stop();
}

SnapshotPtr Engine::snapshot() const {
    return m_impl->snapshot();
}

void Engine::setSnapshotListener(std::function<void(SnapshotPtr)> listener) {
    m_impl->setListener(std::move(listener));
}

void Engine::queryChart(ChartQuery query, std::function<void(ChartSeries)> done) {
    m_impl->ask([query = std::move(query), done = std::move(done)](const Reducer& reducer) {
        done(reducer.chart(query));
    });
}

void Engine::queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                         std::function<void(std::vector<LatestValue>)> done) {
    m_impl->ask([nodeId = std::move(nodeId), scope, subject = std::move(subject),
                 done = std::move(done)](const Reducer& reducer) {
        done(reducer.latest(nodeId, scope, subject));
    });
}

void Engine::queryEvents(std::string nodeId, std::string subject, std::size_t most,
                         std::function<void(std::vector<LoggedEvent>)> done) {
    m_impl->ask([nodeId = std::move(nodeId), subject = std::move(subject), most,
                 done = std::move(done)](const Reducer& reducer) {
        done(reducer.events(nodeId, subject, most));
    });
}

void Engine::act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) {
    for (const std::uint64_t id : action.alarmIds) {
        m_impl->acknowledge(id);
    }
    if (done) {
        done(std::uint64_t{1});
    }
}

void Engine::queryHistory(journal::HistoryQuery, std::function<void(journal::History)> done) {
    done({});
}

void Engine::queryIncidents(base::Utc, base::Utc,
                            std::function<void(journal::PastIncidents)> done) {
    done({});
}

void Engine::queryPerformance(std::function<void(alarm::Performance)> done) {
    done({});
}

void Engine::queryExplanation(alarm::Subject, std::string,
                              std::function<void(alarm::Explanation)> done) {
    done({});
}

std::uint64_t Engine::refusedInputs() const {
    return m_impl->refused();
}

} // namespace vigie::engine
