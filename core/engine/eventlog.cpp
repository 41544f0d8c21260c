// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventlog.h"

#include <algorithm>
#include <utility>

namespace vigie::engine {
namespace {

constexpr std::size_t mostPerNode = 10'000;

} // namespace

void EventLog::add(const std::string& nodeId, model::EventPtr event) {
    auto& entries = m_nodes[nodeId];
    entries.push_back({m_next++, std::move(event)});
    if (entries.size() > mostPerNode) {
        entries.pop_front();
    }
}

std::vector<LoggedEvent> EventLog::find(const std::string& nodeId, const std::string& subject,
                                        std::size_t most) const {
    struct Found {
        const std::string* node;
        const Entry* entry;
    };
    std::vector<Found> found;
    for (const auto& [id, entries] : m_nodes) {
        if (!nodeId.empty() && id != nodeId) {
            continue;
        }
        std::size_t taken = 0;
        for (auto entry = entries.rbegin(); entry != entries.rend() && taken < most; ++entry) {
            if (subject.empty() || entry->event->subject == subject) {
                found.push_back({&id, &*entry});
                ++taken;
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return std::pair(a.entry->event->utc, a.entry->number) >
               std::pair(b.entry->event->utc, b.entry->number);
    });
    found.resize(std::min(found.size(), most));
    std::vector<LoggedEvent> events;
    events.reserve(found.size());
    for (const Found& one : found) {
        events.push_back({*one.node, one.entry->event});
    }
    return events;
}

} // namespace vigie::engine
