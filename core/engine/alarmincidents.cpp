// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <utility>

#include "core/engine/alarmdesk.h"
#include "core/engine/shown.h"

namespace vigie::engine {
void AlarmDesk::rebuildTopology() {
    std::vector<model::NodeDescriptionPtr> described;
    for (const fleet::NodeState& node : m_fleet.nodes()) {
        if (node.description) {
            described.push_back(node.description);
        }
    }
    m_topology = std::make_shared<incident::Topology>(described, m_plan.get());
    m_correlator.setTopology(m_topology);
    m_isTopologyOld = false;
}

incident::RouteState AlarmDesk::stateOf(const incident::Route& route) const {
    const auto number = m_rows.findPath(route.path);
    if (!number) {
        return incident::RouteState::Unknown;
    }
    if (!isOnSchedule(*number)) {
        return incident::RouteState::OffAir;
    }
    const PathRow& path = m_rows.paths[*number];
    const fleet::NodeState& node = m_fleet.nodes()[path.node];
    if (!node.isInContact()) {
        return incident::RouteState::Unknown;
    }
    const std::vector<alarm::Fault> ofInput = inputFaultsOf(path);
    const bool isFaulty =
        (path.subject && m_evaluator.worst(*path.subject) >= alarm::Severity::Minor) ||
        std::any_of(ofInput.begin(), ofInput.end(), [](const alarm::Fault& fault) {
            return fault.severity >= alarm::Severity::Minor;
        });
    if (isFaulty) {
        return incident::RouteState::Faulty;
    }
    return m_signals.hasNoData(path) ? incident::RouteState::Good : incident::RouteState::Unknown;
}

void AlarmDesk::correlate(base::Utc now) {
    if (m_isTopologyOld) {
        rebuildTopology();
    }
    m_correlatedAt = now;
    std::vector<incident::RouteState> states;
    states.reserve(m_topology->routes().size());
    for (const incident::Route& route : m_topology->routes()) {
        states.push_back(stateOf(route));
    }
    std::vector<const alarm::Alarm*> shown;
    for (const auto& [id, known] : m_book.alarms()) {
        if (known.suppressed == 0 && !known.isOutOfService &&
            known.state != alarm::AlarmState::Normal) {
            shown.push_back(&known);
        }
    }
    const incident::Correlator::Update update = m_correlator.update(shown, states, now);
    for (const auto& [alarmId, incidentId] : update.joined) {
        m_book.setIncident(alarmId, incidentId);
    }
    const auto isIn = [](const std::vector<std::uint64_t>& ids, std::uint64_t id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
    };
    for (const std::uint64_t id : update.opened) {
        noteIncident(alarm::RecordKind::IncidentOpened, id, now);
    }
    for (const std::uint64_t id : update.changed) {
        const auto found = m_correlator.incidents().find(id);
        if (found == m_correlator.incidents().end()) {
            continue;
        }
        std::erase_if(m_entry.incidents, [id](const auto& i) { return i.id == id; });
        m_entry.incidents.push_back(found->second);
        const alarm::Incident& is = found->second;
        auto& told = m_told[id];
        const ToldIncident what{is.cause.hop, is.isNamed, is.severity};
        if (told != what && !isIn(update.opened, id)) {
            noteIncident(alarm::RecordKind::IncidentChanged, id, now);
        }
        told = what;
    }
    for (const std::uint64_t id : update.ended) {
        noteIncident(alarm::RecordKind::IncidentEnded, id, now);
        const auto found = m_correlator.incidents().find(id);
        if (found != m_correlator.incidents().end()) {
            std::erase_if(m_entry.incidents, [id](const auto& i) { return i.id == id; });
            m_entry.incidents.push_back(found->second);
        }
    }
    for (const std::uint64_t id : update.closed) {
        std::erase_if(m_entry.incidents, [id](const auto& i) { return i.id == id; });
        m_entry.closedIncidents.push_back(id);
        m_told.erase(id);
    }
    if (!update.isEmpty()) {
        ++m_revision;
    }
    m_correlatedRevision = m_book.revision();
}

void AlarmDesk::noteIncident(alarm::RecordKind kind, std::uint64_t id, base::Utc now) {
    alarm::Record record;
    record.kind = kind;
    record.at = now;
    record.incidentId = id;
    const auto found = m_correlator.incidents().find(id);
    if (found != m_correlator.incidents().end()) {
        const alarm::Incident& is = found->second;
        record.severity = is.severity;
        record.ruleId = is.ruleId;
        record.value = is.value;
        record.limit = is.limit;
        record.text = is.cause.hop.name.empty() ? is.cause.hop.id : is.cause.hop.name;
        if (!is.isNamed) {
            record.text += " (not certain)";
        }
        if (!is.alarms.empty()) {
            const auto first = m_book.alarms().find(is.alarms.front());
            if (first != m_book.alarms().end()) {
                record.subject = first->second.subject;
                record.feedId = first->second.feedId;
                record.regionId = first->second.regionId;
            }
        }
    }
    m_book.note(std::move(record));
}

AlarmStatus AlarmDesk::statusOf(const alarm::Alarm& known) const {
    std::string inputId;
    if (known.subject.scope == model::Scope::Path) {
        const auto path = m_rows.findPath({known.subject.nodeId, known.subject.id});
        inputId = path ? m_rows.paths[*path].info.inputId : "";
    } else if (known.subject.scope == model::Scope::Input) {
        inputId = known.subject.id;
    }
    AlarmStatus status = engine::statusOf(known, std::move(inputId), *m_rules);
    if (const alarm::Rule* rule = m_rules->find(known.ruleId)) {
        if (rule->measure == alarm::Measure::Departure ||
            rule->measure == alarm::Measure::Forecast) {
            status.usual = m_learning.usual(rule->signal,
                                            known.subject.nodeId + "/" + known.subject.id, m_now);
        }
    }
    return status;
}

void AlarmDesk::fill(Snapshot& into) const {
    into.alarms.reserve(m_book.alarms().size());
    for (const auto& [id, known] : m_book.alarms()) {
        into.alarms.push_back(statusOf(known));
    }
    showWorst(into.nodes, into.alarms);
    orderAlarms(into.alarms);
    for (const auto& [id, is] : m_correlator.incidents()) {
        into.incidents.push_back(is);
    }
    orderIncidents(into.incidents, into.alarms);
    into.rules = m_rules;
    into.overrides = m_book.overrides();
    into.operatorName = m_book.operatorName();
    into.mutedUntil = m_book.mutedUntil();
    into.isFlood = m_performance.isFlood(m_now);
    into.linesLast10Min = m_performance.linesWithin(std::chrono::minutes{10}, m_now);
}

journal::Entry AlarmDesk::takeEntry() {
    m_entry.commit = m_book.takeCommit();
    for (const alarm::Record& record : m_entry.commit.records) {
        m_performance.take(record);
    }
    if (m_entry.commit.isEmpty() && m_entry.incidents.empty() && m_entry.closedIncidents.empty()) {
        return {};
    }
    m_entry.number = ++m_lastEntry;
    return std::exchange(m_entry, {});
}

} // namespace vigie::engine
