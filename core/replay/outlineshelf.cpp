// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replay/outlineshelf.h"

#include <algorithm>
#include <utility>

namespace vigie::replay {
namespace {

constexpr std::size_t mostKept = 60'000;
/// One is due every ten seconds: beyond this, a stretch holds more than is kept.
constexpr std::chrono::seconds longest{10 * static_cast<std::int64_t>(mostKept)};
/// The newest minute of a recording that grows may not be whole yet.
constexpr std::chrono::seconds unsettled{60};

void merge(OutlinePoint& into, const OutlinePoint& later) {
    into.at = later.at;
    if (later.health) {
        into.health = std::min(into.health.value_or(*later.health), *later.health);
    }
    into.share = later.share;
    into.worst = std::max(into.worst, later.worst);
    into.unacknowledged = std::max(into.unacknowledged, later.unacknowledged);
    into.nodesInContact = std::min(into.nodesInContact, later.nodesInContact);
    into.nodes = std::max(into.nodes, later.nodes);
    for (const alarm::Incident& is : later.incidents) {
        std::erase_if(into.incidents, [&is](const auto& known) { return known.id == is.id; });
        into.incidents.push_back(is);
    }
}

} // namespace

void OutlineShelf::read(base::Utc from, base::Utc to) {
    for (const record::FoundNote& found : m_recording.outlines(from, to, 2 * mostKept)) {
        const Key key{found.note.at.utc, found.order};
        if (m_points.contains(key)) {
            continue;
        }
        if (auto point = readOutline(found.note.bytes)) {
            m_points.emplace(key, std::move(*point));
        }
    }
}

void OutlineShelf::load(base::Utc from, base::Utc to) {
    const record::RecordingInfo& info = m_recording.info();
    from = std::max(from, info.from);
    to = std::min(to, info.to);
    if (to < from) {
        return;
    }
    if (!m_loaded || to < m_loaded->first || from > m_loaded->second ||
        m_points.size() > mostKept) {
        m_points.clear();
        read(from, to);
        m_loaded = {from, to};
    } else {
        if (from < m_loaded->first) {
            read(from, m_loaded->first);
            m_loaded->first = from;
        }
        if (to > m_loaded->second) {
            read(m_loaded->second, to);
            m_loaded->second = to;
        }
    }
    const base::Utc settled = info.to - unsettled;
    if (!info.isComplete && m_loaded->second > settled) {
        m_loaded->second = std::max(m_loaded->first, settled);
    }
}

void OutlineShelf::visit(base::Utc from, base::Utc to, bool isBackward,
                         const std::function<bool(const OutlinePoint&)>& visit) {
    from = std::max(from, m_recording.info().from); // what was dropped is not shown
    if (to < from) {
        return;
    }
    load(from, to);
    const auto first = m_points.lower_bound({from, 0});
    const auto last = m_points.upper_bound({to, UINT64_MAX});
    if (isBackward) {
        for (auto at = last; at != first;) {
            if (!visit((--at)->second)) {
                return;
            }
        }
        return;
    }
    for (auto at = first; at != last; ++at) {
        if (!visit(at->second)) {
            return;
        }
    }
}

std::vector<OutlinePoint> OutlineShelf::points(base::Utc from, base::Utc to, std::size_t most) {
    std::vector<OutlinePoint> points;
    if (most == 0 || to < from) {
        return points;
    }
    if (std::min(to, m_recording.info().to) - std::max(from, m_recording.info().from) > longest) {
        for (const record::FoundNote& found :
             m_recording.outlines(from, to, std::min(most, mostKept))) {
            if (auto point = readOutline(found.note.bytes)) {
                points.push_back(std::move(*point));
            }
        }
        return points;
    }
    std::vector<const OutlinePoint*> all;
    visit(from, to, false, [&all](const OutlinePoint& point) {
        all.push_back(&point);
        return true;
    });
    const std::size_t count = std::min(most, all.size());
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t begin = i * all.size() / count;
        const std::size_t end = (i + 1) * all.size() / count;
        OutlinePoint& point = points.emplace_back(*all[begin]);
        for (std::size_t next = begin + 1; next < end; ++next) {
            merge(point, *all[next]);
        }
    }
    return points;
}

} // namespace vigie::replay
