// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/transponder.h"

#include <algorithm>
#include <utility>

namespace vigie::demo {

Transponder::Transponder(std::uint16_t streamId, std::string network,
                         std::vector<SiService> services)
    : m_places(services.size() + 1),
      m_carousel(streamId, std::move(network), std::move(services), true),
      m_ring(static_cast<std::size_t>(packetsPerSecond) * m_places * kept.count() / 1000 /
                 packetsPerDatagram +
             2) {}

void Transponder::tick(std::uint64_t tick, const std::vector<std::optional<TsPacket>>& packets,
                       base::Timestamp now) {
    for (const auto& packet : packets) {
        const bool passes =
            packet && pidOf(*packet) >= firstServicePid && pidOf(*packet) != nullPid;
        append(passes ? *packet : nullPacket, now.mono);
    }
    append(m_carousel.next(tick, now.utc).value_or(nullPacket), now.mono);
}

void Transponder::append(const TsPacket& packet, base::Mono at) {
    Datagram& datagram = m_ring[m_written % m_ring.size()];
    std::copy(packet.begin(), packet.end(),
              datagram.bytes.begin() + static_cast<std::ptrdiff_t>(m_filled * packetSize));
    if (++m_filled == packetsPerDatagram) {
        datagram.at = at;
        m_filled = 0;
        ++m_written;
    }
}

std::uint64_t Transponder::oldest() const {
    const std::uint64_t whole = m_ring.size() - 1; // one is being filled
    return m_written > whole ? m_written - whole : 0;
}

const Transponder::Datagram& Transponder::datagram(std::uint64_t number) const {
    return m_ring[number % m_ring.size()];
}

std::uint64_t Transponder::bitsPerSecond() const {
    return static_cast<std::uint64_t>(feedBitsPerSecond) * m_places;
}

} // namespace vigie::demo
