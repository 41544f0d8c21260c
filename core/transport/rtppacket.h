// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace vigie::transport {

inline constexpr std::size_t rtpHeaderSize = 12;
inline constexpr std::uint8_t rtpPayloadTypeMp2t = 33;

/// One RTP packet (RFC 3550), its payload borrowed.
struct RtpPacket {
    std::uint8_t payloadType = 0;
    bool hasMarker = false;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0;
    std::span<const std::byte> payload;
};

/// Nothing when this is no RTP version 2 packet, or is cut. CSRCs, extension and padding are
/// removed.
[[nodiscard]] std::optional<RtpPacket> parseRtp(std::span<const std::byte> datagram);

[[nodiscard]] std::array<std::byte, rtpHeaderSize>
rtpHeader(std::uint16_t sequence, std::uint32_t timestamp, std::uint32_t ssrc);

/// Interarrival jitter, RFC 3550 section 6.4.1, for a 90 kHz clock. One thread.
class RtpJitter {
public:
    /// `arrivalNs` on any steady clock.
    void add(std::int64_t arrivalNs, std::uint32_t timestamp);
    void reset() { m_isStarted = false; }
    /// Nothing before two packets.
    [[nodiscard]] std::optional<double> ms() const;

private:
    bool m_isStarted = false;
    bool m_isKnown = false;
    std::int64_t m_lastArrivalNs = 0;
    std::uint32_t m_lastTimestamp = 0;
    double m_jitter = 0; // units of 1/90000 s
};

} // namespace vigie::transport
