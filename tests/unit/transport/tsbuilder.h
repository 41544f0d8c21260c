// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/transport/tsfile.h"

namespace vigie::transport::test {

inline void putStamp(std::byte* at, std::uint8_t prefix, std::uint64_t value) {
    at[0] = static_cast<std::byte>(prefix << 4 | (value >> 30 & 7) << 1 | 1);
    at[1] = static_cast<std::byte>(value >> 22);
    at[2] = static_cast<std::byte>((value >> 15 & 0x7f) << 1 | 1);
    at[3] = static_cast<std::byte>(value >> 7);
    at[4] = static_cast<std::byte>((value & 0x7f) << 1 | 1);
}

inline std::uint64_t stampAt(const std::byte* at) {
    const auto byte = [at](int i) { return std::to_integer<std::uint64_t>(at[i]); };
    return (byte(0) >> 1 & 7) << 30 | byte(1) << 22 | (byte(2) >> 1) << 15 | byte(3) << 7 |
           byte(4) >> 1;
}

/// A packet with payload only.
inline TsPacket plainPacket(std::uint16_t pid, std::uint8_t cc) {
    TsPacket packet;
    packet.fill(std::byte{0xff});
    packet[0] = tsSyncByte;
    packet[1] = static_cast<std::byte>(pid >> 8);
    packet[2] = static_cast<std::byte>(pid & 0xff);
    packet[3] = static_cast<std::byte>(0x10 | (cc & 0x0f));
    return packet;
}

/// PCR in an adaptation field of 8 bytes, then a PES header with PTS and DTS.
inline TsPacket clockPacket(std::uint16_t pid, std::uint8_t cc, std::int64_t pcr, std::uint64_t pts,
                            std::uint64_t dts) {
    TsPacket packet = plainPacket(pid, cc);
    packet[1] |= std::byte{0x40};
    packet[3] |= std::byte{0x20};
    packet[4] = std::byte{7};
    packet[5] = std::byte{0x10};
    const auto field = static_cast<std::uint64_t>(pcr / 300) << 15 | std::uint64_t{0x3f} << 9 |
                       static_cast<std::uint64_t>(pcr % 300);
    for (std::size_t i = 0; i < 6; ++i) {
        packet[6 + i] = static_cast<std::byte>(field >> (8 * (5 - i)));
    }
    const std::uint8_t pes[] = {0, 0, 1, 0xe0, 0, 0, 0x80, 0xc0, 10};
    for (std::size_t i = 0; i < sizeof pes; ++i) {
        packet[12 + i] = static_cast<std::byte>(pes[i]);
    }
    putStamp(&packet[21], 3, pts);
    putStamp(&packet[26], 1, dts);
    return packet;
}

/// `clocks` clock packets of PID 256 from `firstPcr`, `step` ticks apart, each followed by
/// `between` packets of PID 257; `head` packets of PID 258 come first. PTS is DTS + 3600 and DTS
/// the PCR's base.
inline std::vector<TsPacket> clockedStream(std::int64_t firstPcr, int clocks, std::int64_t step,
                                           int between, int head = 0) {
    std::vector<TsPacket> out;
    std::uint8_t video = 5;
    std::uint8_t audio = 9;
    for (int i = 0; i < head; ++i) {
        out.push_back(plainPacket(258, static_cast<std::uint8_t>(i)));
    }
    for (int i = 0; i < clocks; ++i) {
        const auto pcr = (firstPcr + i * step) % pcrWrap;
        const auto dts = static_cast<std::uint64_t>(pcr / 300);
        out.push_back(clockPacket(256, video++, pcr, (dts + 3600) % (std::uint64_t{1} << 33), dts));
        for (int j = 0; j < between; ++j) {
            out.push_back(plainPacket(257, audio++));
        }
    }
    return out;
}

/// As bytes, with `before` and `behind` bytes of filling around each packet.
inline std::vector<std::byte> bytesOf(const std::vector<TsPacket>& packets, std::size_t before = 0,
                                      std::size_t behind = 0) {
    std::vector<std::byte> out;
    for (const auto& packet : packets) {
        out.insert(out.end(), before, std::byte{0x11});
        out.insert(out.end(), packet.begin(), packet.end());
        out.insert(out.end(), behind, std::byte{0x22});
    }
    return out;
}

} // namespace vigie::transport::test
