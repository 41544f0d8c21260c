// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/backlog.h"

#include <utility>

namespace vigie::journal {

bool Backlog::push(Entry entry, std::function<void()> durable) {
    // While something is folded, everything is: an older form must not overwrite a newer one.
    if (m_folded || m_queue.size() + m_inHand >= m_bound) {
        fold(std::move(entry));
        return false;
    }
    m_counters.take(entry);
    m_queue.push_back({std::move(entry), m_counters, std::move(durable)});
    return true;
}

void Backlog::fold(Entry entry) {
    if (!m_folded) {
        m_folded.emplace();
        m_folded->before = m_counters;
    }
    m_counters.take(entry);
    ++m_foldedCount;
    Folded& all = *m_folded;
    for (alarm::Alarm& alarm : entry.commit.alarms) {
        const auto id = alarm.id;
        all.closed.erase(id);
        all.alarms.insert_or_assign(id, std::move(alarm));
    }
    for (const std::uint64_t id : entry.commit.closed) {
        all.alarms.erase(id);
        if (id <= all.before.alarm) {
            all.closed.insert(id);
        }
    }
    for (alarm::Incident& incident : entry.incidents) {
        const auto id = incident.id;
        all.incidents.insert_or_assign(id, std::move(incident));
    }
    for (const std::uint64_t id : entry.closedIncidents) {
        // One that came and went meanwhile goes the way of its records.
        if (id > all.before.incident) {
            all.incidents.erase(id);
        } else {
            all.closedIncidents.insert(id);
        }
    }
    alarm::Commit& rest = all.rest;
    if (entry.commit.overrides) {
        rest.overrides = std::move(entry.commit.overrides);
    }
    for (const auto& [subject, bits] : entry.commit.suppressed) {
        rest.suppressed[subject] = bits;
    }
    if (entry.commit.operatorName) {
        rest.operatorName = std::move(entry.commit.operatorName);
    }
    if (entry.commit.mutedUntil) {
        rest.mutedUntil = entry.commit.mutedUntil;
    }
}

Pending Backlog::unfold() {
    Folded all = *std::move(m_folded);
    m_folded.reset();
    Pending pending;
    pending.entry.number = m_counters.entry;
    pending.counters = m_counters;
    pending.entry.commit = std::move(all.rest);
    for (auto& [id, alarm] : all.alarms) {
        pending.entry.commit.alarms.push_back(std::move(alarm));
    }
    pending.entry.commit.closed.assign(all.closed.begin(), all.closed.end());
    for (auto& [id, incident] : all.incidents) {
        pending.entry.incidents.push_back(std::move(incident));
    }
    pending.entry.closedIncidents.assign(all.closedIncidents.begin(), all.closedIncidents.end());
    return pending;
}

std::vector<Pending> Backlog::take(std::size_t most) {
    std::vector<Pending> taken;
    if (m_queue.empty() && m_folded) {
        taken.push_back(unfold());
    }
    while (!m_queue.empty() && taken.size() < most) {
        taken.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    m_inHand += taken.size();
    return taken;
}

} // namespace vigie::journal
