// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/outliner.h"

#include <algorithm>
#include <utility>

namespace vigie::replay {

void Outliner::begin(const engine::BeginState& state) {
    if (!state.restored) {
        return;
    }
    m_known.clear();
    for (const alarm::Incident& incident : state.restored->incidents) {
        m_known.insert_or_assign(incident.id, incident);
    }
}

void Outliner::take(const journal::Entry& entry, const base::Timestamp& at) {
    for (const alarm::Incident& incident : entry.incidents) {
        const auto known = m_known.find(incident.id);
        const bool isNews = known == m_known.end() || known->second.severity != incident.severity ||
                            known->second.ended.has_value() != incident.ended.has_value();
        m_known.insert_or_assign(incident.id, incident);
        if (isNews || m_news.contains(incident.id)) {
            m_news.insert_or_assign(incident.id, incident);
        }
    }
    for (const std::uint64_t id : entry.closedIncidents) {
        const auto known = m_known.find(id);
        if (known == m_known.end()) {
            continue;
        }
        if (!known->second.ended) { // it left the book before its end was told
            known->second.ended = at.utc;
            m_news.insert_or_assign(id, known->second);
        }
        m_known.erase(known);
    }
}

OutlinePoint Outliner::point(const engine::Snapshot& snapshot) {
    OutlinePoint point;
    point.at = snapshot.now;
    if (const auto percent = snapshot.world.minute.percent()) {
        point.health = static_cast<float>(*percent);
    }
    point.share = snapshot.share.now;
    for (const engine::AlarmStatus& alarm : snapshot.alarms) {
        if (!alarm.isAnnunciated()) {
            continue;
        }
        if (alarm.isPresent() || alarm.isUnacknowledged()) {
            point.worst = std::max(point.worst, alarm.severity);
        }
        point.unacknowledged += alarm.isUnacknowledged() ? 1 : 0;
    }
    point.nodes = static_cast<std::uint32_t>(snapshot.nodes.size());
    point.nodesInContact = static_cast<std::uint32_t>(
        std::count_if(snapshot.nodes.begin(), snapshot.nodes.end(),
                      [](const auto& node) { return node.contact == fleet::Contact::Connected; }));
    for (auto& [id, incident] : std::exchange(m_news, {})) {
        point.incidents.push_back(std::move(incident));
    }
    return point;
}

} // namespace vigie::replay
