// SPDX-License-Identifier: GPL-3.0-or-later
//
// What operators do. Each action first finds out whether it can do anything; a refusal leaves only
// its record.
#include <algorithm>
#include <string>
#include <utility>

#include "core/alarm/bookimpl.h"

namespace vigie::alarm {

namespace {

bool isBlank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

Override placeOf(const Subject& subject, const std::string& ruleId, bool isMaintenance) {
    Override over;
    over.subject = subject;
    over.ruleId = ruleId;
    over.isMaintenance = isMaintenance;
    return over;
}

} // namespace

base::Result<std::uint64_t> Book::Impl::act(const Action& action, base::Utc at) {
    m_running = Running{m_lastActionId + 1, action.operatorName, {}};
    if (action.kind == ActionKind::SignOff && action.operatorName.empty()) {
        m_running->operatorName = m_operatorName;
    }
    std::vector<Override> overridesBefore = m_overrides;
    if (Refusal refusal = perform(action, at)) {
        m_running->actionId = 0;
        Record record;
        record.at = at;
        record.kind = RecordKind::Refused;
        record.alarmId = action.alarmIds.size() == 1 ? action.alarmIds.front() : 0;
        record.incidentId = action.incidentIds.size() == 1 ? action.incidentIds.front() : 0;
        record.ruleId = action.ruleId;
        if (action.subject) {
            record.subject = *action.subject;
        }
        record.text = *refusal;
        record.isAnnunciated = false;
        log(std::move(record));
        m_running.reset();
        return base::failure(*std::move(refusal));
    }
    ++m_lastActionId;
    finish(action, std::move(overridesBefore));
    m_running.reset();
    boundWaiting(at);
    return m_lastActionId;
}

Book::Impl::Refusal Book::Impl::perform(const Action& action, base::Utc at) {
    if (action.kind != ActionKind::SignOff && isBlank(action.operatorName)) {
        return "Sign on first: every action carries the name of an operator.";
    }
    if (action.text.size() > longestText || action.operatorName.size() > longestText) {
        return "The text is too long; 2,000 bytes are the most.";
    }
    switch (action.kind) {
    case ActionKind::Acknowledge:
    case ActionKind::Reset:
    case ActionKind::Shelve:
    case ActionKind::ShelveOneShot:
    case ActionKind::Unshelve:
    case ActionKind::Comment:
    case ActionKind::Assign:
        return performOnAlarms(action, at);
    case ActionKind::OutOfService:
        return takeOutOfService(action, at);
    case ActionKind::ReturnToService:
        return returnToService(action, at);
    case ActionKind::BeginMaintenance:
        return beginMaintenance(action, at);
    case ActionKind::EndMaintenance:
        return endMaintenance(action, at);
    case ActionKind::Undo:
        return undo(action, at);
    case ActionKind::SignOn:
        return signOn(action, at);
    case ActionKind::SignOff:
        return signOff(at);
    case ActionKind::HandOver:
        return handOver(action, at);
    case ActionKind::Mute:
        return mute(action, at);
    }
    return "This action is not known.";
}

Book::Impl::Ids Book::Impl::targetsOf(const Action& action) const {
    Ids targets;
    for (const std::uint64_t id : action.alarmIds) {
        if (m_alarms.contains(id)) {
            targets.insert(id);
        }
    }
    if (!action.incidentIds.empty()) {
        const Ids incidents(action.incidentIds.begin(), action.incidentIds.end());
        for (const auto& [id, alarm] : m_alarms) {
            if (alarm.incidentId != 0 && incidents.contains(alarm.incidentId)) {
                targets.insert(id);
            }
        }
    }
    return targets;
}

Book::Impl::Refusal Book::Impl::performOnAlarms(const Action& action, base::Utc at) {
    const Ids targets = targetsOf(action);
    if (targets.empty()) {
        return action.alarmIds.empty() && action.incidentIds.empty()
                   ? "Choose an alarm first."
                   : "No such alarm: it has left the book, or never was in it.";
    }
    const auto only = [&](auto&& isFit) {
        Ids fit;
        std::copy_if(targets.begin(), targets.end(), std::inserter(fit, fit.end()),
                     [&](std::uint64_t id) { return isFit(m_alarms.at(id)); });
        return fit;
    };
    switch (action.kind) {
    case ActionKind::Acknowledge: {
        const Ids fit = only([](const Alarm& alarm) { return alarm.isUnacknowledged(); });
        if (fit.empty()) {
            return "There is nothing to acknowledge: it is acknowledged already.";
        }
        for (const std::uint64_t id : fit) {
            change(id, [&](Alarm& alarm) {
                alarm.state = alarm.state == AlarmState::Active ? AlarmState::Acknowledged
                              : alarm.state == AlarmState::Returned
                                  ? AlarmState::Normal
                                  : AlarmState::LatchedAcknowledged;
                alarm.acknowledgedBy = action.operatorName;
                alarm.acknowledgedAt = at;
            });
            log(RecordKind::Acknowledged, m_alarms.at(id), at, action.text);
            if (m_alarms.at(id).state == AlarmState::Normal) {
                close(id, at);
            }
        }
        return {};
    }
    case ActionKind::Reset: {
        const Ids fit =
            only([](const Alarm& alarm) { return alarm.state == AlarmState::LatchedAcknowledged; });
        if (fit.empty()) {
            const Ids unseen = only([](const Alarm& alarm) {
                return alarm.state == AlarmState::LatchedUnacknowledged;
            });
            return unseen.empty()
                       ? "There is nothing to reset: it is not latched, or still present."
                       : "Acknowledge it first, then reset it.";
        }
        for (const std::uint64_t id : fit) {
            change(id, [](Alarm& alarm) { alarm.state = AlarmState::Normal; });
            log(RecordKind::Reset, m_alarms.at(id), at, action.text);
            // Under a shelf it stays, so that the shelf still holds if it comes back.
            if (!m_alarms.at(id).shelf) {
                close(id, at);
            }
        }
        return {};
    }
    case ActionKind::Shelve:
    case ActionKind::ShelveOneShot:
        return shelve(action, targets, at);
    case ActionKind::Unshelve: {
        const Ids fit = only([](const Alarm& alarm) { return alarm.shelf.has_value(); });
        if (fit.empty()) {
            return "It is not shelved.";
        }
        for (const std::uint64_t id : fit) {
            endShelf(id, RecordKind::Unshelved, at, action.text);
        }
        return {};
    }
    case ActionKind::Comment:
        if (isBlank(action.text)) {
            return "The comment is empty.";
        }
        for (const std::uint64_t id : targets) {
            change(id, [&](Alarm& alarm) { alarm.comment = action.text; });
            log(RecordKind::Commented, m_alarms.at(id), at, action.text);
        }
        return {};
    case ActionKind::Assign: {
        const Ids fit = only([&](const Alarm& alarm) { return alarm.assignedTo != action.text; });
        if (fit.empty()) {
            return action.text.empty() ? "It is assigned to nobody already."
                                       : "It is assigned to " + action.text + " already.";
        }
        for (const std::uint64_t id : fit) {
            change(id, [&](Alarm& alarm) { alarm.assignedTo = action.text; });
            log(RecordKind::Assigned, m_alarms.at(id), at, action.text);
        }
        return {};
    }
    default: // perform() sends no others here
        return "This action is not one on alarms.";
    }
}

Book::Impl::Refusal Book::Impl::shelve(const Action& action, const Ids& targets, base::Utc at) {
    if (isBlank(action.text)) {
        return "Shelving needs a reason.";
    }
    if (!action.until || *action.until <= at || *action.until > at + longestShelf) {
        return "Shelving needs an end, at most 24 hours from now.";
    }
    const bool isOneShot = action.kind == ActionKind::ShelveOneShot;
    bool hasActed = false;
    for (const std::uint64_t id : targets) {
        // Once ends when the alarm returns: of what has returned there is no once.
        if (isOneShot && !m_alarms.at(id).isPresent()) {
            continue;
        }
        hasActed = true;
        change(id, [&](Alarm& alarm) {
            alarm.shelf = Shelf{isOneShot, *action.until, action.operatorName, action.text};
            if (alarm.state == AlarmState::Returned) {
                alarm.state = AlarmState::Normal;
            }
        });
        log(RecordKind::Shelved, m_alarms.at(id), at, action.text, action.until);
    }
    if (!hasActed) {
        return "It has returned already: it can be shelved for a time, not until it returns.";
    }
    return {};
}

Book::Impl::Refusal Book::Impl::takeOutOfService(const Action& action, base::Utc at) {
    if (action.until && *action.until <= at) {
        return "Out of service needs an end that is still to come, or none.";
    }
    std::vector<Override> wanted;
    if (action.subject) {
        wanted.push_back(placeOf(*action.subject, action.ruleId, false));
    }
    const Ids targets = targetsOf(action);
    for (const std::uint64_t id : targets) {
        wanted.push_back(placeOf(m_alarms.at(id).subject, m_alarms.at(id).ruleId, false));
    }
    if (wanted.empty()) {
        return action.alarmIds.empty() && action.incidentIds.empty()
                   ? "Choose what is to go out of service."
                   : "No such alarm: it has left the book, or never was in it.";
    }
    if (m_overrides.size() + wanted.size() > mostOverrides) {
        return "Too much is out of service or under maintenance already; 1,000 entries are the "
               "most.";
    }
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        wanted[i].until = action.until;
        wanted[i].operatorName = action.operatorName;
        wanted[i].reason = action.text;
        if (i == 0 && action.subject) {
            logOverride(RecordKind::OutOfService, wanted[i], at, action.text);
        }
        putOverride(wanted[i]);
    }
    const std::uint64_t before = m_lastRecord;
    coverAll(at, action.text);
    if (m_lastRecord == before && !action.subject) {
        // They were out of service already, and are now in another name or for another time.
        for (const Override& over : wanted) {
            logOverride(RecordKind::OutOfService, over, at, action.text);
        }
    }
    return {};
}

Book::Impl::Refusal Book::Impl::returnToService(const Action& action, base::Utc at) {
    const Ids targets = targetsOf(action);
    const auto isMeant = [&](const Override& over) {
        if (over.isMaintenance) {
            return false;
        }
        if (action.subject && over.subject == *action.subject &&
            (action.ruleId.empty() || over.ruleId == action.ruleId)) {
            return true;
        }
        return std::any_of(targets.begin(), targets.end(), [&](std::uint64_t id) {
            const Alarm& alarm = m_alarms.at(id);
            return over.subject == alarm.subject && over.ruleId == alarm.ruleId;
        });
    };
    std::vector<Override> kept;
    std::vector<Override> ended;
    for (const Override& over : m_overrides) {
        (isMeant(over) ? ended : kept).push_back(over);
    }
    if (ended.empty()) {
        const bool isCovered = std::any_of(targets.begin(), targets.end(), [&](std::uint64_t id) {
            return m_alarms.at(id).isOutOfService;
        });
        return isCovered ? "More than this alarm is out of service with it: return that to service."
                         : "It is not out of service.";
    }
    setOverrides(std::move(kept));
    for (const Override& over : ended) {
        if (action.subject && over.subject == *action.subject) {
            logOverride(RecordKind::ReturnedToService, over, at, action.text);
        }
    }
    const std::uint64_t before = m_lastRecord;
    coverAll(at, action.text);
    if (m_lastRecord == before && !action.subject) {
        // Something above them keeps them out of service.
        for (const Override& over : ended) {
            logOverride(RecordKind::ReturnedToService, over, at, action.text);
        }
    }
    return {};
}

Book::Impl::Refusal Book::Impl::beginMaintenance(const Action& action, base::Utc at) {
    if (!action.subject) {
        return "Choose what the maintenance is of.";
    }
    if (isBlank(action.text)) {
        return "Maintenance needs a reason.";
    }
    if (!action.until || *action.until <= at || *action.until > at + longestMaintenance) {
        return "Maintenance needs an end, at most 30 days from now.";
    }
    if (m_overrides.size() >= mostOverrides) {
        return "Too much is out of service or under maintenance already; 1,000 entries are the "
               "most.";
    }
    Override over = placeOf(*action.subject, action.ruleId, true);
    over.until = action.until;
    over.operatorName = action.operatorName;
    over.reason = action.text;
    logOverride(RecordKind::MaintenanceBegan, over, at, action.text);
    putOverride(std::move(over));
    coverAll(at, action.text);
    return {};
}

Book::Impl::Refusal Book::Impl::endMaintenance(const Action& action, base::Utc at) {
    std::vector<Override> kept;
    std::vector<Override> ended;
    for (const Override& over : m_overrides) {
        const bool isMeant = over.isMaintenance && action.subject &&
                             over.subject == *action.subject &&
                             (action.ruleId.empty() || over.ruleId == action.ruleId);
        (isMeant ? ended : kept).push_back(over);
    }
    if (ended.empty()) {
        return "It is not under maintenance of its own.";
    }
    setOverrides(std::move(kept));
    for (const Override& over : ended) {
        logOverride(RecordKind::MaintenanceEnded, over, at, action.text);
    }
    coverAll(at, action.text);
    return {};
}

void Book::Impl::setOperator(const std::string& name) {
    m_operatorName = name;
    m_commit.operatorName = name;
    ++m_revision;
}

namespace {

Record ofDesk(RecordKind kind, base::Utc at, std::string text = {}) {
    Record record;
    record.kind = kind;
    record.at = at;
    record.text = std::move(text);
    record.isAnnunciated = false;
    return record;
}

} // namespace

Book::Impl::Refusal Book::Impl::signOn(const Action& action, base::Utc at) {
    if (m_operatorName == action.operatorName) {
        return action.operatorName + " is signed on already.";
    }
    if (!m_operatorName.empty()) {
        m_running->operatorName = m_operatorName;
        log(ofDesk(RecordKind::SignedOff, at));
        m_running->operatorName = action.operatorName;
    }
    setOperator(action.operatorName);
    log(ofDesk(RecordKind::SignedOn, at));
    return {};
}

Book::Impl::Refusal Book::Impl::signOff(base::Utc at) {
    if (m_operatorName.empty()) {
        return "Nobody is signed on.";
    }
    log(ofDesk(RecordKind::SignedOff, at));
    setOperator({});
    return {};
}

Book::Impl::Refusal Book::Impl::handOver(const Action& action, base::Utc at) {
    if (action.operatorName != m_operatorName) {
        return "Only who is signed on can hand over.";
    }
    if (isBlank(action.text) || action.text == action.operatorName) {
        return "Say to whom the desk is handed over.";
    }
    log(ofDesk(RecordKind::HandedOver, at, action.text));
    for (const std::uint64_t incident : action.incidentIds) {
        Record read = ofDesk(RecordKind::HandedOver, at, action.text);
        read.incidentId = incident;
        log(std::move(read));
    }
    setOperator(action.text);
    return {};
}

Book::Impl::Refusal Book::Impl::mute(const Action& action, base::Utc at) {
    if (!action.until || *action.until <= at || *action.until > at + longestMute) {
        return "Sounds can be muted for at most 30 minutes.";
    }
    m_mutedUntil = action.until;
    m_commit.mutedUntil.emplace(m_mutedUntil);
    Record record = ofDesk(RecordKind::Muted, at, action.text);
    record.until = action.until;
    log(std::move(record));
    return {};
}

} // namespace vigie::alarm
