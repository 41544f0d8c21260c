// SPDX-License-Identifier: GPL-3.0-or-later
//
// The transitions of ISA-18.2 / IEC 62682 that the process causes; docs/alarms.md has the table.
#include <string>

#include "core/alarm/bookimpl.h"

namespace vigie::alarm {

namespace {

std::string textOf(Change::Because because) {
    switch (because) {
    case Change::Because::Condition:
        return {};
    case Change::Because::Unknown:
        return "no longer known";
    case Change::Because::RuleGone:
        return "rule removed";
    case Change::Because::SubjectGone:
        return "no longer there";
    case Change::Because::Explained:
        return "explained by another alarm";
    }
    return {};
}

void unacknowledge(Alarm& alarm) {
    alarm.acknowledgedBy.clear();
    alarm.acknowledgedAt.reset();
}

void describe(Alarm& alarm, const SubjectFacts& facts, const Rule& rule) {
    alarm.kind = rule.kind;
    alarm.isLatching = rule.isLatched;
    alarm.isOnAirOnly = rule.isOnAirOnly;
    alarm.feedId = facts.feedId;
    alarm.regionId = facts.regionId;
    alarm.parentInputId = facts.key.scope == model::Scope::Path ? facts.inputId : std::string();
}

bool isLatched(const Alarm& alarm) {
    return alarm.state == AlarmState::LatchedUnacknowledged ||
           alarm.state == AlarmState::LatchedAcknowledged;
}

} // namespace

void Book::Impl::apply(const Change& change, const SubjectFacts& facts, const Rule& rule,
                       base::Utc at) {
    const auto it = m_byKey.find({facts.key, rule.id});
    if (change.what == Change::What::Cleared) {
        if (it != m_byKey.end() && m_alarms.at(it->second).isPresent()) {
            clear(it->second, change, at);
        }
        return;
    }
    // A change of severity of what is not here, or is gone, is a fault that must not be lost; a
    // second raise of what is present (after a restart or a reload) must not be a second alarm.
    if (it == m_byKey.end()) {
        raise(change, facts, rule, at);
    } else if (!m_alarms.at(it->second).isPresent()) {
        raiseAgain(it->second, change, facts, rule, at);
    } else {
        changeSeverity(it->second, change, at);
    }
}

void Book::Impl::raise(const Change& change, const SubjectFacts& facts, const Rule& rule,
                       base::Utc at) {
    Alarm alarm;
    alarm.id = ++m_lastAlarmId;
    alarm.ruleId = rule.id;
    alarm.subject = facts.key;
    alarm.severity = change.severity;
    alarm.since = change.since;
    alarm.value = change.value;
    alarm.limit = change.limit;
    describe(alarm, facts, rule);
    alarm.suppressed = suppressionOf(alarm);
    alarm.isOutOfService = isOutOfService(alarm);
    const auto id = alarm.id;
    insert(std::move(alarm));
    log(RecordKind::Raised, m_alarms.at(id), at);
}

void Book::Impl::raiseAgain(std::uint64_t id, const Change& change, const SubjectFacts& facts,
                            const Rule& rule, base::Utc at) {
    this->change(id, [&](Alarm& alarm) {
        describe(alarm, facts, rule);
        alarm.state = AlarmState::Active;
        alarm.severity = change.severity;
        alarm.since = change.since;
        alarm.cleared.reset();
        alarm.value = change.value;
        alarm.limit = change.limit;
        ++alarm.occurrences;
        alarm.suppressed = suppressionOf(alarm); // the rule may be another since
        unacknowledge(alarm);
    });
    log(RecordKind::RaisedAgain, m_alarms.at(id), at);
}

void Book::Impl::changeSeverity(std::uint64_t id, const Change& change, base::Utc at) {
    const Alarm& now = m_alarms.at(id);
    if (now.severity == change.severity) {
        return;
    }
    // An acknowledgement must not hide that it got worse.
    const bool isNews = change.severity > now.severity && now.state == AlarmState::Acknowledged;
    this->change(id, [&](Alarm& alarm) {
        alarm.severity = change.severity;
        alarm.value = change.value;
        alarm.limit = change.limit;
        if (isNews) {
            alarm.state = AlarmState::Active;
            unacknowledge(alarm);
        }
    });
    log(RecordKind::SeverityChanged, m_alarms.at(id), at);
    if (isNews) {
        log(RecordKind::Unacknowledged, m_alarms.at(id), at, "severity rose");
    }
}

void Book::Impl::clear(std::uint64_t id, const Change& change, base::Utc at) {
    const bool isLatching =
        m_alarms.at(id).isLatching && change.because != Change::Because::RuleGone;
    const bool isShelved = m_alarms.at(id).shelf.has_value();
    const bool isHidden = !m_alarms.at(id).isAnnunciated();
    const bool isSeen = m_alarms.at(id).state == AlarmState::Acknowledged;
    this->change(id, [&](Alarm& alarm) {
        alarm.cleared = change.since;
        if (isLatching) {
            alarm.state =
                isSeen ? AlarmState::LatchedAcknowledged : AlarmState::LatchedUnacknowledged;
        } else {
            // Nobody waits for what is hidden to be seen.
            alarm.state = isSeen || isHidden ? AlarmState::Normal : AlarmState::Returned;
        }
    });
    log(isLatching ? RecordKind::Latched : RecordKind::Cleared, m_alarms.at(id), at,
        textOf(change.because));
    if (change.value) {
        m_commit.records.back().value = change.value;
    }
    m_commit.records.back().isAnnunciated = !isHidden;
    if (isShelved) {
        if (m_alarms.at(id).shelf->isOneShot) {
            endShelf(id, RecordKind::ShelfEnded, at, "returned");
        }
    } else if (m_alarms.at(id).state == AlarmState::Normal) {
        close(id, at, textOf(change.because));
    }
    boundWaiting(at);
}

void Book::Impl::surface(std::uint64_t id, base::Utc at) {
    const Alarm& now = m_alarms.at(id);
    if (now.isPresent()) {
        if (now.state == AlarmState::Acknowledged) {
            change(id, [](Alarm& alarm) {
                alarm.state = AlarmState::Active;
                unacknowledge(alarm);
            });
            log(RecordKind::Unacknowledged, m_alarms.at(id), at, "no longer hidden");
        }
        return;
    }
    if (isLatched(now)) {
        // Latched: only a reset lets it go, and whoever comes back to it has to see it first.
        if (now.state == AlarmState::LatchedAcknowledged) {
            change(id, [](Alarm& alarm) {
                alarm.state = AlarmState::LatchedUnacknowledged;
                unacknowledge(alarm);
            });
            log(RecordKind::Unacknowledged, m_alarms.at(id), at, "no longer hidden");
            boundWaiting(at);
        }
        return;
    }
    if (!now.shelf) {
        close(id, at, "gone while hidden");
    }
}

} // namespace vigie::alarm
