// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/alarmtable.h"

#include <algorithm>
#include <utility>

namespace vigie::engine::legacy {
namespace {

constexpr std::size_t mostReturned = 1000;
constexpr std::chrono::seconds unknownHold{30};

static_assert(faultKinds <= 64, "Entry::kinds has a bit for each");

std::uint64_t bitOf(FaultKind kind) {
    return 1ull << static_cast<unsigned>(kind);
}

} // namespace

Table::Table(std::vector<Rule> rules) : m_rules(std::move(rules)) {
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        m_rulesOf[static_cast<std::size_t>(m_rules[i].kind)].push_back(
            static_cast<std::uint8_t>(i));
    }
}

std::size_t Table::subject(const Subject& subject) {
    const auto [found, isNew] = m_numbers.try_emplace(subject, m_subjects.size());
    if (isNew) {
        m_subjects.push_back({subject, 0, {}, {}});
    }
    return found->second;
}

bool Table::step(Slot& slot, std::optional<bool> isTrue, base::Utc at) const {
    if (!isTrue) {
        if (slot.phase == Phase::Pending) {
            return false;
        }
        slot.unknownSince = slot.unknownSince.value_or(at);
        return at - *slot.unknownSince < unknownHold;
    }
    slot.unknownSince.reset();
    const Rule& rule = m_rules[slot.rule];
    if (*isTrue) {
        if (slot.phase == Phase::Clearing ||
            (slot.phase == Phase::Pending && at - slot.phaseSince >= rule.onDelay)) {
            slot.phase = Phase::Raised;
            slot.phaseSince = at;
        }
        return true;
    }
    switch (slot.phase) {
    case Phase::Pending:
        return false;
    case Phase::Raised:
        slot.phase = Phase::Clearing;
        slot.phaseSince = at;
        return rule.offDelay.count() > 0;
    case Phase::Clearing:
        return at - slot.phaseSince < rule.offDelay;
    }
    return false;
}

void Table::observe(std::size_t subject, FaultKind kind, const Observation& observation,
                    base::Utc at) {
    Entry& entry = m_subjects[subject];
    const bool hasSlots = (entry.kinds & bitOf(kind)) != 0;
    bool isChanged = false;
    for (const std::uint8_t index : m_rulesOf[static_cast<std::size_t>(kind)]) {
        const Rule& rule = m_rules[index];
        auto slot = entry.steps.end();
        if (hasSlots) {
            slot = std::find_if(entry.steps.begin(), entry.steps.end(),
                                [index](const Slot& s) { return s.rule == index; });
        }
        const bool isRaised = slot != entry.steps.end() && slot->phase != Phase::Pending;
        const std::optional<bool> isTrue = holds(rule, observation, isRaised);
        if (slot == entry.steps.end()) {
            if (isTrue != true) {
                continue;
            }
            entry.steps.push_back({index, Phase::Pending, at, at, std::nullopt, {}});
            slot = entry.steps.end() - 1;
        }
        isChanged = true;
        if (!step(*slot, isTrue, at)) {
            entry.steps.erase(slot);
        } else if (isTrue == true) {
            slot->value = observation.value;
        }
    }
    if (isChanged) {
        publish(subject, kind, at);
    }
}

void Table::publish(std::size_t subject, FaultKind kind, base::Utc at) {
    Entry& entry = m_subjects[subject];
    const Slot* worst = nullptr;
    bool hasSlot = false;
    base::Utc since = base::Utc::max();
    for (const Slot& slot : entry.steps) {
        if (m_rules[slot.rule].kind != kind) {
            continue;
        }
        hasSlot = true;
        if (slot.phase == Phase::Pending) {
            continue;
        }
        since = std::min(since, slot.since);
        if (worst == nullptr || m_rules[slot.rule].severity > m_rules[worst->rule].severity) {
            worst = &slot;
        }
    }
    entry.kinds = hasSlot ? entry.kinds | bitOf(kind) : entry.kinds & ~bitOf(kind);
    if (worst == nullptr) {
        clear(entry, kind, at);
        return;
    }
    const Rule& rule = m_rules[worst->rule];
    const auto known = std::find_if(entry.alarms.begin(), entry.alarms.end(),
                                    [kind](const auto& pair) { return pair.first == kind; });
    const bool isNew = known == entry.alarms.end();
    const std::uint64_t id = isNew ? m_nextId++ : known->second;
    if (isNew) {
        entry.alarms.emplace_back(kind, id);
        m_alarms.emplace(id, Alarm{id, kind, Severity::None, AlarmState::Active, subject, since,
                                   std::nullopt, std::nullopt, std::nullopt});
    }
    Alarm& alarm = m_alarms.at(id);
    if (alarm.state == AlarmState::Returned) {
        --m_returnedCount;
        alarm.state = AlarmState::Active;
        alarm.cleared.reset();
        alarm.since = since;
        ++m_revision;
    }
    if (alarm.severity != rule.severity) {
        if (rule.severity > alarm.severity) {
            alarm.state = AlarmState::Active; // what was acknowledged was less than this
        }
        alarm.severity = rule.severity;
        ++m_revision;
    }
    if (alarm.value != worst->value) {
        alarm.value = worst->value;
        ++m_revision;
    }
    alarm.limit = rule.trigger == Trigger::Present ? std::nullopt : std::optional(rule.limit);
}

void Table::clear(Entry& entry, FaultKind kind, base::Utc at) {
    for (const auto& [alarmKind, id] : entry.alarms) {
        if (alarmKind != kind) {
            continue;
        }
        Alarm& alarm = m_alarms.at(id);
        if (alarm.state == AlarmState::Acknowledged) {
            drop(id);
            return;
        }
        if (alarm.state == AlarmState::Active) {
            alarm.state = AlarmState::Returned;
            alarm.cleared = at;
            ++m_returnedCount;
            ++m_revision;
            boundReturned();
        }
        return;
    }
}

void Table::boundReturned() {
    while (m_returnedCount > mostReturned) {
        const auto oldest =
            std::min_element(m_alarms.begin(), m_alarms.end(), [](const auto& a, const auto& b) {
                // What has not returned has no time: it sorts after everything.
                return a.second.cleared.value_or(base::Utc::max()) <
                       b.second.cleared.value_or(base::Utc::max());
            });
        drop(oldest->first);
    }
}

void Table::drop(std::uint64_t alarmId) {
    const auto found = m_alarms.find(alarmId);
    if (found->second.state == AlarmState::Returned) {
        --m_returnedCount;
    }
    auto& list = m_subjects[found->second.subject].alarms;
    std::erase_if(list, [alarmId](const auto& pair) { return pair.second == alarmId; });
    m_alarms.erase(found);
    ++m_revision;
}

void Table::retire(std::size_t subject, base::Utc at) {
    Entry& entry = m_subjects[subject];
    entry.steps.clear();
    entry.kinds = 0;
    const auto alarms = entry.alarms; // clear() may take from it
    for (const auto& [kind, id] : alarms) {
        clear(entry, kind, at);
    }
}

bool Table::acknowledge(std::uint64_t alarmId) {
    const auto found = m_alarms.find(alarmId);
    if (found == m_alarms.end()) {
        return false;
    }
    switch (found->second.state) {
    case AlarmState::Active:
        found->second.state = AlarmState::Acknowledged;
        ++m_revision;
        return true;
    case AlarmState::Returned:
        drop(alarmId);
        return true;
    case AlarmState::Acknowledged:
    default:
        return false;
    }
    return false;
}

std::vector<Fault> Table::faults(std::size_t subject) const {
    std::vector<Fault> faults;
    for (const Slot& slot : m_subjects[subject].steps) {
        if (slot.phase == Phase::Pending) {
            continue;
        }
        const Rule& rule = m_rules[slot.rule];
        const auto same = std::find_if(faults.begin(), faults.end(),
                                       [&rule](const Fault& f) { return f.kind == rule.kind; });
        if (same == faults.end()) {
            faults.push_back({rule.kind, rule.severity, slot.since, slot.value, {}});
        } else {
            same->since = std::min(same->since, slot.since);
            if (rule.severity > same->severity) {
                same->severity = rule.severity;
                same->value = slot.value;
            }
        }
    }
    std::stable_sort(faults.begin(), faults.end(),
                     [](const Fault& a, const Fault& b) { return a.severity > b.severity; });
    return faults;
}

} // namespace vigie::engine::legacy
