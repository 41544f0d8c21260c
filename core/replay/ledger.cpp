// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/ledger.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/record/compress.h"
#include "core/replay/notes.h"

namespace vigie::replay {
namespace {

constexpr std::size_t printDigits = 16;

std::string hexOf(std::uint64_t number) {
    constexpr const char* alphabet = "0123456789abcdef";
    std::string hex(printDigits, '0');
    for (std::size_t i = hex.size(); i-- > 0; number >>= 4U) {
        hex[i] = alphabet[number & 15U];
    }
    return hex;
}

Raised raisedOf(const alarm::Alarm& known) {
    Raised raised;
    raised.ruleId = known.ruleId;
    raised.subject = known.subject;
    raised.feedId = known.feedId;
    raised.regionId = known.regionId;
    raised.kind = known.kind;
    raised.severity = known.severity;
    raised.since = known.since;
    raised.occurrences = known.occurrences;
    raised.isAnnunciated = known.isAnnunciated();
    raised.alarmId = known.id;
    raised.incidentId = known.incidentId;
    return raised;
}

} // namespace

void Ledger::begin(const engine::BeginState& state) {
    m_rules = state.rules;
    m_present.clear();
    m_newest.clear();
    m_occurrences.clear();
    m_open.clear();
    if (!state.restored) {
        return;
    }
    for (const alarm::Alarm& known : state.restored->book.alarms) {
        m_occurrences[known.id] = known.occurrences;
        if (known.isPresent()) {
            m_present[known.id] = m_alarms.size();
            m_newest[known.id] = m_alarms.size();
            m_alarms.push_back(raisedOf(known));
        }
    }
    for (const alarm::Incident& known : state.restored->incidents) {
        m_open[known.id] = m_incidents.size();
        m_incidents.push_back({known, known.since, known.ended});
    }
}

void Ledger::take(const journal::Entry& entry) {
    const std::string bytes = hexOf(m_print) + packEntry(entry);
    m_print = record::checksumOf(bytes);
    ++m_entries;
    for (const alarm::Record& record : entry.commit.records) {
        take(record);
    }
    for (const alarm::Alarm& known : entry.commit.alarms) {
        m_occurrences[known.id] = known.occurrences;
        const auto newest = m_newest.find(known.id);
        if (newest == m_newest.end()) {
            continue;
        }
        Raised& raised = m_alarms[newest->second];
        raised.kind = known.kind;
        raised.incidentId = known.incidentId == 0 ? raised.incidentId : known.incidentId;
        raised.isAnnunciated = raised.isAnnunciated || (known.isPresent() && known.isAnnunciated());
    }
    for (const alarm::Incident& known : entry.incidents) {
        Told& is = told(known.id, known.since);
        const auto worst = std::max(is.incident.severity, known.severity);
        is.incident = known;
        is.incident.severity = worst;
        is.closed = known.ended;
    }
    for (const std::uint64_t id : entry.closedIncidents) {
        if (const auto found = m_open.find(id); found != m_open.end()) {
            Told& is = m_incidents[found->second];
            is.closed = is.closed ? is.closed : m_at; // its alarms went to another
            m_open.erase(found);
        }
    }
}

void Ledger::take(const alarm::Record& record) {
    using Kind = alarm::RecordKind;
    m_at = record.at;
    switch (record.kind) {
    case Kind::Raised:
    case Kind::RaisedAgain: {
        const std::size_t number = m_alarms.size();
        Raised& raised = m_alarms.emplace_back();
        raised.ruleId = record.ruleId;
        raised.subject = record.subject;
        raised.feedId = record.feedId;
        raised.regionId = record.regionId;
        raised.severity = record.severity;
        raised.since = record.at;
        raised.isAnnunciated = record.isAnnunciated;
        raised.alarmId = record.alarmId;
        raised.incidentId = record.incidentId;
        const auto* rule = m_rules ? m_rules->find(record.ruleId) : nullptr;
        raised.kind = rule != nullptr ? rule->kind : alarm::FaultKind::Other;
        raised.occurrences = ++m_occurrences[record.alarmId];
        m_present[record.alarmId] = number;
        m_newest[record.alarmId] = number;
        break;
    }
    case Kind::SeverityChanged:
        if (const auto found = m_present.find(record.alarmId); found != m_present.end()) {
            Raised& raised = m_alarms[found->second];
            raised.severity = std::max(raised.severity, record.severity);
        }
        break;
    case Kind::Cleared:
    case Kind::Latched:
    case Kind::Closed:
        if (const auto found = m_present.find(record.alarmId); found != m_present.end()) {
            m_alarms[found->second].cleared = record.at;
            m_present.erase(found);
        }
        if (record.kind == Kind::Closed) {
            m_occurrences.erase(record.alarmId);
            m_newest.erase(record.alarmId);
        }
        break;
    case Kind::IncidentOpened:
        told(record.incidentId, record.at).opened = record.at;
        break;
    default:
        break;
    }
}

Told& Ledger::told(std::uint64_t id, base::Utc opened) {
    const auto [found, isNew] = m_open.try_emplace(id, m_incidents.size());
    if (isNew) {
        Told& made = m_incidents.emplace_back();
        made.incident.id = id;
        made.opened = opened;
    }
    return m_incidents[found->second];
}

void Ledger::finish(RunReport& into) {
    into.alarms = std::move(m_alarms);
    into.incidents = std::move(m_incidents);
    into.fingerprint = hexOf(m_print) + "-" + std::to_string(m_entries);
}

} // namespace vigie::replay
