// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/vigie/outwardlink.h"

#include <algorithm>
#include <utility>

#include "core/base/log.h"

namespace vigie::app {
namespace {

constexpr int tickMs = 200;
/// A GUI thread that stands still for a while must not make memory grow.
constexpr std::size_t mostWaiting = 10'000;

} // namespace

base::Result<std::unique_ptr<OutwardLink>>
OutwardLink::start(std::vector<outward::Target> targets, const std::filesystem::path& stateFolder) {
    const bool hasAlarms = std::any_of(targets.begin(), targets.end(),
                                       [](const auto& target) { return target.hasAlarms; });
    outward::Outward::Options options;
    options.targets = std::move(targets);
    if (!stateFolder.empty()) {
        options.file = stateFolder / "outbox.db";
    }
    auto started = outward::Outward::start(std::move(options));
    if (!started) {
        return base::failure(started.error().message);
    }
    return std::unique_ptr<OutwardLink>(new OutwardLink(std::move(*started), hasAlarms));
}

OutwardLink::OutwardLink(std::unique_ptr<outward::Outward> outward, bool hasAlarms)
    : m_outward(std::move(outward)), m_maker(hasAlarms) {
    m_timer.setInterval(tickMs);
    connect(&m_timer, &QTimer::timeout, this, &OutwardLink::tick);
}

OutwardLink::~OutwardLink() {
    m_outward->stop();
}

void OutwardLink::take(const journal::Entry& entry, const alarm::RuleSetPtr& rules) {
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() < mostWaiting) {
        m_waiting.push_back({entry, rules});
    } else {
        ++m_dropped;
    }
}

void OutwardLink::follow(const engine::Engine& engine) {
    m_engine = &engine;
    m_maker.restore(m_outward->open());
    m_timer.start();
}

void OutwardLink::tick() {
    const engine::SnapshotPtr snapshot = m_engine->snapshot();
    if (snapshot->revision == 0) {
        return;
    }
    std::vector<Waiting> waiting;
    std::uint64_t dropped = 0;
    {
        const std::lock_guard lock(m_mutex);
        waiting.swap(m_waiting);
        dropped = std::exchange(m_dropped, 0);
    }
    outward::NoticeInput input;
    input.now = snapshot->now;
    input.plan = snapshot->plan.get();
    // What was dropped is in the snapshot: all that there is, told as such.
    if (!m_isPrimed || dropped > 0) {
        m_isPrimed = true;
        if (dropped > 0) {
            base::logger("outward")->warn("{} steps came faster than they could be told.", dropped);
        }
        input.isComplete = true;
        input.rules = snapshot->rules.get();
        input.incidents = snapshot->incidents;
        input.alarms.assign(snapshot->alarms.begin(), snapshot->alarms.end());
        tell(input);
    }
    for (Waiting& step : waiting) {
        input = {};
        input.now = snapshot->now;
        input.plan = snapshot->plan.get();
        input.rules = step.rules.get();
        input.incidents = std::move(step.entry.incidents);
        input.closedIncidents = std::move(step.entry.closedIncidents);
        input.alarms = std::move(step.entry.commit.alarms);
        input.closedAlarms = std::move(step.entry.commit.closed);
        tell(input);
    }
    if (waiting.empty()) {
        input = {};
        input.now = snapshot->now;
        input.plan = snapshot->plan.get();
        input.rules = snapshot->rules.get();
        tell(input);
    }
}

void OutwardLink::tell(const outward::NoticeInput& input) {
    for (outward::Notice& notice : m_maker.take(input)) {
        m_outward->post(std::move(notice)); // what it cannot hold it counts and logs
    }
}

} // namespace vigie::app
