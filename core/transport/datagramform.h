// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/transport/rtppacket.h"

namespace vigie::transport {

/// Whether datagrams carry a transport stream bare or in RTP. It is seen in the first one that can
/// be told, whatever the scheme said, and held: what is damaged, has lost its alignment or begins
/// in the middle of a packet is still taken as the others were, so that whoever looks for sync
/// bytes behind finds them missing. One thread.
class DatagramForm {
public:
    enum class Form : std::uint8_t { Unknown, Raw, Rtp };

    /// How this datagram is to be taken; Unknown before any could be told.
    Form take(std::span<const std::byte> datagram);
    [[nodiscard]] Form form() const { return m_form; }

private:
    [[nodiscard]] static Form firstFormOf(std::span<const std::byte> datagram);
    /// Whether two packets in sequence make sure that it is RTP, where one alone may be chance.
    bool isConfirmed(const RtpPacket& packet);

    /// What the next packet must be to confirm a change.
    struct Candidate {
        std::uint32_t ssrc = 0;
        std::uint16_t next = 0;
    };
    Form m_form = Form::Unknown;
    std::optional<Candidate> m_candidate;
};

} // namespace vigie::transport
