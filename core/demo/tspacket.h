// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace vigie::demo {

inline constexpr std::size_t packetSize = 188;
inline constexpr std::size_t packetsPerDatagram = 7;
using TsPacket = std::array<std::byte, packetSize>;

/// Each feed is a constant 350 packets a second. One packet of every feed is one frame of the
/// time-division multiplex that the transponders are, so PCRs keep their exact places in it.
inline constexpr int packetsPerSecond = 350;
inline constexpr int feedBitsPerSecond = packetsPerSecond * static_cast<int>(packetSize) * 8;

inline constexpr std::uint16_t nullPid = 0x1fff;
/// Below are PAT, CAT and the DVB service information, which each multiplex makes for itself.
inline constexpr std::uint16_t firstServicePid = 0x20;

/// Where a feed's parts are, distinct over the fleet so that feeds merge without renumbering.
struct FeedPids {
    std::uint16_t program, pmt, video, audio;
};
[[nodiscard]] constexpr FeedPids pidsOf(std::uint32_t feedNumber) {
    const auto number = static_cast<std::uint16_t>(feedNumber);
    return {number, static_cast<std::uint16_t>(0x1000 + number),
            static_cast<std::uint16_t>(0x100 + number * 16),
            static_cast<std::uint16_t>(0x101 + number * 16)};
}

[[nodiscard]] constexpr std::uint16_t pidOf(std::span<const std::byte> packet) {
    return static_cast<std::uint16_t>((std::to_integer<unsigned>(packet[1]) & 0x1f) << 8 |
                                      std::to_integer<unsigned>(packet[2]));
}

[[nodiscard]] constexpr TsPacket makeNullPacket() {
    TsPacket packet{};
    packet.fill(std::byte{0xff});
    packet[0] = std::byte{0x47};
    packet[1] = std::byte{0x1f};
    packet[3] = std::byte{0x10};
    return packet;
}
inline constexpr TsPacket nullPacket = makeNullPacket();

} // namespace vigie::demo
