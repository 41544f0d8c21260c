// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/pes.h"

#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr std::size_t fixedHeader = 6;
constexpr std::size_t optionalHeader = 9;
constexpr std::size_t stampSize = 5;

bool hasOptionalHeader(std::uint8_t streamId) {
    switch (streamId) {
    case 0xbc: // program_stream_map
    case 0xbe: // padding
    case 0xbf: // private_stream_2
    case 0xf0: // ECM
    case 0xf1: // EMM
    case 0xf2: // DSM-CC
    case 0xf8: // H.222.1 type E
    case 0xff: // program_stream_directory
        return false;
    default:
        return true;
    }
}

/// Nothing where a marker bit is not set: then these are no time stamp.
std::optional<std::uint64_t> readStamp(const std::uint8_t* p) {
    if ((p[0] & 1) == 0 || (p[2] & 1) == 0 || (p[4] & 1) == 0) {
        return std::nullopt;
    }
    return (std::uint64_t{p[0]} >> 1 & 0x07) << 30 | std::uint64_t{p[1]} << 22 |
           (std::uint64_t{p[2]} >> 1) << 15 | std::uint64_t{p[3]} << 7 | std::uint64_t{p[4]} >> 1;
}

} // namespace

std::optional<PesHeader> readPesHeader(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < fixedHeader || bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 1) {
        return std::nullopt;
    }
    PesHeader header;
    header.streamId = bytes[3];
    header.length = be16(&bytes[4]);
    if (!hasOptionalHeader(header.streamId)) {
        header.headerSize = fixedHeader;
        return header;
    }
    if (bytes.size() < optionalHeader || (bytes[6] & 0xc0) != 0x80) {
        return std::nullopt;
    }
    const std::size_t dataLength = bytes[8];
    header.headerSize = optionalHeader + dataLength;
    if (bytes.size() < header.headerSize ||
        (header.length != 0 && header.length + fixedHeader < header.headerSize)) {
        return std::nullopt;
    }
    const int flags = bytes[7] >> 6;
    if ((flags & 2) != 0 && dataLength >= stampSize) {
        header.pts = readStamp(&bytes[optionalHeader]);
    }
    if (flags == 3 && dataLength >= 2 * stampSize) {
        header.dts = readStamp(&bytes[optionalHeader + stampSize]);
    }
    return header;
}

} // namespace vigie::ts
