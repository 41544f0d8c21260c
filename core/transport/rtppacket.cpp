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

void RtpClockCheck::add(std::int64_t arrivalNs, std::uint32_t timestamp) {
    constexpr std::int64_t windowNs = 2'000'000'000;
    // Wide enough for two tenths of a second of jitter at both ends of a window; no other clock
    // that is in use comes so near to 90 kHz.
    constexpr double tolerance = 0.1;
    const auto elapsedNs = arrivalNs - m_firstArrivalNs;
    if (m_isStarted && elapsedNs < windowNs) {
        return;
    }
    if (m_isStarted && elapsedNs < 5 * windowNs) {
        const double sent = static_cast<std::int32_t>(timestamp - m_firstTimestamp);
        const double ratio = sent / (static_cast<double>(elapsedNs) * 90e-6);
        m_verdict = std::abs(ratio - 1) <= tolerance ? Verdict::Right : Verdict::Wrong;
    }
    m_isStarted = true;
    m_firstArrivalNs = arrivalNs;
    m_firstTimestamp = timestamp;
}

void RtpClockCheck::reset() {
    *this = {};
}

bool RtpJitter::add(std::int64_t arrivalNs, std::uint32_t timestamp, bool hasMarker) {
    constexpr double discontinuityUnits = 2 * 90'000;
    bool isContinuous = m_isStarted && !hasMarker;
    double difference = 0;
    if (isContinuous) {
        const double arrivalUnits = static_cast<double>(arrivalNs - m_lastArrivalNs) * 90e-6;
        // Modulo 2^32, so that a wrapping clock goes on.
        const auto sent = static_cast<std::int32_t>(timestamp - m_lastTimestamp);
        difference = std::abs(arrivalUnits - sent);
        isContinuous = difference <= discontinuityUnits;
    }
    if (isContinuous) {
        m_jitter += (difference - m_jitter) / 16.0;
        m_isKnown = true;
    } else {
        m_clock.reset();
    }
    m_clock.add(arrivalNs, timestamp);
    m_isStarted = true;
    m_lastArrivalNs = arrivalNs;
    m_lastTimestamp = timestamp;
    return isContinuous;
}

void RtpJitter::reset() {
    *this = {};
}

std::optional<double> RtpJitter::ms() const {
    const bool isUsable = m_isKnown && m_clock.verdict() != RtpClockCheck::Verdict::Wrong;
    return isUsable ? std::optional(m_jitter / 90.0) : std::nullopt;
}

} // namespace vigie::transport
