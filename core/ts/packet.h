// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace vigie::ts {

inline constexpr std::size_t packetSize = 188;
inline constexpr std::uint8_t syncByte = 0x47;
inline constexpr std::size_t pidCount = 8192;
inline constexpr std::uint16_t nullPid = 0x1fff;
/// Ticks of the programme clock in a second.
inline constexpr std::int64_t pcrHz = 27'000'000;
/// Where a PCR wraps: 2^33 * 300.
inline constexpr std::int64_t pcrWrap = 2'576'980'377'600;
/// Where a PTS or DTS wraps: 2^33.
inline constexpr std::int64_t ptsWrap = 8'589'934'592;

[[nodiscard]] inline std::uint16_t be16(const std::uint8_t* p) {
    return static_cast<std::uint16_t>((p[0] << 8) | p[1]);
}
[[nodiscard]] inline std::uint32_t be32(const std::uint8_t* p) {
    return (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) | (std::uint32_t{p[2]} << 8) |
           p[3];
}

/// The shortest signed way from `a` to `b` on a counter that wraps at `wrap`.
[[nodiscard]] inline std::int64_t wrappedDifference(std::uint64_t a, std::uint64_t b,
                                                    std::int64_t wrap) {
    std::int64_t d = (static_cast<std::int64_t>(b) - static_cast<std::int64_t>(a)) % wrap;
    if (d < 0) {
        d += wrap;
    }
    return d > wrap / 2 ? d - wrap : d;
}

/// The four bytes that begin every packet, in one word: reading a field is a shift and a mask.
class PacketHeader {
public:
    explicit PacketHeader(const std::uint8_t* packet) : m_word(be32(packet)) {}
    [[nodiscard]] bool hasSync() const { return (m_word >> 24) == syncByte; }
    /// Payload and nothing else: no error, no begin of a unit, no scrambling, no adaptation field.
    [[nodiscard]] bool isPlain() const { return (m_word & 0x00c000f0u) == 0x10u; }
    [[nodiscard]] bool hasTransportError() const { return (m_word & 0x00800000u) != 0; }
    [[nodiscard]] bool isUnitStart() const { return (m_word & 0x00400000u) != 0; }
    [[nodiscard]] std::uint16_t pid() const {
        return static_cast<std::uint16_t>((m_word >> 8) & 0x1fffu);
    }
    [[nodiscard]] bool isScrambled() const { return (m_word & 0xc0u) != 0; }
    [[nodiscard]] bool hasAdaptationField() const { return (m_word & 0x20u) != 0; }
    [[nodiscard]] bool hasPayload() const { return (m_word & 0x10u) != 0; }
    [[nodiscard]] std::uint8_t continuity() const {
        return static_cast<std::uint8_t>(m_word & 0x0fu);
    }

private:
    std::uint32_t m_word;
};

/// What the adaptation field says, and where the payload begins after it.
struct AdaptationField {
    bool isDiscontinuity = false;
    bool isRandomAccess = false;
    bool hasPcr = false;
    std::uint64_t pcr = 0;
    /// 188 where a broken length leaves no payload.
    std::size_t payloadOffset = 4;
};

/// base * 300 + extension of the six bytes at `p`.
[[nodiscard]] inline std::uint64_t readPcr(const std::uint8_t* p) {
    const std::uint64_t base = (std::uint64_t{be32(p)} << 1) | (p[4] >> 7);
    const std::uint64_t extension = ((p[4] & 1u) << 8) | p[5];
    return base * 300 + extension;
}

/// For a packet whose header says that there is an adaptation field.
[[nodiscard]] inline AdaptationField readAdaptationField(const std::uint8_t* packet) {
    AdaptationField field;
    const std::size_t length = packet[4];
    field.payloadOffset = 5 + length;
    if (field.payloadOffset > packetSize) {
        field.payloadOffset = packetSize;
        return field;
    }
    if (length == 0) {
        return field;
    }
    const std::uint8_t flags = packet[5];
    field.isDiscontinuity = (flags & 0x80) != 0;
    field.isRandomAccess = (flags & 0x40) != 0;
    if ((flags & 0x10) != 0 && length >= 7) {
        field.hasPcr = true;
        field.pcr = readPcr(packet + 6);
    }
    return field;
}

/// Whether `b` repeats `a`: every byte the same, but a PCR may have been written anew.
[[nodiscard]] inline bool isRepeatOf(const std::uint8_t* a, const std::uint8_t* b) {
    if (std::memcmp(a, b, 6) != 0) {
        return false;
    }
    const bool hasPcr = (b[3] & 0x20) != 0 && b[4] >= 7 && (b[5] & 0x10) != 0;
    const std::size_t from = hasPcr ? 12 : 6;
    return std::memcmp(a + from, b + from, packetSize - from) == 0;
}

} // namespace vigie::ts
