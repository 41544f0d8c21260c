// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/eventring.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace vigie::probe {

model::EventPtr EventRing::add(model::Event event) {
    const std::lock_guard lock(m_mutex);
    event.sequence = m_next++;
    auto kept = std::make_shared<const model::Event>(std::move(event));
    m_events.push_back(kept);
    if (m_events.size() > m_capacity) {
        m_events.pop_front();
    }
    return kept;
}

fleet::EventPage EventRing::after(std::uint64_t sequence, std::size_t most) const {
    const std::lock_guard lock(m_mutex);
    fleet::EventPage page;
    page.firstAvailable = m_events.empty() ? m_next : m_events.front()->sequence;
    const std::uint64_t from = std::max(sequence + 1, page.firstAvailable);
    for (std::uint64_t wanted = from; wanted < m_next && page.events.size() < most; ++wanted) {
        page.events.push_back(m_events[static_cast<std::size_t>(wanted - page.firstAvailable)]);
    }
    return page;
}

} // namespace vigie::probe
