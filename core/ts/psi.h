// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Parsers of PSI and SI sections. Each takes a whole section whose CRC is good, checks every
/// length against what is there, and gives what could be read; nothing where the header itself is
/// broken.
namespace vigie::ts {

using Bytes = std::span<const std::uint8_t>;

namespace tableid {
inline constexpr std::uint8_t pat = 0x00;
inline constexpr std::uint8_t cat = 0x01;
inline constexpr std::uint8_t pmt = 0x02;
inline constexpr std::uint8_t nitActual = 0x40;
inline constexpr std::uint8_t nitOther = 0x41;
inline constexpr std::uint8_t sdtActual = 0x42;
inline constexpr std::uint8_t sdtOther = 0x46;
inline constexpr std::uint8_t bat = 0x4a;
inline constexpr std::uint8_t eitFirst = 0x4e;
inline constexpr std::uint8_t eitLast = 0x6f;
inline constexpr std::uint8_t eitOther = 0x4f;
inline constexpr std::uint8_t eitScheduleActual = 0x50;
inline constexpr std::uint8_t eitScheduleOther = 0x60;
inline constexpr std::uint8_t tdt = 0x70;
inline constexpr std::uint8_t rst = 0x71;
inline constexpr std::uint8_t stuffing = 0x72;
inline constexpr std::uint8_t tot = 0x73;
} // namespace tableid

/// Whether TR 101 290 2.2 watches the CRC of this table.
[[nodiscard]] bool hasWatchedCrc(std::uint8_t tableId);

/// The long section header, and the body between it and the CRC.
struct LongSection {
    std::uint8_t tableId = 0;
    std::uint16_t extension = 0;
    std::uint8_t version = 0;
    bool isCurrent = false;
    std::uint8_t number = 0;
    std::uint8_t lastNumber = 0;
    Bytes body;
    std::uint32_t crc = 0;
};
[[nodiscard]] std::optional<LongSection> readLongSection(Bytes section);

struct PatEntry {
    std::uint16_t serviceId = 0;
    std::uint16_t pid = 0;
    bool operator==(const PatEntry&) const = default;
};
/// Entries of one PAT section; service 0 is the network PID.
[[nodiscard]] std::vector<PatEntry> readPat(const LongSection& section);

/// One elementary stream of a PMT, its descriptors still as bytes.
struct PmtStream {
    std::uint8_t streamType = 0;
    std::uint16_t pid = 0;
    Bytes descriptors;
};
struct Pmt {
    std::uint16_t serviceId = 0;
    std::uint16_t pcrPid = 0x1fff;
    Bytes descriptors;
    std::vector<PmtStream> streams;
};
[[nodiscard]] std::optional<Pmt> readPmt(const LongSection& section);

struct SdtEntry {
    std::uint16_t serviceId = 0;
    /// UTF-8.
    std::string name;
    std::string provider;
};
[[nodiscard]] std::vector<SdtEntry> readSdt(const LongSection& section);

/// Calls `onDescriptor(std::uint8_t tag, Bytes body)` for each whole descriptor of a loop.
template <typename OnDescriptor> void forEachDescriptor(Bytes loop, OnDescriptor onDescriptor) {
    while (loop.size() >= 2 && loop.size() - 2 >= loop[1]) {
        onDescriptor(loop[0], loop.subspan(2, loop[1]));
        loop = loop.subspan(2u + loop[1]);
    }
}

/// PIDs that the CA descriptors of a loop name (ECM in a PMT, EMM in the CAT).
[[nodiscard]] std::vector<std::uint16_t> conditionalAccessPids(Bytes descriptors);

} // namespace vigie::ts
