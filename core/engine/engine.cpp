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
#include "core/engine/statefile.h"
#include "core/engine/witness.h"

namespace vigie::engine {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Ten ticks per second of 64 nodes for 25 s; what the operator asks for has room of its own.
constexpr std::size_t queueForInputs = 16'384;
constexpr std::size_t queueForQuestions = 1'024;
constexpr std::chrono::seconds timerPeriod{1};
constexpr std::chrono::seconds savePeriod{60};
/// What is usual changes slowly, and is much to write.
constexpr std::chrono::minutes saveUsualPeriod{10};
constexpr double leastSnapshotRateHz = 0.1;
constexpr const char* noJournal =
    "There is no journal: this desk keeps no state, or its journal could not be opened.";
constexpr const char* usualFile = "usual.json";

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
    void act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done);
    void setRules(RulesInput rules, std::function<void(alarm::RuleChanges)> done);
    /// Null before start() and without a state folder.
    [[nodiscard]] journal::Journal* journal() const { return m_journal.get(); }
    [[nodiscard]] base::Timestamp now() const { return m_source.now(); }
    [[nodiscard]] std::uint64_t refused() const { return m_refused; }

private:
    using Question = std::function<void(const Reducer&)>;
    struct Act {
        ActInput input;
        std::function<void(base::Result<std::uint64_t>)> done;
    };
    struct Rules {
        RulesInput input;
        std::function<void(alarm::RuleChanges)> done;
    };
    using Item = std::variant<fleet::Input, Act, Rules, Question>;

    [[nodiscard]] SnapshotPtr firstSnapshot() const;
    void run(const std::stop_token& stop);
    void openJournal(ReducerOptions& options);
    void takeItem(Item& item);
    void takeAct(Act& act);
    /// Everything that changes the reducer comes by here, and is numbered.
    void apply(const JournalInput& input, const base::Timestamp& at);
    void witnessBegin();
    /// Hands on what changed; true when the journal took it and will call `durable`.
    bool passEntry(std::function<void()> durable = {});
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
    alarm::RuleSetPtr m_rules;
    BeginState m_begin; // what the reducer was given
    std::uint64_t m_order = 0;
    base::Timestamp m_at{}; // of the newest input
    SteadyClock::time_point m_nextUsualSave{};
    SteadyClock::time_point m_nextBegin{};
    bool m_isChanged = false;
    std::uint64_t m_revision = 0;
    SteadyClock::time_point m_nextTimer{};
    SteadyClock::time_point m_nextSnapshot{};
    SteadyClock::time_point m_nextSave{};
    std::string m_loggedRefusal;

    std::unique_ptr<journal::Journal> m_journal; // made by start(), then only used
    mutable std::mutex m_troubleMutex;
    std::string m_trouble; // of the journal; guarded by m_troubleMutex

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
    options.alarms.rules = m_options.rules;
    m_rules = m_options.rules;
    openJournal(options);
    if (m_options.witness != nullptr) {
        m_begin = {options.plan, m_rules, options.carried, options.alarms.restored,
                   options.alarms.baselines};
    }
    m_reducer = std::make_unique<Reducer>(std::move(options));
    m_thread = base::startThread("engine", [this](const std::stop_token& stop) { run(stop); });
    m_source.start(*this);
}

void Engine::Impl::openJournal(ReducerOptions& options) {
    if (m_options.stateFolder.empty()) {
        return;
    }
    if (auto usual = readText(m_options.stateFolder / usualFile)) {
        options.alarms.baselines = std::move(*usual);
    }
    journal::Journal::Options wanted;
    wanted.file = m_options.stateFolder / "alarms.db";
    wanted.trouble = [this](const std::string& reason) {
        const std::lock_guard lock(m_troubleMutex);
        m_trouble = reason;
    };
    auto opened = journal::Journal::open(std::move(wanted));
    if (!opened) {
        base::logger("engine")->error("Alarms are not kept: {}", opened.error().message);
        const std::lock_guard lock(m_troubleMutex);
        m_trouble = opened.error().message;
        return;
    }
    m_journal = std::move(*opened);
    options.alarms.restored = m_journal->restored();
    if (!options.alarms.restored->remark.empty()) {
        base::logger("engine")->warn("{}", options.alarms.restored->remark);
    }
}

void Engine::Impl::act(alarm::Action action,
                       std::function<void(base::Result<std::uint64_t>)> done) {
    auto shared = std::make_shared<decltype(done)>(std::move(done));
    const auto answer = [shared](base::Result<std::uint64_t> result) {
        if (*shared) {
            (*shared)(std::move(result));
        }
    };
    if (!m_queue.tryPush(Act{{std::move(action), m_source.now()}, answer})) {
        answer(base::failure("The engine is too busy or has stopped; nothing was done."));
    }
}

void Engine::Impl::setRules(RulesInput rules, std::function<void(alarm::RuleChanges)> done) {
    m_queue.tryPush(Rules{std::move(rules), std::move(done)});
}

void Engine::Impl::apply(const JournalInput& input, const base::Timestamp& at) {
    ++m_order;
    m_at = at;
    m_isChanged = m_reducer->apply(input) || m_isChanged;
    if (m_options.witness != nullptr) {
        m_options.witness->onInput(m_order, input);
    }
}

void Engine::Impl::witnessBegin() {
    BeginState now;
    now.plan = m_options.plan;
    now.rules = m_rules;
    now.carried = m_reducer->carried();
    now.restored = m_reducer->kept();
    now.baselines = m_reducer->baselines();
    m_options.witness->onBegin(m_order, now, m_at);
}

void Engine::Impl::takeAct(Act& act) {
    apply(act.input, act.input.at);
    const base::Result<std::uint64_t> acted = m_reducer->acted();
    if (!acted) {
        passEntry();
        act.done(acted);
        return;
    }
    // Done means on disk: what the desk said it did survives whatever comes.
    if (!passEntry([done = act.done, acted] { done(acted); })) {
        act.done(acted);
    }
}

bool Engine::Impl::passEntry(std::function<void()> durable) {
    journal::Entry entry = m_reducer->takeEntry();
    if (entry.number == 0) {
        return false;
    }
    if (m_options.entryListener) {
        m_options.entryListener(entry, m_rules);
    }
    if (m_options.witness != nullptr) {
        m_options.witness->onEntry(m_order, entry, m_at);
    }
    return m_journal && m_journal->append(std::move(entry), std::move(durable));
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
    passEntry();
    m_nextUsualSave = {};
    save();
    if (m_journal) {
        m_journal->close();
    }
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
    m_nextUsualSave = begin + saveUsualPeriod;
    m_isChanged = true; // the first snapshot shows the plan
    if (m_options.witness != nullptr) {
        const std::uint64_t first = m_options.witness->firstOrder();
        m_order = first == 0 ? 0 : first - 1;
        m_at = m_source.now();
        m_options.witness->onBegin(m_order, std::exchange(m_begin, {}), m_at);
        m_nextBegin = SteadyClock::now() + m_options.beginPeriod;
    }
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
    if (auto* act = std::get_if<Act>(&item)) {
        takeAct(*act);
        return;
    }
    if (auto* rules = std::get_if<Rules>(&item)) {
        m_rules = rules->input.rules ? rules->input.rules : m_rules;
        apply(rules->input, rules->input.at);
        passEntry();
        if (rules->done) {
            rules->done(m_reducer->ruleChanges());
        }
        return;
    }
    auto& input = std::get<fleet::Input>(item);
    const std::string endpoint = input.endpoint;
    const base::Timestamp received = input.received;
    apply(std::move(input), received);
    passEntry();
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
        const TimerInput timer{m_source.now()};
        apply(timer, timer.at);
        passEntry();
    }
    if (m_options.witness != nullptr && now >= m_nextBegin) {
        m_nextBegin = now + m_options.beginPeriod;
        witnessBegin();
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
    {
        const std::lock_guard lock(m_troubleMutex);
        made->journalTrouble = m_trouble;
    }
    const SnapshotPtr fresh = std::move(made);
    if (m_options.witness != nullptr) {
        m_options.witness->onSnapshot(m_order, fresh);
    }
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
    if (SteadyClock::now() >= m_nextUsualSave) {
        m_nextUsualSave = SteadyClock::now() + saveUsualPeriod;
        if (const auto saved = writeText(m_options.stateFolder / usualFile, m_reducer->baselines());
            !saved) {
            base::logger("engine")->warn("{}", saved.error().message);
        }
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

void Engine::queryDeliveryHistory(DeliveryHistoryQuery query,
                                  std::function<void(DeliveryHistory)> done) {
    m_impl->ask([query = std::move(query), done = std::move(done)](const Reducer& reducer) {
        done(reducer.deliveryHistory(query));
    });
}

void Engine::act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) {
    m_impl->act(std::move(action), std::move(done));
}

void Engine::queryHistory(journal::HistoryQuery query, std::function<void(journal::History)> done) {
    if (journal::Journal* journal = m_impl->journal()) {
        journal->queryHistory(std::move(query), std::move(done));
        return;
    }
    journal::History none;
    none.error = noJournal;
    done(std::move(none));
}

void Engine::queryIncidents(base::Utc from, base::Utc to,
                            std::function<void(journal::PastIncidents)> done) {
    if (journal::Journal* journal = m_impl->journal()) {
        journal->queryIncidents(from, to, std::move(done));
        return;
    }
    journal::PastIncidents none;
    none.error = noJournal;
    done(std::move(none));
}

void Engine::queryPerformance(std::function<void(alarm::Performance)> done) {
    m_impl->ask([done = std::move(done)](const Reducer& reducer) { done(reducer.performance()); });
}

void Engine::queryExplanation(alarm::Subject subject, std::string ruleId,
                              std::function<void(alarm::Explanation)> done) {
    m_impl->ask([subject = std::move(subject), ruleId = std::move(ruleId), done = std::move(done)](
                    const Reducer& reducer) { done(reducer.explain(subject, ruleId)); });
}

void Engine::setRules(alarm::RuleSetPtr rules, std::function<void(alarm::RuleChanges)> done) {
    m_impl->setRules({std::move(rules), m_impl->now(), {}}, std::move(done));
}

void Engine::noteRulesRefused(std::string reason) {
    m_impl->setRules({nullptr, m_impl->now(), std::move(reason)}, {});
}

std::uint64_t Engine::refusedInputs() const {
    return m_impl->refused();
}

} // namespace vigie::engine
