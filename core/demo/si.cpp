// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/si.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace vigie::demo {

namespace {

/// Any value that DVB leaves to private use will do for a network that exists nowhere.
constexpr std::uint16_t originalNetworkId = 0xff01;

void put8(Section& out, unsigned value) {
    out.push_back(static_cast<std::byte>(value & 0xff));
}
void put16(Section& out, unsigned value) {
    put8(out, value >> 8);
    put8(out, value);
}
void set16(Section& out, std::size_t at, unsigned value) {
    out[at] = static_cast<std::byte>(value >> 8 & 0xff);
    out[at + 1] = static_cast<std::byte>(value & 0xff);
}

/// DVB text, marked as UTF-8 (0x15), cut to what fits.
void putText(Section& out, const std::string& text, std::size_t most = 40) {
    std::size_t size = std::min(text.size(), most);
    while (size > 0 && size < text.size() &&
           (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) {
        --size;
    }
    put8(out, static_cast<unsigned>(size + 1));
    put8(out, 0x15);
    for (std::size_t i = 0; i < size; ++i) {
        put8(out, static_cast<unsigned char>(text[i]));
    }
}

Section beginLong(unsigned tableId, unsigned extension, unsigned number = 0, unsigned last = 0) {
    Section out;
    put8(out, tableId);
    put16(out, 0);
    put16(out, extension);
    put8(out, 0xc1); // version 0, current
    put8(out, number);
    put8(out, last);
    return out;
}

void finishLong(Section& out, bool isPrivate) {
    set16(out, 1, (isPrivate ? 0xf000u : 0xb000u) | static_cast<unsigned>(out.size() - 3 + 4));
    const std::uint32_t crc = crc32Mpeg(out.data(), out.size());
    put16(out, crc >> 16);
    put16(out, crc);
}

unsigned bcd(unsigned value) {
    return value / 10 << 4 | value % 10;
}

/// Modified Julian date and BCD time of day.
void putTime(Section& out, base::Utc utc) {
    const auto seconds = base::toSeconds(utc);
    put16(out, static_cast<unsigned>(seconds / 86400 + 40587));
    const auto ofDay = static_cast<unsigned>(seconds % 86400);
    put8(out, bcd(ofDay / 3600));
    put8(out, bcd(ofDay / 60 % 60));
    put8(out, bcd(ofDay % 60));
}

constexpr std::array<std::uint32_t, 256> makeCrcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t crc = i << 24;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 0x80000000u) != 0 ? crc << 1 ^ 0x04c11db7u : crc << 1;
        }
        table[i] = crc;
    }
    return table;
}

} // namespace

std::uint32_t crc32Mpeg(const std::byte* data, std::size_t size) {
    static constexpr auto table = makeCrcTable();
    std::uint32_t crc = 0xffffffffu;
    for (std::size_t i = 0; i < size; ++i) {
        crc = crc << 8 ^ table[(crc >> 24) ^ std::to_integer<std::uint32_t>(data[i])];
    }
    return crc;
}

Section makePat(std::uint16_t streamId, const std::vector<SiService>& services) {
    Section out = beginLong(0x00, streamId);
    for (const auto& service : services) {
        put16(out, service.program);
        put16(out, 0xe000u | service.pmtPid);
    }
    finishLong(out, false);
    return out;
}

Section makeNit(std::uint16_t streamId, const std::string& network) {
    Section out = beginLong(0x40, originalNetworkId);
    const std::size_t networkLength = out.size();
    put16(out, 0);
    put8(out, 0x40); // network_name_descriptor
    putText(out, network);
    set16(out, networkLength, 0xf000u | static_cast<unsigned>(out.size() - networkLength - 2));
    put16(out, 0xf000u | 6); // one transport stream
    put16(out, streamId);
    put16(out, originalNetworkId);
    put16(out, 0xf000u);
    finishLong(out, true);
    return out;
}

Section makeSdt(std::uint16_t streamId, const std::vector<SiService>& services) {
    Section out = beginLong(0x42, streamId);
    put16(out, originalNetworkId);
    put8(out, 0xff);
    for (const auto& service : services) {
        put16(out, service.program);
        put8(out, 0xfd); // EIT present/following, no schedule
        const std::size_t loopLength = out.size();
        put16(out, 0);
        put8(out, 0x48); // service_descriptor
        const std::size_t length = out.size();
        put8(out, 0);
        put8(out, 0x01); // digital television
        putText(out, service.provider);
        putText(out, service.name);
        out[length] = static_cast<std::byte>(out.size() - length - 1);
        // running, in the clear
        set16(out, loopLength, 0x8000u | static_cast<unsigned>(out.size() - loopLength - 2));
    }
    finishLong(out, true);
    return out;
}

Section makeEitPresentFollowing(std::uint16_t streamId, const SiService& service, bool isFollowing,
                                base::Utc start, const std::string& event) {
    Section out = beginLong(0x4e, service.program, isFollowing ? 1 : 0, 1);
    put16(out, streamId);
    put16(out, originalNetworkId);
    put8(out, 1);    // segment_last_section_number
    put8(out, 0x4e); // last_table_id
    put16(out, static_cast<unsigned>(base::toSeconds(start) / 3600));
    putTime(out, start);
    put8(out, bcd(1));
    put8(out, 0);
    put8(out, 0);
    const std::size_t loopLength = out.size();
    put16(out, 0);
    put8(out, 0x4d); // short_event_descriptor
    const std::size_t length = out.size();
    put8(out, 0);
    for (const char letter : {'e', 'n', 'g'}) {
        put8(out, static_cast<unsigned char>(letter));
    }
    putText(out, event);
    put8(out, 0);
    out[length] = static_cast<std::byte>(out.size() - length - 1);
    set16(out, loopLength,
          (isFollowing ? 0x2000u : 0x8000u) | static_cast<unsigned>(out.size() - loopLength - 2));
    finishLong(out, true);
    return out;
}

Section makeTdt(base::Utc now) {
    Section out;
    put8(out, 0x70);
    put16(out, 0x7000u | 5);
    putTime(out, now);
    return out;
}

std::vector<TsPacket> packetize(std::uint16_t pid, const Section& section, std::uint8_t& counter) {
    std::vector<TsPacket> packets;
    std::size_t done = 0;
    do {
        TsPacket& packet = packets.emplace_back(nullPacket);
        packet[1] = static_cast<std::byte>((done == 0 ? 0x40 : 0) | pid >> 8);
        packet[2] = static_cast<std::byte>(pid & 0xff);
        packet[3] = static_cast<std::byte>(0x10 | (counter & 0x0f));
        counter = static_cast<std::uint8_t>((counter + 1) & 0x0f);
        std::size_t at = 4;
        if (done == 0) {
            packet[at++] = std::byte{0};
        }
        const std::size_t size = std::min(packetSize - at, section.size() - done);
        std::copy_n(section.begin() + static_cast<std::ptrdiff_t>(done), size,
                    packet.begin() + static_cast<std::ptrdiff_t>(at));
        done += size;
    } while (done < section.size());
    return packets;
}

} // namespace vigie::demo
