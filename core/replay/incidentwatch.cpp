// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/incidentwatch.h"

#include <algorithm>

#include "core/replay/recordingname.h"

namespace vigie::replay {
namespace {

/// Ids begin anew where a desk's state was thrown away: further apart it is another incident.
constexpr std::chrono::hours sameIncident{12};

} // namespace

void IncidentWatch::know(const std::string& name, bool isRunning) {
    const auto incident = incidentOfName(name);
    if (!incident) {
        return;
    }
    const auto known = m_kept.find(incident->id);
    if (known == m_kept.end() || known->second.began < incident->began || isRunning) {
        m_kept.insert_or_assign(incident->id, Kept{name, incident->began, isRunning, std::nullopt});
    }
}

void IncidentWatch::forget(const std::string& name) {
    for (auto& [id, kept] : m_kept) {
        if (kept.name == name) {
            kept.isRunning = false;
        }
    }
}

IncidentWatch::Change IncidentWatch::follow(const engine::Snapshot& snapshot) {
    Change change;
    const base::Utc now = snapshot.now;
    auto running = static_cast<std::size_t>(std::count_if(
        m_kept.begin(), m_kept.end(), [](const auto& kept) { return kept.second.isRunning; }));
    for (auto& [id, kept] : m_kept) {
        if (!kept.isRunning) {
            continue;
        }
        const alarm::Incident* incident = snapshot.findIncident(id);
        if (incident != nullptr) {
            kept.ended = incident->ended;
        } else if (!kept.ended) {
            kept.ended = now; // it left the book
        }
        const base::Utc latest = kept.began + longest;
        base::Utc until = kept.ended ? *kept.ended + m_options.after : latest;
        until = std::min(until, latest);
        if (now >= until) {
            kept.isRunning = false;
            --running;
            change.ends.push_back({kept.name, until});
        }
    }
    if (m_options.least == alarm::Severity::None) {
        return change;
    }
    for (const alarm::Incident& incident : snapshot.incidents) {
        const auto known = m_kept.find(incident.id);
        const bool isKnown =
            known != m_kept.end() &&
            (known->second.isRunning || (known->second.began < incident.since + sameIncident &&
                                         incident.since < known->second.began + sameIncident));
        if (isKnown || incident.severity < m_options.least || running >= mostAtOnce ||
            now - incident.since > longest ||
            (incident.ended && now >= *incident.ended + m_options.after)) {
            continue;
        }
        const std::string name = incidentName(incident.id, incident.since);
        m_kept.insert_or_assign(incident.id, Kept{name, incident.since, true, incident.ended});
        ++running;
        change.begins.push_back({incident.id, name, incident.since - m_options.before});
    }
    return change;
}

} // namespace vigie::replay
