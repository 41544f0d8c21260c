// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/packetgrid.h"

#include <array>

namespace vigie::probe {
namespace {

constexpr std::byte syncByte{0x47};
// As many as TR 101 290 takes to acquire sync (5.2.1, 1.1).
constexpr std::size_t packetsOfTrust = 5;
constexpr std::array<std::size_t, 3> packetSizes{188, 192, 204};

/// Of the sync byte within a packet.
constexpr std::size_t syncPlace(std::size_t packetSize) {
    return packetSize == 192 ? 4 : 0;
}

bool arePacketsAt(std::span<const std::byte> bytes, std::size_t offset, std::size_t packetSize) {
    if (offset + packetsOfTrust * packetSize > bytes.size()) {
        return false;
    }
    for (std::size_t packet = 0; packet < packetsOfTrust; ++packet) {
        if (bytes[offset + packet * packetSize + syncPlace(packetSize)] != syncByte) {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<PacketGrid> findFirstPackets(std::span<const std::byte> bytes) {
    for (std::size_t offset = 0; offset < bytes.size(); ++offset) {
        for (const std::size_t packetSize : packetSizes) {
            if (arePacketsAt(bytes, offset, packetSize)) {
                return PacketGrid{packetSize, offset};
            }
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> findLastPacketsEnd(std::span<const std::byte> bytes,
                                              std::size_t packetSize) {
    const std::size_t run = packetsOfTrust * packetSize;
    for (std::size_t end = bytes.size(); end >= run; --end) {
        if (arePacketsAt(bytes, end - run, packetSize)) {
            return end;
        }
    }
    return std::nullopt;
}

} // namespace vigie::probe
