// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/reducer.h"

#include <algorithm>
#include <utility>

#include "core/engine/assumedplan.h"
#include "core/engine/shown.h"

namespace vigie::engine {
namespace {

/// How long a node in contact may take to tell of a second before that is unknown.
constexpr std::int64_t settleSeconds = 4;

} // namespace

Reducer::Reducer(ReducerOptions options)
    : m_hasPlan(options.plan.has_value()),
      m_plan(
          std::make_shared<model::Plan>(options.plan ? std::move(*options.plan) : assumePlan({}))),
      m_series(options.history), m_hasSeries(options.history.count() > 0),
      m_alarms(m_fleet, m_rows, m_signals, std::move(options.alarms)) {
    if (options.carried) {
        m_since = options.carried->since;
        m_regionsSince = options.carried->regionsSince;
        m_deliveries.restore(*options.carried);
    }
    m_alarms.setPlan(m_plan);
    m_deliveries.setPlan(*m_plan, {});
}

void Reducer::beginAt(base::Utc first) {
    if (std::exchange(m_hasBegun, true)) {
        return;
    }
    m_since = m_since.value_or(first);
    m_regionsSince = std::max(m_regionsSince.value_or(first), *m_since);
    m_deliveries.begin(*m_since, *m_regionsSince);
}

bool Reducer::apply(const JournalInput& input) {
    ++m_sequence;
    m_refusal.clear();
    if (const auto* source = std::get_if<fleet::Input>(&input)) {
        m_now = source->received;
        beginAt(m_now.utc);
        return applySource(*source);
    }
    if (const auto* timer = std::get_if<TimerInput>(&input)) {
        m_now = timer->at;
        beginAt(m_now.utc);
        return applyTimer();
    }
    if (const auto* act = std::get_if<ActInput>(&input)) {
        m_now = act->at;
        m_acted = m_alarms.act(act->action, m_now.utc);
        return true;
    }
    const auto& rules = std::get<RulesInput>(input);
    m_now = rules.at;
    if (rules.rules) {
        m_ruleChanges = m_alarms.setRules(rules.rules, m_now.utc);
    } else {
        m_alarms.noteRefused(rules.refusal, m_now.utc);
    }
    return true;
}

bool Reducer::applySource(const fleet::Input& input) {
    const fleet::Applied applied = m_fleet.apply(input);
    const fleet::NodeState& node = m_fleet.nodes()[applied.node];
    switch (applied.effect) {
    case fleet::Effect::Refused:
        m_refusal = applied.reason;
        return false;
    case fleet::Effect::ContactChanged:
        if (!node.isInContact() && node.description) {
            interrupt(applied.node);
        }
        m_alarms.observeContact(applied.node, m_now);
        for (const std::size_t path : m_rows.node(applied.node).paths) {
            m_latencies.refresh(path, m_now);
        }
        return true;
    case fleet::Effect::Described:
    case fleet::Effect::Restarted:
        onDescribed(applied);
        return true;
    case fleet::Effect::Ticked:
        onTick(applied.node, *std::get<model::TickPtr>(input.what));
        return true;
    case fleet::Effect::Event:
        m_events.add(node.description->id, std::get<model::EventPtr>(input.what));
        return false; // the log is asked for, it is not part of the snapshot
    }
    return false;
}

void Reducer::onDescribed(const fleet::Applied& applied) {
    const fleet::NodeState& node = m_fleet.nodes()[applied.node];
    for (const std::size_t gone : m_rows.bind(applied.node, *node.description)) {
        m_alarms.retire(gone, m_now.utc);
    }
    m_signals.bind(applied.node);
    m_series.describe(*node.description);
    std::vector<model::NodeDescriptionPtr> described;
    for (const fleet::NodeState& known : m_fleet.nodes()) {
        if (known.description) {
            described.push_back(known.description);
        }
    }
    m_plan = std::make_shared<model::Plan>(m_hasPlan ? completePlan(*m_plan, described)
                                                     : assumePlan(described));
    m_alarms.setPlan(m_plan);
    m_alarms.bind(applied.node, *m_plan, m_now.utc);
    if (applied.effect == fleet::Effect::Restarted) {
        interrupt(applied.node);
    }
    m_alarms.observeContact(applied.node, m_now);
    m_deliveries.setPlan(*m_plan, m_now.utc);
    for (const std::size_t path : m_rows.node(applied.node).paths) {
        m_latencies.refresh(path, m_now);
    }
}

void Reducer::interrupt(std::size_t node) {
    const NodeRow& row = m_rows.node(node);
    for (const std::size_t path : row.paths) {
        m_rows.paths[path].judge.interrupt();
    }
    for (const std::size_t number : row.inputs) {
        m_rows.inputs[number].loss.interrupt();
    }
    m_alarms.interrupt(node);
    m_series.interrupt(m_fleet.nodes()[node].description->id);
}

health::SecondJudge::Settled Reducer::sinkOf(std::size_t path) {
    return [this, path](std::int64_t last, health::SecondVerdict verdict, std::int64_t repeat) {
        health::SecondsWindow& window = m_rows.paths[path].window;
        if (repeat > 60) { // a long gap: the schedule is only asked of its end
            window.push(health::Verdict::Unknown, repeat - 60);
            repeat = 60;
        }
        for (std::int64_t second = last - repeat + 1; second <= last; ++second) {
            window.push(m_deliveries.isOnSchedule(path, second) ? verdict.verdict
                                                                : health::Verdict::NotOnAir);
        }
    };
}

void Reducer::judgeSeconds(std::size_t index, const model::Tick& tick) {
    const NodeRow& node = m_rows.node(index);
    const fleet::NodeState& state = m_fleet.nodes()[index];
    if (!node.ids.judged || !node.ids.errored) {
        return;
    }
    for (const model::Block& block : tick.blocks) {
        if (block.scope != model::Scope::Path ||
            std::none_of(block.columns.begin(), block.columns.end(),
                         [&node](const auto& c) { return c.metric == *node.ids.judged; })) {
            continue;
        }
        for (std::size_t row = block.first; row < block.first + block.count; ++row) {
            health::SecondCounters counters;
            counters.judged = state.raw(node.ids.judged, row);
            counters.errored = state.raw(node.ids.errored, row);
            for (std::size_t i = 0; i < counters.causes.size(); ++i) {
                counters.causes[i] = state.raw(node.ids.causes[i], row);
            }
            const std::size_t path = node.paths[row];
            m_rows.paths[path].judge.observe(base::toSeconds(tick.utc), counters, sinkOf(path));
        }
    }
}

void Reducer::onTick(std::size_t node, const model::Tick& tick) {
    if (m_hasSeries) {
        m_series.append(m_fleet.nodes()[node].description->id, tick);
    }
    judgeSeconds(node, tick);
    for (const LatencyBoard::Marked& marked : m_latencies.takeMarks(node, tick)) {
        m_deliveries.matchTwins(marked, base::toNs(tick.utc));
        m_latencies.refresh(marked.path, m_now);
    }
    if (m_fleet.nodes()[node].isInContact()) {
        m_alarms.observeTick(node, tick, m_now.utc);
    }
    m_deliveries.process(m_rows.node(node).paths, m_now);
}

void Reducer::settleSilent(std::size_t index) {
    const fleet::NodeState& node = m_fleet.nodes()[index];
    const std::int64_t second = base::toSeconds(node.utcAt(m_now));
    for (const std::size_t path : m_rows.node(index).paths) {
        m_rows.paths[path].judge.settleUnknown(
            node.isInContact() ? second - settleSeconds : second - 1, sinkOf(path));
    }
}

bool Reducer::applyTimer() {
    const std::uint64_t alarmsBefore = m_alarms.revision();
    m_alarms.advance(m_now.utc);
    const std::size_t historyBefore = m_deliveries.share().history()->size();
    for (std::size_t node = 0; node < m_fleet.nodes().size(); ++node) {
        m_alarms.observeContact(node, m_now);
        settleSilent(node);
        for (const std::size_t path : m_rows.node(node).paths) {
            m_latencies.refresh(path, m_now);
        }
    }
    const bool isJudged = m_deliveries.processAll(m_now);
    m_deliveries.refresh(m_now);
    return isJudged || m_alarms.revision() != alarmsBefore ||
           m_deliveries.share().history()->size() != historyBefore;
}

CarriedState Reducer::carried() const {
    return {m_deliveries.share().seconds(), m_since.value_or(base::Utc{}),
            m_deliveries.carriedByRegion(), m_regionsSince};
}

ChartSeries Reducer::chart(const ChartQuery& query) const {
    const std::string subject = query.scope == model::Scope::Node ? "" : query.subject;
    return chartOf(m_series.query({query.nodeId, query.scope, subject, query.metricKey}, query.from,
                                  query.to, query.maxPoints));
}

std::vector<LatestValue> Reducer::latest(const std::string& nodeId, model::Scope scope,
                                         const std::string& subject) const {
    std::vector<LatestValue> values;
    const auto index = m_fleet.findNode(nodeId);
    if (!index) {
        return values;
    }
    const fleet::NodeState& node = m_fleet.nodes()[*index];
    const auto row = fleet::findRow(*node.description, scope, subject);
    for (std::size_t metric = 0; row && metric < node.description->metrics.size(); ++metric) {
        const model::MetricInfo& info = node.description->metrics[metric];
        if (info.scope == scope) {
            const auto& cell = node.latest[metric].cells[*row];
            values.push_back(
                {info, cell.isPresent ? std::optional(cell.raw) : std::nullopt, cell.at});
        }
    }
    return values;
}

} // namespace vigie::engine
