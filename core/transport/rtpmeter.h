// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/time.h"
#include "core/transport/mdi.h"
#include "core/transport/receiver.h"
#include "core/transport/rtppacket.h"

namespace vigie::transport {

/// The figures of pace of one stream in datagrams: RTP jitter, TS-DF and MDI. What rests on the RTP
/// time stamp is given only while that is seen to run at 90 kHz. One thread.
class RtpMeter {
public:
    /// A packet that is no duplicate, in order of arrival. `lossSoFar`: see DeliveryMeter.
    void add(const RtpPacket& packet, base::Mono arrival, std::uint64_t lossSoFar) {
        if (!m_jitter.add(base::toNs(arrival), packet.timestamp, packet.hasMarker)) {
            m_delivery.restart();
        }
        const bool isTimed = m_jitter.clock() == RtpClockCheck::Verdict::Right;
        m_delivery.add(arrival, packet.payload.size(),
                       isTimed ? std::optional(packet.timestamp) : std::nullopt, lossSoFar);
    }
    /// A datagram without RTP: only the delay factor can be known.
    void addRaw(std::size_t bytes, base::Mono arrival) {
        m_delivery.add(arrival, bytes, std::nullopt, std::nullopt);
    }
    void expire(base::Mono now) { m_delivery.expire(now); }
    void reset() {
        m_jitter.reset();
        m_delivery.restart();
    }
    void fill(LinkFigures& figures) const {
        figures.rtpJitterMs = m_jitter.ms();
        figures.tsDfMs = m_delivery.figures().tsDfMs;
        figures.mdiDfMs = m_delivery.figures().dfMs;
        figures.mdiMlr = m_delivery.figures().mlr;
    }

private:
    RtpJitter m_jitter;
    DeliveryMeter m_delivery;
};

} // namespace vigie::transport
