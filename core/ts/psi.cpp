// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ts/psi.h"

#include "core/ts/dvbtext.h"
#include "core/ts/packet.h"

namespace vigie::ts {
namespace {

constexpr std::size_t longHeader = 8;
constexpr std::size_t crcSize = 4;
constexpr std::uint8_t caDescriptor = 0x09;
constexpr std::uint8_t serviceDescriptor = 0x48;

std::uint16_t pidAt(const std::uint8_t* p) {
    return be16(p) & 0x1fff;
}
std::size_t length12At(const std::uint8_t* p) {
    return be16(p) & 0x0fff;
}

void readServiceDescriptor(Bytes body, SdtEntry& entry) {
    if (body.size() < 2 || body.size() - 2 < body[1]) {
        return;
    }
    const Bytes provider = body.subspan(2, body[1]);
    const Bytes rest = body.subspan(2u + body[1]);
    if (rest.empty() || rest.size() - 1 < rest[0]) {
        return;
    }
    entry.provider = decodeDvbText(provider);
    entry.name = decodeDvbText(rest.subspan(1, rest[0]));
}

} // namespace

bool hasWatchedCrc(std::uint8_t id) {
    return id <= tableid::pmt || id == tableid::nitActual || id == tableid::nitOther ||
           id == tableid::sdtActual || id == tableid::sdtOther || id == tableid::bat ||
           (id >= tableid::eitFirst && id <= tableid::eitLast) || id == tableid::tot;
}

std::optional<LongSection> readLongSection(Bytes section) {
    if (section.size() < longHeader + crcSize || (section[1] & 0x80) == 0) {
        return std::nullopt;
    }
    LongSection result;
    result.tableId = section[0];
    result.extension = be16(&section[3]);
    result.version = (section[5] >> 1) & 0x1f;
    result.isCurrent = (section[5] & 1) != 0;
    result.number = section[6];
    result.lastNumber = section[7];
    result.body = section.subspan(longHeader, section.size() - longHeader - crcSize);
    result.crc = be32(&section[section.size() - crcSize]);
    return result;
}

std::vector<PatEntry> readPat(const LongSection& section) {
    std::vector<PatEntry> entries;
    entries.reserve(section.body.size() / 4);
    for (Bytes rest = section.body; rest.size() >= 4; rest = rest.subspan(4)) {
        entries.push_back({be16(rest.data()), pidAt(&rest[2])});
    }
    return entries;
}

std::optional<Pmt> readPmt(const LongSection& section) {
    Bytes rest = section.body;
    if (rest.size() < 4) {
        return std::nullopt;
    }
    Pmt pmt;
    pmt.serviceId = section.extension;
    pmt.pcrPid = pidAt(rest.data());
    const std::size_t infoLength = length12At(&rest[2]);
    rest = rest.subspan(4);
    if (infoLength > rest.size()) {
        return std::nullopt;
    }
    pmt.descriptors = rest.first(infoLength);
    rest = rest.subspan(infoLength);
    while (rest.size() >= 5) {
        const std::size_t esLength = length12At(&rest[3]);
        if (esLength > rest.size() - 5) {
            break;
        }
        pmt.streams.push_back({rest[0], pidAt(&rest[1]), rest.subspan(5, esLength)});
        rest = rest.subspan(5 + esLength);
    }
    return pmt;
}

std::vector<SdtEntry> readSdt(const LongSection& section) {
    std::vector<SdtEntry> entries;
    if (section.body.size() < 3) {
        return entries;
    }
    Bytes rest = section.body.subspan(3);
    while (rest.size() >= 5) {
        const std::size_t loopLength = length12At(&rest[3]);
        if (loopLength > rest.size() - 5) {
            break;
        }
        SdtEntry entry;
        entry.serviceId = be16(rest.data());
        forEachDescriptor(rest.subspan(5, loopLength), [&entry](std::uint8_t tag, Bytes body) {
            if (tag == serviceDescriptor) {
                readServiceDescriptor(body, entry);
            }
        });
        entries.push_back(std::move(entry));
        rest = rest.subspan(5 + loopLength);
    }
    return entries;
}

std::vector<std::uint16_t> conditionalAccessPids(Bytes descriptors) {
    std::vector<std::uint16_t> pids;
    forEachDescriptor(descriptors, [&pids](std::uint8_t tag, Bytes body) {
        if (tag == caDescriptor && body.size() >= 4) {
            pids.push_back(pidAt(&body[2]));
        }
    });
    return pids;
}

} // namespace vigie::ts
