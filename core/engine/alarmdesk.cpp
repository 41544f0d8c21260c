// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/alarmdesk.h"

#include <algorithm>
#include <utility>

#include "core/engine/shown.h"

namespace vigie::engine {
namespace {

namespace signal = alarm::signal;

/// Symptoms of one cause come within a second or two: looked at more often, nothing is gained.
constexpr std::chrono::milliseconds correlateEvery{200};
/// Alarms of before a restart wait so long for their subject to be seen again.
constexpr std::chrono::minutes awaitOrphans{2};
/// A node that comes back sooner finds its alarms as they were.
constexpr std::chrono::seconds giveUpAfter{60};

model::FeedInfo feedOf(const model::Plan& plan, const std::string& feedId) {
    const auto found = std::find_if(plan.feeds.begin(), plan.feeds.end(),
                                    [&feedId](const auto& feed) { return feed.id == feedId; });
    return found == plan.feeds.end() ? model::FeedInfo{} : *found;
}

std::string keyOf(const alarm::Subject& subject) {
    return subject.nodeId + "/" + subject.id;
}

} // namespace

AlarmDesk::AlarmDesk(const fleet::FleetState& fleet, Rows& rows, Signals& derived,
                     AlarmOptions options)
    : m_fleet(fleet), m_rows(rows), m_signals(derived), m_plan(std::make_shared<model::Plan>()),
      m_evaluator(options.rules ? options.rules : std::make_shared<alarm::RuleSet>()),
      m_book(options.restored ? options.restored->book : alarm::BookState{}),
      m_correlator(options.restored ? options.restored->lastIncidentId : 0),
      m_topology(std::make_shared<incident::Topology>()), m_learning(options.baselines),
      m_rules(options.rules ? options.rules : std::make_shared<alarm::RuleSet>()) {
    m_learning.setRules(*m_rules);
    if (!options.restored) {
        return;
    }
    m_lastEntry = options.restored->lastEntry;
    m_correlator.restore(options.restored->incidents);
    for (const alarm::Record& record : options.restored->records) {
        m_performance.take(record);
    }
    for (const auto& [id, known] : m_book.alarms()) {
        if (known.isPresent()) {
            m_awaited[known.subject].push_back(known);
        }
    }
}

AlarmDesk::NodeColumns& AlarmDesk::columns(std::size_t node) {
    while (m_nodes.size() <= node) {
        m_nodes.emplace_back();
    }
    return m_nodes[node];
}

void AlarmDesk::restoreAlarm(std::size_t subject, const alarm::Alarm& known) {
    if (m_evaluator.restore(subject, known.ruleId, known.severity, known.since)) {
        return;
    }
    // Its rule went while the desk was not running.
    alarm::Change change;
    change.what = alarm::Change::What::Cleared;
    change.because = alarm::Change::Because::RuleGone;
    change.subject = subject;
    change.since = m_now;
    alarm::Rule gone;
    gone.id = known.ruleId;
    gone.kind = known.kind;
    gone.isLatched = known.isLatching;
    m_book.apply(change, m_evaluator.factsOf(subject), gone, m_now);
}

std::size_t AlarmDesk::subjectOf(alarm::SubjectFacts facts) {
    const std::size_t subject = m_evaluator.subject(facts);
    if (const auto awaited = m_awaited.find(facts.key); awaited != m_awaited.end()) {
        for (const alarm::Alarm& known : awaited->second) {
            restoreAlarm(subject, known);
        }
        m_awaited.erase(awaited);
    }
    return subject;
}

void AlarmDesk::bind(std::size_t index, const model::Plan& plan, base::Utc at) {
    m_now = at;
    const model::NodeDescription& description = *m_fleet.nodes()[index].description;
    NodeRow& node = m_rows.node(index);
    alarm::Evaluator::Rows rows;
    Learning::Keys keys;

    alarm::SubjectFacts facts;
    facts.key = {model::Scope::Node, description.id, ""};
    facts.regionId = description.regionId;
    const std::size_t nodeSubject = subjectOf(facts);
    if (node.subject && *node.subject != nodeSubject) {
        retire(*node.subject, at); // it was known by its address until now
    }
    node.subject = nodeSubject;
    rows.node = {nodeSubject};
    keys.node = {keyOf(facts.key)};

    for (const std::size_t number : node.inputs) {
        InputRow& input = m_rows.inputs[number];
        const model::InputInfo& info = description.inputs[input.row];
        alarm::SubjectFacts of;
        of.key = {model::Scope::Input, description.id, info.id};
        of.parent = nodeSubject;
        of.inputId = info.id;
        of.regionId = description.regionId;
        of.transport = info.transport;
        if (!input.paths.empty()) {
            const model::PathInfo& path = m_rows.paths[input.paths.front()].info;
            of.kind = path.kind;
            if (input.paths.size() == 1) {
                const model::FeedInfo feed = feedOf(plan, path.feedId);
                of.feedId = path.feedId;
                of.regionId = path.regionId;
                of.sport = feed.sport;
                of.importance = feed.importance;
            }
        }
        input.subject = subjectOf(of);
        rows.inputs.push_back(*input.subject);
        keys.inputs.push_back(keyOf(of.key));
    }
    for (const std::size_t number : node.paths) {
        PathRow& path = m_rows.paths[number];
        const model::FeedInfo feed = feedOf(plan, path.info.feedId);
        alarm::SubjectFacts of;
        of.key = {model::Scope::Path, description.id, path.info.id};
        of.parent = path.input ? m_rows.inputs[*path.input].subject : nodeSubject;
        of.regionId = path.info.regionId;
        of.feedId = path.info.feedId;
        of.sport = feed.sport;
        of.importance = feed.importance;
        of.inputId = path.info.inputId;
        of.kind = path.info.kind;
        if (path.input) {
            of.transport = description.inputs[m_rows.inputs[*path.input].row].transport;
        }
        path.subject = subjectOf(of);
        rows.paths.push_back(*path.subject);
        keys.paths.push_back(keyOf(of.key));
    }
    NodeColumns& bound = columns(index);
    bound.contactBinding = m_evaluator.bind(description.id + "#contact", {rows.node, {}, {}});
    bound.binding = m_evaluator.bind(description.id, rows);
    makeColumns(index);
    const auto learned = m_learning.bind(index, bound.all, keys);
    for (const alarm::SignalColumn& column : learned) {
        bound.all.push_back(column);
        bound.metrics.emplace_back();
    }
    m_isTopologyOld = true;
}

void AlarmDesk::makeColumns(std::size_t index) {
    const fleet::NodeState& node = m_fleet.nodes()[index];
    NodeColumns& bound = columns(index);
    bound.all.clear();
    bound.metrics.clear();
    for (std::size_t metric = 0; metric < node.description->metrics.size(); ++metric) {
        const model::MetricInfo& info = node.description->metrics[metric];
        if (info.scope != model::Scope::Pid && info.kind != model::MetricKind::Mark) {
            bound.all.push_back(
                {info.key, info.scope, info.step, info.kind, node.latest[metric].cells});
            bound.metrics.emplace_back(static_cast<std::uint32_t>(metric));
        }
    }
    const NodeSignals& made = m_signals.of(index);
    const auto add = [&bound](std::string_view name, model::Scope scope, double step,
                              model::MetricKind kind, const std::vector<model::Cell>& cells) {
        bound.all.push_back({name, scope, step, kind, cells});
        bound.metrics.emplace_back();
    };
    using model::MetricKind;
    using model::Scope;
    add(signal::inputNoData, Scope::Input, 1, MetricKind::State, made.inputNoData);
    add(signal::inputLoss, Scope::Input, 1, MetricKind::Gauge, made.inputLoss);
    add(signal::legDown, Scope::Input, 1, MetricKind::Gauge, made.legDown);
    add(signal::rfErrors, Scope::Input, 1e-12, MetricKind::Gauge, made.rfErrors);
    add(signal::pathNoData, Scope::Path, 1, MetricKind::State, made.pathNoData);
    add(signal::pathStreamStopped, Scope::Path, 1, MetricKind::State, made.pathStreamStopped);
    add(signal::pathLatency, Scope::Path, 0.001, MetricKind::Gauge, made.pathLatency);
    add(signal::pathSkew, Scope::Path, 0.001, MetricKind::Gauge, made.pathSkew);
}

void AlarmDesk::setPlan(std::shared_ptr<const model::Plan> plan) {
    m_plan = std::move(plan);
    m_isTopologyOld = true;
}

void AlarmDesk::retire(std::size_t subject, base::Utc at) {
    std::vector<alarm::Change> changes;
    m_evaluator.retire(subject, at, changes);
    take(changes, at);
}

void AlarmDesk::observeContact(std::size_t index, const base::Timestamp& now) {
    m_now = now.utc;
    m_signals.updateContact(index, now);
    const fleet::NodeState& node = m_fleet.nodes()[index];
    NodeColumns& bound = columns(index);
    if (!bound.contactBinding) {
        alarm::SubjectFacts facts;
        facts.key = {model::Scope::Node, node.endpoint, ""};
        m_rows.node(index).subject = subjectOf(facts);
        bound.contactBinding =
            m_evaluator.bind(node.endpoint + "#contact", {{*m_rows.node(index).subject}, {}, {}});
    }
    const alarm::SignalColumn column{signal::noContact, model::Scope::Node, 1,
                                     model::MetricKind::State, m_signals.of(index).noContact};
    std::vector<alarm::Change> changes;
    const bool isMissing = m_signals.of(index).noContact[0].raw == model::state::ContentPresent;
    if (isMissing && !bound.isMissing && node.noContactSince && *node.noContactSince < now.utc) {
        // It has been missing since its last sign of life, which was before anybody noticed.
        m_evaluator.evaluate(*bound.contactBinding, *node.noContactSince, {&column, 1}, changes);
    }
    bound.isMissing = isMissing;
    m_evaluator.evaluate(*bound.contactBinding, now.utc, {&column, 1}, changes);
    take(changes, now.utc);
    if (node.isInContact()) {
        giveUp(index, false, now.utc);
    } else if (node.noContactSince && now.utc - *node.noContactSince >= giveUpAfter) {
        giveUp(index, true, now.utc);
    }
}

void AlarmDesk::giveUp(std::size_t index, bool isGivenUp, base::Utc now) {
    NodeColumns& bound = columns(index);
    if (bound.isGivenUp == isGivenUp) {
        return;
    }
    bound.isGivenUp = isGivenUp;
    const NodeRow& node = m_rows.node(index);
    const auto tell = [&](const std::optional<std::size_t>& subject) {
        if (subject) {
            m_book.suppress(m_evaluator.factsOf(*subject).key, alarm::Suppression::ParentFailed,
                            isGivenUp, now);
        }
    };
    for (const std::size_t number : node.inputs) {
        tell(m_rows.inputs[number].subject);
    }
    for (const std::size_t number : node.paths) {
        tell(m_rows.paths[number].subject);
    }
}

void AlarmDesk::observeTick(std::size_t index, const model::Tick& tick, base::Utc now) {
    m_now = now;
    NodeColumns& bound = columns(index);
    if (!bound.binding) {
        return;
    }
    m_signals.updateTick(index, tick.utc);
    const std::int64_t second = base::toSeconds(tick.utc);
    std::vector<alarm::Change> changes;
    if (second != bound.lastSecond) {
        bound.lastSecond = second;
        m_learning.update(index, tick.utc);
        m_evaluator.evaluate(*bound.binding, tick.utc, bound.all, changes);
    } else {
        // Delays run on once a second; what this tick brought is looked at now.
        std::vector<alarm::SignalColumn> fresh;
        for (std::size_t i = 0; i < bound.all.size(); ++i) {
            const auto& metric = bound.metrics[i];
            const bool isIn =
                !metric ||
                std::any_of(tick.blocks.begin(), tick.blocks.end(), [&](const auto& block) {
                    return std::any_of(block.columns.begin(), block.columns.end(),
                                       [&](const auto& c) { return c.metric == *metric; });
                });
            if (isIn) {
                fresh.push_back(bound.all[i]);
            }
        }
        m_evaluator.evaluate(*bound.binding, tick.utc, fresh, changes);
    }
    take(changes, now);
    if (m_book.revision() != m_correlatedRevision &&
        (!m_correlatedAt || now - *m_correlatedAt >= correlateEvery)) {
        correlate(now);
    }
}

void AlarmDesk::interrupt(std::size_t node) {
    if (columns(node).binding) {
        m_evaluator.interrupt(*columns(node).binding);
    }
    m_learning.interrupt(node);
}

void AlarmDesk::setOnSchedule(std::size_t path, bool isOnSchedule, base::Utc now) {
    if (m_isOffSchedule.size() <= path) {
        m_isOffSchedule.resize(path + 1);
    }
    if (m_isOffSchedule[path] != !isOnSchedule) {
        m_isOffSchedule[path] = !isOnSchedule;
        const PathRow& row = m_rows.paths[path];
        m_book.suppress({model::Scope::Path, row.ref.nodeId, row.ref.pathId},
                        alarm::Suppression::OffAir, !isOnSchedule, now);
    }
}

bool AlarmDesk::isOnSchedule(std::size_t path) const {
    return path >= m_isOffSchedule.size() || m_isOffSchedule[path] != true;
}

void AlarmDesk::take(std::vector<alarm::Change>& changes, base::Utc at) {
    for (const alarm::Change& change : changes) {
        m_book.apply(change, m_evaluator.factsOf(change.subject), m_rules->rules[change.rule], at);
    }
    changes.clear();
}

void AlarmDesk::noteBegin(base::Utc now) {
    m_hasBegun = true;
    if (m_lastEntry == 0) {
        return; // nothing was there before
    }
    alarm::Record record;
    record.kind = alarm::RecordKind::Restarted;
    record.at = now;
    record.text = m_rules->source + " " + m_rules->revision;
    m_book.note(std::move(record));
}

bool AlarmDesk::advance(base::Utc now) {
    m_now = now;
    const std::uint64_t before = revision();
    if (!m_hasBegun) {
        noteBegin(now);
    }
    m_book.advance(now);
    dropOrphans(now);
    if (m_book.revision() != m_correlatedRevision || !m_correlator.incidents().empty() ||
        m_isTopologyOld) {
        correlate(now);
    }
    return revision() != before;
}

void AlarmDesk::dropOrphans(base::Utc now) {
    if (m_awaited.empty()) {
        return;
    }
    m_awaitedSince = m_awaitedSince.value_or(now);
    if (now - *m_awaitedSince < awaitOrphans) {
        return;
    }
    // Those of a node that is configured and silent stay: that it is silent does not mend them.
    std::vector<alarm::Change> changes;
    const auto awaited = std::exchange(m_awaited, {});
    for (const auto& [key, alarms] : awaited) {
        const auto node = m_fleet.findNode(key.nodeId);
        const bool isConfigured =
            node || std::any_of(m_fleet.nodes().begin(), m_fleet.nodes().end(),
                                [](const auto& n) { return !n.description; });
        if (isConfigured && (!node || !m_fleet.nodes()[*node].isInContact())) {
            m_awaited[key] = alarms;
            continue;
        }
        alarm::SubjectFacts facts;
        facts.key = key;
        const std::size_t subject = m_evaluator.subject(facts);
        for (const alarm::Alarm& known : alarms) {
            restoreAlarm(subject, known);
        }
        m_evaluator.retire(subject, now, changes);
        take(changes, now);
    }
}

base::Result<std::uint64_t> AlarmDesk::act(const alarm::Action& action, base::Utc now) {
    m_now = now;
    auto done = m_book.act(action, now);
    correlate(now);
    return done;
}

alarm::RuleChanges AlarmDesk::setRules(alarm::RuleSetPtr rules, base::Utc now) {
    m_now = now;
    std::vector<alarm::Change> changes;
    const alarm::RuleSetPtr before = m_rules;
    const alarm::RuleChanges told = m_evaluator.setRules(rules, now, changes);
    // What the old rules had is cleared under the old rules' names.
    for (const alarm::Change& change : changes) {
        const auto& of = change.because == alarm::Change::Because::RuleGone ? before : rules;
        m_book.apply(change, m_evaluator.factsOf(change.subject), of->rules[change.rule], now);
    }
    m_rules = std::move(rules);
    m_learning.setRules(*m_rules);
    for (std::size_t node = 0; node < m_fleet.nodes().size(); ++node) {
        if (m_fleet.nodes()[node].description) {
            bind(node, *m_plan, now);
        }
    }
    alarm::Record record;
    record.kind = alarm::RecordKind::RulesLoaded;
    record.at = now;
    record.text = m_rules->source + " " + m_rules->revision;
    const std::pair<const char*, const std::vector<std::string>*> parts[] = {
        {"added", &told.added}, {"removed", &told.removed}, {"changed", &told.changed}};
    for (const auto& [word, ids] : parts) {
        if (!ids->empty()) {
            record.text += std::string("; ") + word + ":";
            for (const std::string& id : *ids) {
                record.text += " " + id;
            }
        }
    }
    m_book.note(std::move(record));
    ++m_revision;
    correlate(now);
    return told;
}

void AlarmDesk::noteRefused(const std::string& reason, base::Utc now) {
    alarm::Record record;
    record.kind = alarm::RecordKind::RulesRefused;
    record.at = now;
    record.text = reason;
    m_book.note(std::move(record));
}

alarm::Explanation AlarmDesk::explain(const alarm::Subject& subject, const std::string& ruleId,
                                      base::Utc now) const {
    for (std::size_t number = 0; number < m_evaluator.subjects(); ++number) {
        if (m_evaluator.factsOf(number).key == subject) {
            return m_evaluator.explain(number, ruleId, now);
        }
    }
    alarm::Explanation none;
    none.verdict = alarm::Explanation::Verdict::NotForSubject;
    none.ruleId = ruleId;
    return none;
}

journal::Restored AlarmDesk::kept() const {
    journal::Restored state;
    state.book = m_book.state();
    for (const auto& [id, incident] : m_correlator.incidents()) {
        state.incidents.push_back(incident);
    }
    state.lastIncidentId = m_correlator.lastId();
    state.lastEntry = m_lastEntry;
    return state;
}

alarm::Performance AlarmDesk::performance(base::Utc now) const {
    return m_performance.performance(m_book.alarms(), now);
}

} // namespace vigie::engine
