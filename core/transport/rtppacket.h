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

/// Whether an RTP time stamp runs at the 90 kHz that RFC 2250 asks for, judged against arrival over
/// windows of two seconds. Some senders leave it standing or count something else, and then no
/// figure may be built on it. One thread.
class RtpClockCheck {
public:
    enum class Verdict : std::uint8_t { Unknown, Right, Wrong };
    void add(std::int64_t arrivalNs, std::uint32_t timestamp);
    void reset();
    /// Of the newest whole window; Unknown before the first.
    [[nodiscard]] Verdict verdict() const { return m_verdict; }

private:
    bool m_isStarted = false;
    std::int64_t m_firstArrivalNs = 0;
    std::uint32_t m_firstTimestamp = 0;
    Verdict m_verdict = Verdict::Unknown;
};

/// Interarrival jitter, RFC 3550 section 6.4.1, for a 90 kHz clock, over packets in the order of
/// their arrival. A discontinuity of the time stamp (the marker of RFC 2250, or a jump by more than
/// two seconds against arrival) starts a new reference and is no jitter. One thread.
class RtpJitter {
public:
    /// `arrivalNs` on any steady clock. False when a new reference had to be taken.
    bool add(std::int64_t arrivalNs, std::uint32_t timestamp, bool hasMarker = false);
    /// A new source: nothing that was known of the old one holds.
    void reset();
    /// Nothing before two packets, and nothing while the time stamp does not run at 90 kHz.
    [[nodiscard]] std::optional<double> ms() const;
    [[nodiscard]] RtpClockCheck::Verdict clock() const { return m_clock.verdict(); }

private:
    bool m_isStarted = false;
    bool m_isKnown = false;
    std::int64_t m_lastArrivalNs = 0;
    std::uint32_t m_lastTimestamp = 0;
    double m_jitter = 0; // units of 1/90000 s
    RtpClockCheck m_clock;
};

} // namespace vigie::transport
