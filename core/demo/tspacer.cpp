// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/tspacer.h"

#include <algorithm>
#include <utility>

namespace vigie::demo {

TsPacer::TsPacer(Carousel carousel) : m_carousel(std::move(carousel)), m_ring(capacity) {}

void TsPacer::dropFront() {
    m_head = (m_head + 1) % capacity;
    --m_count;
}

void TsPacer::push(std::span<const std::byte> packets) {
    const std::lock_guard lock(m_mutex);
    for (; packets.size() >= packetSize; packets = packets.subspan(packetSize)) {
        if (m_count == capacity) {
            ++m_overflows;
            dropFront();
        }
        std::copy_n(packets.begin(), packetSize, m_ring[(m_head + m_count) % capacity].begin());
        ++m_count;
    }
}

std::optional<TsPacket> TsPacer::next(std::uint64_t tick, base::Utc now) {
    TsPacket packet = nullPacket;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isStarted) {
            if (m_count < prefill) {
                return std::nullopt;
            }
            m_isStarted = true;
        }
        if (m_debt > 0 && m_count > prefill / 2 && pidOf(front()) == nullPid) {
            dropFront();
            --m_debt;
        }
        if (m_count == 0) {
            ++m_debt;
            ++m_underruns;
        } else {
            packet = front();
            dropFront();
        }
    }
    if (pidOf(packet) == nullPid) {
        if (const auto table = m_carousel.next(tick, now)) {
            return table;
        }
    }
    return packet;
}

std::uint64_t TsPacer::underruns() const {
    const std::lock_guard lock(m_mutex);
    return m_underruns;
}

std::uint64_t TsPacer::overflows() const {
    const std::lock_guard lock(m_mutex);
    return m_overflows;
}

bool TsPacer::isStarted() const {
    const std::lock_guard lock(m_mutex);
    return m_isStarted;
}

} // namespace vigie::demo
