// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/fakeengine.h"

#include <algorithm>
#include <cmath>
#include <future>

#include "core/base/thread.h"

namespace vigie::uitest {

namespace {

std::vector<engine::LoggedEvent> defaultEvents(base::Utc now) {
    std::vector<engine::LoggedEvent> events;
    const auto add = [&](const char* nodeId, int secondsAgo, model::EventKind kind,
                         model::EventPhase phase, const char* code, model::Scope scope,
                         const char* subject, std::uint64_t count) {
        auto event = std::make_shared<model::Event>();
        event->sequence = events.size() + 1;
        event->utc = now - std::chrono::seconds(secondsAgo);
        event->kind = kind;
        event->phase = phase;
        event->code = code;
        event->scope = scope;
        event->subject = subject;
        event->count = count;
        if (kind == model::EventKind::Tr101290) {
            event->pid = 0x100;
        }
        events.push_back({nodeId, std::move(event)});
    };
    using model::EventKind;
    using model::EventPhase;
    using model::Scope;
    const char* sat = "sat-south-america";
    const char* satPath = "sat-south-america-f003";
    add(sat, 3000, EventKind::Node, EventPhase::Once, "node.started", Scope::Node, "", 1);
    add(sat, 2990, EventKind::Input, EventPhase::Once, "input.connected", Scope::Input,
        "transponder-1", 1);
    add("cloud-south-america", 2980, EventKind::Input, EventPhase::Once, "input.connected",
        Scope::Input, "in-f003", 1);
    add(sat, 2900, EventKind::PsiChange, EventPhase::Once, "psi.pmt", Scope::Input, "transponder-1",
        1);
    add("cloud-south-america", 900, EventKind::ContentFault, EventPhase::Begin, "content.freeze",
        Scope::Path, "cloud-south-america-f003", 1);
    add("cloud-south-america", 840, EventKind::ContentFault, EventPhase::End, "content.freeze",
        Scope::Path, "cloud-south-america-f003", 1);
    add(sat, 143, EventKind::Tr101290, EventPhase::Once, "1.4", Scope::Input, "transponder-1", 41);
    add(sat, 142, EventKind::Tr101290, EventPhase::Once, "2.2", Scope::Input, "transponder-1", 3);
    add(sat, 100, EventKind::Gap, EventPhase::Once, "gap", Scope::Node, "", 1);
    add(sat, 60, EventKind::Scte35, EventPhase::Once, "scte35.splice_insert", Scope::Path, satPath,
        1);
    add(sat, 12, EventKind::Tr101290, EventPhase::Once, "1.4", Scope::Input, "transponder-1", 38);
    return events;
}

const model::MetricInfo* metric(const std::string& key) {
    const auto& all = model::metricCatalogue();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&key](const model::MetricInfo& m) { return m.key == key; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

FakeEngine::FakeEngine(engine::Snapshot first)
    : m_snapshot(std::make_shared<engine::Snapshot>(std::move(first))),
      m_events(defaultEvents(m_snapshot->now)), m_jobs(4096),
      m_thread(base::startThread("fake-engine", [this](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
              if (auto job = m_jobs.pop(std::chrono::milliseconds(100))) {
                  (*job)();
              }
          }
      })) {}

FakeEngine::~FakeEngine() {
    m_thread.request_stop();
    m_jobs.close();
    m_thread.join();
}

void FakeEngine::publish(engine::Snapshot next) {
    engine::SnapshotPtr shared;
    {
        const std::lock_guard lock(m_mutex);
        next.revision = m_snapshot->revision + 1;
        shared = m_snapshot = std::make_shared<engine::Snapshot>(std::move(next));
    }
    post([this, shared] {
        const std::lock_guard lock(m_listenerMutex);
        if (m_listener) {
            m_listener(shared);
        }
    });
}

void FakeEngine::settle() {
    auto done = std::make_shared<std::promise<void>>();
    post([done] { done->set_value(); });
    done->get_future().wait_for(std::chrono::seconds(10));
}

engine::SnapshotPtr FakeEngine::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void FakeEngine::setSnapshotListener(std::function<void(engine::SnapshotPtr)> listener) {
    const std::lock_guard lock(m_listenerMutex);
    m_listener = std::move(listener);
}

void FakeEngine::queryChart(engine::ChartQuery query,
                            std::function<void(engine::ChartSeries)> done) {
    {
        const std::lock_guard lock(m_mutex);
        m_chartQueries.push_back(query);
    }
    post([query = std::move(query), done = std::move(done)] {
        engine::ChartSeries series;
        const model::MetricInfo* info = metric(query.metricKey);
        if (info == nullptr || query.to <= query.from) {
            done(std::move(series));
            return;
        }
        series.metric = *info;
        const auto span = query.to - query.from;
        const auto hash = std::hash<std::string>{}(query.nodeId + query.subject + query.metricKey);
        const double base = 1.0 + static_cast<double>(hash % 40);
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
        const auto count = std::clamp<std::int64_t>(
            seconds, 1, static_cast<std::int64_t>(std::max<std::size_t>(query.maxPoints, 2)));
        bool isBroken = true;
        for (std::int64_t i = 0; i < count; ++i) {
            const double at = static_cast<double>(i) / static_cast<double>(count);
            if (at > 0.45 && at < 0.55) {
                isBroken = true;
                continue;
            }
            const double mean = base * (1.0 + 0.08 * std::sin(at * 25 + base));
            series.points.push_back(
                {query.from + std::chrono::duration_cast<base::Nanoseconds>(span * at), mean * 0.98,
                 mean * 1.02, mean});
            series.breaks.push_back(isBroken);
            isBroken = false;
        }
        done(std::move(series));
    });
}

void FakeEngine::queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                             std::function<void(std::vector<engine::LatestValue>)> done) {
    const base::Utc now = snapshot()->now;
    post([seed = std::hash<std::string>{}(nodeId + subject), scope, now, done = std::move(done)] {
        std::vector<engine::LatestValue> values;
        for (const auto& info : model::metricCatalogue()) {
            if (info.scope != scope) {
                continue;
            }
            engine::LatestValue value;
            value.metric = info;
            value.at = now;
            const auto hash = std::hash<std::string>{}(info.key) ^ seed;
            if (hash % 7 != 0) {
                const auto states = static_cast<std::int64_t>(info.states.size());
                value.raw = states > 0 ? 1 + static_cast<std::int64_t>(hash % 97) % (states - 1)
                                       : static_cast<std::int64_t>(hash % 20'000);
            }
            values.push_back(std::move(value));
        }
        done(std::move(values));
    });
}

void FakeEngine::queryEvents(std::string nodeId, std::string subject, std::size_t most,
                             std::function<void(std::vector<engine::LoggedEvent>)> done) {
    std::vector<engine::LoggedEvent> matching;
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_events.rbegin(); it != m_events.rend() && matching.size() < most; ++it) {
            if ((nodeId.empty() || it->nodeId == nodeId) &&
                (subject.empty() || it->event->subject == subject)) {
                matching.push_back(*it);
            }
        }
    }
    post([matching = std::move(matching), done = std::move(done)] { done(matching); });
}

void FakeEngine::act(alarm::Action action, std::function<void(base::Result<std::uint64_t>)> done) {
    base::Result<std::uint64_t> answer = std::uint64_t{0};
    {
        const std::lock_guard lock(m_mutex);
        m_actions.push_back(std::move(action));
        if (m_refusal.empty()) {
            answer = static_cast<std::uint64_t>(m_actions.size());
        } else {
            answer = base::failure(m_refusal);
        }
    }
    if (done) {
        post([answer, done = std::move(done)] { done(answer); });
    }
}

void FakeEngine::queryHistory(journal::HistoryQuery query,
                              std::function<void(journal::History)> done) {
    const std::lock_guard lock(m_mutex);
    m_historyQueries.push_back(std::move(query));
    post([history = m_history, done = std::move(done)] { done(history); });
}

void FakeEngine::queryIncidents(base::Utc, base::Utc,
                                std::function<void(journal::PastIncidents)> done) {
    const std::lock_guard lock(m_mutex);
    post([incidents = m_pastIncidents, done = std::move(done)] { done(incidents); });
}

void FakeEngine::queryPerformance(std::function<void(alarm::Performance)> done) {
    const std::lock_guard lock(m_mutex);
    post([performance = m_performance, done = std::move(done)] { done(performance); });
}

void FakeEngine::queryExplanation(alarm::Subject, std::string,
                                  std::function<void(alarm::Explanation)> done) {
    const std::lock_guard lock(m_mutex);
    post([explanation = m_explanation, done = std::move(done)] { done(explanation); });
}

std::vector<alarm::Action> FakeEngine::actions() const {
    const std::lock_guard lock(m_mutex);
    return m_actions;
}

std::vector<journal::HistoryQuery> FakeEngine::historyQueries() const {
    const std::lock_guard lock(m_mutex);
    return m_historyQueries;
}

void FakeEngine::setRefusal(std::string reason) {
    const std::lock_guard lock(m_mutex);
    m_refusal = std::move(reason);
}

void FakeEngine::setHistory(journal::History history) {
    const std::lock_guard lock(m_mutex);
    m_history = std::move(history);
}

void FakeEngine::setPastIncidents(journal::PastIncidents incidents) {
    const std::lock_guard lock(m_mutex);
    m_pastIncidents = std::move(incidents);
}

void FakeEngine::setPerformance(alarm::Performance performance) {
    const std::lock_guard lock(m_mutex);
    m_performance = std::move(performance);
}

void FakeEngine::setExplanation(alarm::Explanation explanation) {
    const std::lock_guard lock(m_mutex);
    m_explanation = std::move(explanation);
}

void FakeEngine::setEvents(std::vector<engine::LoggedEvent> events) {
    const std::lock_guard lock(m_mutex);
    m_events = std::move(events);
}

std::vector<std::uint64_t> FakeEngine::acknowledged() const {
    const std::lock_guard lock(m_mutex);
    std::vector<std::uint64_t> ids;
    for (const alarm::Action& action : m_actions) {
        if (action.kind == alarm::ActionKind::Acknowledge) {
            ids.insert(ids.end(), action.alarmIds.begin(), action.alarmIds.end());
        }
    }
    return ids;
}

void FakeEngine::queryDeliveryHistory(engine::DeliveryHistoryQuery query,
                                      std::function<void(engine::DeliveryHistory)> done) {
    const engine::SnapshotPtr shown = snapshot();
    base::Utc begin{};
    {
        const std::lock_guard lock(m_mutex);
        m_deliveryQueries.push_back(query);
        begin = m_historyBegin;
    }
    post([shown, begin, query = std::move(query), done = std::move(done)] {
        engine::DeliveryHistory history = makeDeliveryHistory(*shown, query);
        for (auto& row : history.rows) {
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                if (history.from + history.step * static_cast<std::int64_t>(i) < begin) {
                    row.cells[i].reset();
                }
            }
        }
        done(std::move(history));
    });
}

std::vector<engine::DeliveryHistoryQuery> FakeEngine::deliveryQueries() const {
    const std::lock_guard lock(m_mutex);
    return m_deliveryQueries;
}

void FakeEngine::setHistoryBegin(base::Utc begin) {
    const std::lock_guard lock(m_mutex);
    m_historyBegin = begin;
}

std::vector<engine::ChartQuery> FakeEngine::chartQueries() const {
    const std::lock_guard lock(m_mutex);
    return m_chartQueries;
}

void FakeEngine::post(std::function<void()> job) {
    (void)m_jobs.tryPush(std::move(job));
}

} // namespace vigie::uitest
