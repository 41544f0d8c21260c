// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/datagramform.h"

#include "core/transport/tsdetect.h"

namespace vigie::transport {

DatagramForm::Form DatagramForm::firstFormOf(std::span<const std::byte> datagram) {
    if (datagram.empty()) {
        return Form::Unknown;
    }
    if (datagram.front() == tsSyncByte) {
        return Form::Raw; // RTP begins with its version, 2.
    }
    if (const auto packet = parseRtp(datagram); packet && !packet->payload.empty()) {
        const bool isAligned = packet->payload.front() == tsSyncByte;
        // Payload that begins anywhere in a packet is only taken with the type that says so.
        if (isAligned || (packet->payloadType == rtpPayloadTypeMp2t &&
                          looksLikeTransportStream(packet->payload))) {
            return Form::Rtp;
        }
    }
    return looksLikeTransportStream(datagram) ? Form::Raw : Form::Unknown;
}

bool DatagramForm::isConfirmed(const RtpPacket& packet) {
    const bool isNext =
        m_candidate && m_candidate->ssrc == packet.ssrc && m_candidate->next == packet.sequence;
    m_candidate = Candidate{packet.ssrc, static_cast<std::uint16_t>(packet.sequence + 1)};
    return isNext;
}

DatagramForm::Form DatagramForm::take(std::span<const std::byte> datagram) {
    const Form first = firstFormOf(datagram);
    const auto packet = parseRtp(datagram);
    const bool isMp2t =
        packet && !packet->payload.empty() && packet->payloadType == rtpPayloadTypeMp2t;
    switch (m_form) {
    case Form::Unknown:
        m_form = first;
        if (first == Form::Unknown && isMp2t && isConfirmed(*packet)) {
            m_form = Form::Rtp; // Pieces too small to show a sync byte.
        }
        break;
    case Form::Raw: {
        if (first != Form::Rtp) {
            break;
        }
        // One damaged bare datagram may look like RTP, but is no header longer than packets are.
        const bool isSure = isMp2t && packet->payload.size() % tsPacketSize == 0 &&
                            packet->payload.front() == tsSyncByte;
        if (isConfirmed(*packet) || isSure) {
            m_form = Form::Rtp;
        }
        break;
    }
    case Form::Rtp:
        if (!packet && first == Form::Raw) {
            m_form = Form::Raw;
        }
        break;
    }
    return m_form;
}

} // namespace vigie::transport
