// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alarm/book.h"

#include <utility>

#include "core/alarm/bookimpl.h"

namespace vigie::alarm {

Book::Book() : m_impl(std::make_unique<Impl>()) {}
Book::Book(BookState restored) : m_impl(std::make_unique<Impl>(std::move(restored))) {}
Book::~Book() = default;

void Book::apply(const Change& change, const SubjectFacts& facts, const Rule& rule, base::Utc at) {
    m_impl->apply(change, facts, rule, at);
}

base::Result<std::uint64_t> Book::act(const Action& action, base::Utc at) {
    return m_impl->act(action, at);
}

void Book::suppress(const Subject& subject, Suppression reason, bool isSuppressed, base::Utc at) {
    m_impl->suppress(subject, reason, isSuppressed, at);
}

void Book::advance(base::Utc at) {
    m_impl->advance(at);
}

void Book::setIncident(std::uint64_t alarmId, std::uint64_t incidentId) {
    m_impl->setIncident(alarmId, incidentId);
}

void Book::note(Record record) {
    m_impl->note(std::move(record));
}

const std::map<std::uint64_t, Alarm>& Book::alarms() const {
    return m_impl->alarms();
}

const Alarm* Book::find(const Subject& subject, std::string_view ruleId) const {
    return m_impl->find(subject, ruleId);
}

const std::vector<Override>& Book::overrides() const {
    return m_impl->overrides();
}

const std::string& Book::operatorName() const {
    return m_impl->operatorName();
}

std::optional<base::Utc> Book::mutedUntil() const {
    return m_impl->mutedUntil();
}

BookState Book::state() const {
    return m_impl->state();
}

Commit Book::takeCommit() {
    return m_impl->takeCommit();
}

std::uint64_t Book::revision() const {
    return m_impl->revision();
}

// The ledger: what every change goes through.

Book::Impl::Impl(BookState restored)
    : m_suppressed(std::move(restored.suppressed)), m_overrides(std::move(restored.overrides)),
      m_operatorName(std::move(restored.operatorName)), m_mutedUntil(restored.mutedUntil),
      m_lastAlarmId(restored.lastAlarmId), m_lastRecord(restored.lastRecord),
      m_lastActionId(restored.lastActionId) {
    for (Alarm& alarm : restored.alarms) {
        index(alarm);
        const auto id = alarm.id;
        m_alarms.insert_or_assign(id, std::move(alarm));
    }
}

const Alarm* Book::Impl::find(const Subject& subject, std::string_view ruleId) const {
    const auto it = m_byKey.find({subject, std::string(ruleId)});
    return it == m_byKey.end() ? nullptr : &m_alarms.at(it->second);
}

BookState Book::Impl::state() const {
    BookState state;
    state.alarms.reserve(m_alarms.size());
    for (const auto& [id, alarm] : m_alarms) {
        state.alarms.push_back(alarm);
    }
    state.overrides = m_overrides;
    state.suppressed = m_suppressed;
    state.operatorName = m_operatorName;
    state.mutedUntil = m_mutedUntil;
    state.lastAlarmId = m_lastAlarmId;
    state.lastRecord = m_lastRecord;
    state.lastActionId = m_lastActionId;
    return state;
}

Commit Book::Impl::takeCommit() {
    Commit taken = std::exchange(m_commit, {});
    taken.alarms.reserve(m_changed.size());
    for (const std::uint64_t id : m_changed) {
        taken.alarms.push_back(m_alarms.at(id));
    }
    taken.closed.assign(m_closed.begin(), m_closed.end());
    m_changed.clear();
    m_closed.clear();
    return taken;
}

void Book::Impl::log(RecordKind kind, const Alarm& alarm, base::Utc at, std::string text,
                     std::optional<base::Utc> until) {
    Record record;
    record.at = at;
    record.kind = kind;
    record.alarmId = alarm.id;
    record.incidentId = alarm.incidentId;
    record.ruleId = alarm.ruleId;
    record.subject = alarm.subject;
    record.feedId = alarm.feedId;
    record.regionId = alarm.regionId;
    record.severity = alarm.severity;
    record.state = alarm.state;
    record.value = alarm.value;
    record.limit = alarm.limit;
    record.until = until;
    record.text = std::move(text);
    record.isAnnunciated = alarm.isAnnunciated();
    log(std::move(record));
}

void Book::Impl::log(Record record) {
    if (m_running) {
        record.actionId = m_running->actionId;
        record.operatorName = m_running->operatorName;
    }
    record.sequence = ++m_lastRecord;
    m_commit.records.push_back(std::move(record));
    ++m_revision;
}

void Book::Impl::note(Record record) {
    log(std::move(record));
}

void Book::Impl::remember(const Alarm& alarm) {
    if (m_running) {
        m_running->before.try_emplace(alarm.id, alarm);
    }
}

void Book::Impl::insert(Alarm alarm) {
    const auto id = alarm.id;
    index(alarm);
    m_alarms.insert_or_assign(id, std::move(alarm));
    m_changed.insert(id);
    m_closed.erase(id);
    ++m_revision;
}

void Book::Impl::index(const Alarm& alarm) {
    m_byKey[{alarm.subject, alarm.ruleId}] = alarm.id;
    if (alarm.shelf) {
        m_shelved.insert(alarm.id);
    } else {
        m_shelved.erase(alarm.id);
    }
    if (alarm.state == AlarmState::Returned || alarm.state == AlarmState::LatchedUnacknowledged) {
        m_waiting.insert(alarm.id);
    } else {
        m_waiting.erase(alarm.id);
    }
}

void Book::Impl::close(std::uint64_t id, base::Utc at, std::string text) {
    const auto it = m_alarms.find(id);
    remember(it->second);
    log(RecordKind::Closed, it->second, at, std::move(text));
    m_byKey.erase({it->second.subject, it->second.ruleId});
    m_shelved.erase(id);
    m_waiting.erase(id);
    m_changed.erase(id);
    m_closed.insert(id);
    m_alarms.erase(it);
    ++m_revision;
}

void Book::Impl::boundWaiting(base::Utc at) {
    while (m_waiting.size() > mostWaiting) {
        close(*m_waiting.begin(), at, "not seen; more than 5,000 waited to be acknowledged");
    }
}

void Book::Impl::setIncident(std::uint64_t alarmId, std::uint64_t incidentId) {
    const auto it = m_alarms.find(alarmId);
    if (it != m_alarms.end() && it->second.incidentId != incidentId) {
        change(alarmId, [&](Alarm& alarm) { alarm.incidentId = incidentId; });
    }
}

} // namespace vigie::alarm
