// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

#include "core/fleet/provider.h"
#include "core/model/event.h"

namespace vigie::probe {

/// The newest events of a node, numbered from 1. Any thread.
class EventRing {
public:
    explicit EventRing(std::size_t capacity) : m_capacity(capacity) {}

    /// Numbers and keeps the event; the oldest makes room.
    model::EventPtr add(model::Event event);
    [[nodiscard]] fleet::EventPage after(std::uint64_t sequence, std::size_t most) const;

private:
    const std::size_t m_capacity;
    mutable std::mutex m_mutex;
    std::deque<model::EventPtr> m_events; // guarded by m_mutex
    std::uint64_t m_next = 1;             // guarded by m_mutex
};

} // namespace vigie::probe
