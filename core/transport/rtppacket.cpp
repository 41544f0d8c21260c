// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/rtppacket.h"

#include <cmath>

namespace vigie::transport {

namespace {

std::uint32_t at(std::span<const std::byte> bytes, std::size_t index) {
    return std::to_integer<std::uint32_t>(bytes[index]);
}
std::uint32_t big16(std::span<const std::byte> bytes, std::size_t index) {
    return at(bytes, index) << 8 | at(bytes, index + 1);
}
std::uint32_t big32(std::span<const std::byte> bytes, std::size_t index) {
    return big16(bytes, index) << 16 | big16(bytes, index + 2);
}

} // namespace

std::optional<RtpPacket> parseRtp(std::span<const std::byte> datagram) {
    if (datagram.size() < rtpHeaderSize || at(datagram, 0) >> 6 != 2) {
        return std::nullopt;
    }
    const bool hasPadding = (at(datagram, 0) & 0x20) != 0;
    const bool hasExtension = (at(datagram, 0) & 0x10) != 0;
    std::size_t begin = rtpHeaderSize + 4 * (at(datagram, 0) & 0x0f);
    if (hasExtension) {
        if (datagram.size() < begin + 4) {
            return std::nullopt;
        }
        begin += 4 + std::size_t{4} * big16(datagram, begin + 2);
    }
    std::size_t end = datagram.size();
    if (begin > end) {
        return std::nullopt;
    }
    if (hasPadding) {
        const std::size_t padding = at(datagram, end - 1);
        if (padding == 0 || padding > end - begin) {
            return std::nullopt;
        }
        end -= padding;
    }
    RtpPacket packet;
    packet.hasMarker = (at(datagram, 1) & 0x80) != 0;
    packet.payloadType = static_cast<std::uint8_t>(at(datagram, 1) & 0x7f);
    packet.sequence = static_cast<std::uint16_t>(big16(datagram, 2));
    packet.timestamp = big32(datagram, 4);
    packet.ssrc = big32(datagram, 8);
    packet.payload = datagram.subspan(begin, end - begin);
    return packet;
}

std::array<std::byte, rtpHeaderSize> rtpHeader(std::uint16_t sequence, std::uint32_t timestamp,
                                               std::uint32_t ssrc) {
    std::array<std::byte, rtpHeaderSize> out{};
    const auto put = [&out](std::size_t index, std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) {
            out[index + static_cast<std::size_t>(i)] =
                static_cast<std::byte>(value >> (8 * (bytes - 1 - i)));
        }
    };
    put(0, 0x80, 1);
    put(1, rtpPayloadTypeMp2t, 1);
    put(2, sequence, 2);
    put(4, timestamp, 4);
    put(8, ssrc, 4);
    return out;
}

void RtpJitter::add(std::int64_t arrivalNs, std::uint32_t timestamp) {
    if (m_isStarted) {
        const double arrivalUnits = static_cast<double>(arrivalNs - m_lastArrivalNs) * 90e-6;
        // Modulo 2^32, so that a wrapping clock goes on.
        const auto sent = static_cast<std::int32_t>(timestamp - m_lastTimestamp);
        m_jitter += (std::abs(arrivalUnits - sent) - m_jitter) / 16.0;
        m_isKnown = true;
    }
    m_isStarted = true;
    m_lastArrivalNs = arrivalNs;
    m_lastTimestamp = timestamp;
}

std::optional<double> RtpJitter::ms() const {
    return m_isKnown ? std::optional(m_jitter / 90.0) : std::nullopt;
}

} // namespace vigie::transport
