// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/satellitelink.h"

#include <algorithm>
#include <utility>

#include "core/demo/tspacket.h"

namespace vigie::demo {

namespace {

/// Below this not one loss is to be expected in a day.
constexpr double negligible = 1e-9;

} // namespace

SatelliteLink::SatelliteLink(std::chrono::nanoseconds delay,
                             std::unique_ptr<transport::Sender> sender, std::uint64_t seed)
    : m_delay(delay), m_sender(std::move(sender)), m_random(seed) {}

void SatelliteLink::forward(const Transponder& transponder, const SatelliteSignal& signal,
                            base::Mono now) {
    m_next = std::max(m_next, transponder.oldest());
    while (m_next < transponder.written()) {
        const Transponder::Datagram& sent = transponder.datagram(m_next);
        if (sent.at + m_delay > now) {
            return;
        }
        ++m_next;
        if (!signal.isLocked()) {
            m_lostPackets += packetsPerDatagram;
            continue;
        }
        const double lossRatio = signal.lossRatio();
        if (lossRatio < negligible) {
            m_sender->send(sent.bytes);
            continue;
        }
        Transponder::Datagram received = sent;
        spoil(received, lossRatio);
        m_sender->send(received.bytes);
    }
}

void SatelliteLink::spoil(Transponder::Datagram& datagram, double lossRatio) {
    for (std::size_t i = 0; i < packetsPerDatagram; ++i) {
        if (m_leftInFrame == 0) {
            m_leftInFrame = packetsPerBasebandFrame;
            m_isFrameLost = std::uniform_real_distribution<double>(0, 1)(m_random) < lossRatio;
        }
        --m_leftInFrame;
        if (m_isFrameLost) {
            ++m_lostPackets;
            std::copy(nullPacket.begin(), nullPacket.end(),
                      datagram.bytes.begin() + static_cast<std::ptrdiff_t>(i * packetSize));
        }
    }
}

} // namespace vigie::demo
