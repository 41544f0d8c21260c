// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes transport streams for tests, from the standard and not from the code under test: it has
/// its own CRC and shares nothing with core/ts.
namespace tswriter {

using Buffer = std::vector<std::uint8_t>;

inline std::uint32_t crc32Mpeg2(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xffffffffu;
    for (const std::uint8_t byte : bytes) {
        for (int bit = 7; bit >= 0; --bit) {
            const bool isOut = ((crc >> 31) & 1u) != ((static_cast<unsigned>(byte) >> bit) & 1u);
            crc = (crc << 1) ^ (isOut ? 0x04c11db7u : 0u);
        }
    }
    return crc;
}

inline void put16(Buffer& out, unsigned value) {
    out.push_back(static_cast<std::uint8_t>(value >> 8));
    out.push_back(static_cast<std::uint8_t>(value));
}
inline void put32(Buffer& out, std::uint32_t value) {
    put16(out, value >> 16);
    put16(out, value & 0xffffu);
}
inline void append(Buffer& out, const Buffer& more) {
    out.insert(out.end(), more.begin(), more.end());
}

/// A section with the long header and its CRC.
inline Buffer longSection(std::uint8_t tableId, std::uint16_t extension, const Buffer& body,
                          unsigned version = 0, unsigned number = 0, unsigned lastNumber = 0,
                          bool isCurrent = true) {
    Buffer out{tableId};
    put16(out, 0xb000u | static_cast<unsigned>(body.size() + 9));
    put16(out, extension);
    out.push_back(static_cast<std::uint8_t>(0xc0u | (version << 1) | (isCurrent ? 1u : 0u)));
    out.push_back(static_cast<std::uint8_t>(number));
    out.push_back(static_cast<std::uint8_t>(lastNumber));
    append(out, body);
    put32(out, crc32Mpeg2(out));
    return out;
}

/// A section without CRC: TDT, RST, stuffing.
inline Buffer shortSection(std::uint8_t tableId, const Buffer& body) {
    Buffer out{tableId};
    put16(out, 0x7000u | static_cast<unsigned>(body.size()));
    append(out, body);
    return out;
}

/// Pairs of program number and PID.
inline Buffer patSection(const std::vector<std::pair<std::uint16_t, std::uint16_t>>& programs,
                         unsigned version = 0, std::uint16_t tsId = 1, unsigned number = 0,
                         unsigned lastNumber = 0) {
    Buffer body;
    for (const auto& [program, pid] : programs) {
        put16(body, program);
        put16(body, 0xe000u | pid);
    }
    return longSection(0x00, tsId, body, version, number, lastNumber);
}

inline Buffer descriptor(std::uint8_t tag, const Buffer& body) {
    Buffer out{tag, static_cast<std::uint8_t>(body.size())};
    append(out, body);
    return out;
}

struct Stream {
    std::uint8_t type = 0;
    std::uint16_t pid = 0;
    Buffer descriptors;
};

inline Buffer pmtSection(std::uint16_t program, std::uint16_t pcrPid,
                         const std::vector<Stream>& streams, unsigned version = 0,
                         const Buffer& programInfo = {}) {
    Buffer body;
    put16(body, 0xe000u | pcrPid);
    put16(body, 0xf000u | static_cast<unsigned>(programInfo.size()));
    append(body, programInfo);
    for (const Stream& stream : streams) {
        body.push_back(stream.type);
        put16(body, 0xe000u | stream.pid);
        put16(body, 0xf000u | static_cast<unsigned>(stream.descriptors.size()));
        append(body, stream.descriptors);
    }
    return longSection(0x02, program, body, version);
}

inline Buffer bytesOf(std::string_view text) {
    return {text.begin(), text.end()};
}

inline Buffer sdtSection(std::uint16_t program, const Buffer& provider, const Buffer& name,
                         unsigned version = 0, std::uint8_t tableId = 0x42) {
    Buffer service{0x01, static_cast<std::uint8_t>(provider.size())};
    append(service, provider);
    service.push_back(static_cast<std::uint8_t>(name.size()));
    append(service, name);
    const Buffer loop = descriptor(0x48, service);
    Buffer body{0x00, 0x01, 0xff};
    put16(body, program);
    body.push_back(0xfc);
    put16(body, 0x8000u | static_cast<unsigned>(loop.size()));
    append(body, loop);
    return longSection(tableId, 1, body, version);
}

/// A network's table without descriptors: nothing here reads what it says.
inline Buffer nitSection(std::uint16_t networkId, std::uint8_t tableId = 0x40, unsigned version = 0,
                         unsigned number = 0, unsigned lastNumber = 0) {
    return longSection(tableId, networkId, {0xf0, 0x00, 0xf0, 0x00}, version, number, lastNumber);
}

/// Present (number 0), following (1), or a segment of a schedule, without events.
inline Buffer eitSection(std::uint16_t service, unsigned number, std::uint8_t tableId = 0x4e,
                         unsigned version = 0, unsigned lastNumber = 1, std::uint16_t tsId = 1,
                         std::uint16_t networkId = 1) {
    Buffer body;
    put16(body, tsId);
    put16(body, networkId);
    body.push_back(static_cast<std::uint8_t>(lastNumber));
    body.push_back(tableId);
    return longSection(tableId, service, body, version, number, lastNumber);
}

/// 2026-11-22, 12:34:56, as EN 300 468, 5.2.5 codes it.
inline Buffer tdtSection() {
    return shortSection(0x70, {0xef, 0xb6, 0x12, 0x34, 0x56});
}

/// Time with its offset: no long header, but a CRC.
inline Buffer totSection() {
    Buffer out{0x73};
    put16(out, 0x7000u | 11u);
    append(out, {0xef, 0xb6, 0x12, 0x34, 0x56, 0xf0, 0x00});
    put32(out, crc32Mpeg2(out));
    return out;
}

/// Program clock reference and time stamps as they are coded.
inline Buffer pcrBytes(std::uint64_t pcr) {
    const std::uint64_t base = pcr / 300;
    const std::uint64_t extension = pcr % 300;
    const std::uint64_t all = (base << 15) | (0x3full << 9) | extension;
    Buffer out;
    for (int shift = 40; shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::uint8_t>(all >> shift));
    }
    return out;
}
inline Buffer stampBytes(unsigned prefix, std::uint64_t stamp) {
    Buffer out{static_cast<std::uint8_t>((prefix << 4) | ((stamp >> 30) << 1) | 1u)};
    put16(out, static_cast<unsigned>((((stamp >> 15) & 0x7fff) << 1) | 1u));
    put16(out, static_cast<unsigned>(((stamp & 0x7fff) << 1) | 1u));
    return out;
}

/// A PES packet; `isBounded` false writes length 0, as video does.
inline Buffer pesPacket(std::uint8_t streamId, std::optional<std::uint64_t> pts,
                        const Buffer& payload, bool isBounded = true,
                        std::optional<std::uint64_t> dts = {}) {
    Buffer stamps;
    if (pts) {
        append(stamps, stampBytes(dts ? 3 : 2, *pts));
    }
    if (dts) {
        append(stamps, stampBytes(1, *dts));
    }
    Buffer out{0x00, 0x00, 0x01, streamId};
    put16(out, isBounded ? static_cast<unsigned>(3 + stamps.size() + payload.size()) : 0u);
    out.push_back(0x80);
    out.push_back(dts ? 0xc0 : pts ? 0x80 : 0x00);
    out.push_back(static_cast<std::uint8_t>(stamps.size()));
    append(out, stamps);
    append(out, payload);
    return out;
}

/// What a single packet is to be.
struct PacketOptions {
    bool isUnitStart = false;
    bool hasTransportError = false;
    unsigned scrambling = 0;
    std::optional<std::uint64_t> pcr;
    bool isDiscontinuity = false;
    bool isRandomAccess = false;
    /// Overrides the counter kept by the writer, and sets it.
    std::optional<unsigned> continuity;
};

/// Makes packets and keeps a continuity counter for each PID.
class Writer {
public:
    /// One packet; what does not fit of `payload` is refused by an assertion of the caller's test:
    /// use unit() for more. Without payload the packet has only an adaptation field.
    Buffer packet(std::uint16_t pid, const Buffer& payload, const PacketOptions& options = {}) {
        Buffer field;
        if (options.pcr || options.isDiscontinuity || options.isRandomAccess) {
            field.push_back(static_cast<std::uint8_t>((options.isDiscontinuity ? 0x80u : 0u) |
                                                      (options.isRandomAccess ? 0x40u : 0u) |
                                                      (options.pcr ? 0x10u : 0u)));
            if (options.pcr) {
                append(field, pcrBytes(*options.pcr));
            }
        }
        const std::size_t room = 184 - (field.empty() ? 0 : field.size() + 1);
        const std::size_t size = payload.size() < room ? payload.size() : room;
        const bool hasField = !field.empty() || size < 184;
        const bool hasPayload = size > 0;

        unsigned& last = m_counters.try_emplace(pid, 15).first->second;
        if (options.continuity) {
            last = *options.continuity & 15;
        } else if (hasPayload) {
            last = (last + 1) & 15;
        }
        Buffer out{0x47};
        put16(out, (options.hasTransportError ? 0x8000u : 0u) |
                       (options.isUnitStart ? 0x4000u : 0u) | pid);
        out.push_back(static_cast<std::uint8_t>((options.scrambling << 6) |
                                                (hasField ? 0x20u : 0u) |
                                                (hasPayload ? 0x10u : 0u) | last));
        if (hasField) {
            const std::size_t length = 183 - size;
            out.push_back(static_cast<std::uint8_t>(length));
            if (field.empty() && length > 0) {
                field.push_back(0x00);
            }
            append(out, field);
            out.resize(5 + length, 0xff);
        }
        out.insert(out.end(), payload.begin(), payload.begin() + static_cast<std::ptrdiff_t>(size));
        return out;
    }

    /// Sections of one PID back to back, the last packet stuffed. A packet in which one begins
    /// carries the pointer to the first that does.
    Buffer sections(std::uint16_t pid, const std::vector<Buffer>& all,
                    const PacketOptions& options = {}) {
        Buffer stream;
        std::vector<std::size_t> begins;
        for (const Buffer& section : all) {
            begins.push_back(stream.size());
            append(stream, section);
        }
        Buffer out;
        for (std::size_t at = 0; at < stream.size();) {
            const auto next = std::lower_bound(begins.begin(), begins.end(), at);
            // With the pointer a byte less fits: a section that would begin in it waits.
            const bool hasStart = next != begins.end() && *next < at + 183;
            Buffer payload;
            if (hasStart) {
                payload.push_back(static_cast<std::uint8_t>(*next - at));
            }
            std::size_t size = std::min(184 - payload.size(), stream.size() - at);
            if (!hasStart && next != begins.end()) {
                size = std::min(size, *next - at);
            }
            payload.insert(payload.end(), stream.begin() + static_cast<std::ptrdiff_t>(at),
                           stream.begin() + static_cast<std::ptrdiff_t>(at + size));
            payload.resize(184, 0xff);
            at += size;
            PacketOptions mine = options;
            mine.isUnitStart = hasStart;
            append(out, packet(pid, payload, mine));
        }
        return out;
    }
    Buffer section(std::uint16_t pid, const Buffer& one, const PacketOptions& options = {}) {
        return sections(pid, {one}, options);
    }

    /// A PES packet or anything else that begins with the first packet.
    Buffer unit(std::uint16_t pid, const Buffer& bytes, const PacketOptions& options = {}) {
        return spread(pid, bytes, options);
    }

    static Buffer null() {
        Buffer out{0x47, 0x1f, 0xff, 0x10};
        out.resize(188, 0xff);
        return out;
    }

private:
    Buffer spread(std::uint16_t pid, const Buffer& bytes, PacketOptions options) {
        Buffer out;
        options.isUnitStart = true;
        for (std::size_t at = 0; at < bytes.size();) {
            const bool hasFlags = options.pcr || options.isDiscontinuity || options.isRandomAccess;
            const std::size_t room = 184 - (hasFlags ? 2u + (options.pcr ? 6u : 0u) : 0u);
            const std::size_t size = std::min(room, bytes.size() - at);
            const Buffer part(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                              bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
            append(out, packet(pid, part, options));
            at += size;
            const unsigned scrambling = options.scrambling;
            options = {};
            options.scrambling = scrambling;
        }
        return out;
    }

    std::map<std::uint16_t, unsigned> m_counters;
};

} // namespace tswriter
