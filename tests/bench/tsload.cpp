// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/tsload.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "tests/unit/ts/tswriter.h"

namespace vigie::bench {
namespace {

using tswriter::Buffer;

constexpr std::uint16_t pmtPid = 0x100;
constexpr std::uint16_t videoPid = 0x101;
constexpr std::uint16_t audioPid = 0x102;
constexpr double packetBits = 188 * 8;
/// Between the first byte of a picture and its decoding.
constexpr double videoDelay = 0.6;
constexpr double audioDelay = 0.06;
/// Of what the multiplex carries, video.
constexpr double videoShare = 0.88;
constexpr double pcrEvery = 0.036;

/// One SPS that says High profile at level 4.0, a slice header's worth of bytes, then noise without
/// start codes.
Buffer picture(std::size_t size, bool isKey, std::uint32_t& noise) {
    Buffer out{0, 0, 0, 1, 0x09, 0xf0};
    if (isKey) {
        tswriter::append(out, {0,    0,    0,    1,    0x67, 0x64, 0x00, 0x28, 0xac, 0xd9,
                               0x40, 0x78, 0x02, 0x27, 0xe5, 0x84, 0x00, 0x00, 0x03, 0x00,
                               0x04, 0x00, 0x00, 0x03, 0x00, 0xca, 0x3c, 0x60, 0xc6, 0x58});
        tswriter::append(out, {0, 0, 0, 1, 0x68, 0xeb, 0xe3, 0xcb, 0x22, 0xc0});
    }
    tswriter::append(out, {0, 0, 1, static_cast<std::uint8_t>(isKey ? 0x65 : 0x41)});
    out.reserve(size);
    while (out.size() < size) {
        noise = noise * 1664525u + 1013904223u;
        out.push_back(static_cast<std::uint8_t>((noise >> 24) | 1u));
    }
    return out;
}

/// Packets of one PID that wait for their slot.
struct Queue {
    std::deque<Buffer> packets;
    void take(const Buffer& all) {
        for (std::size_t at = 0; at + 188 <= all.size(); at += 188) {
            packets.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(at),
                                 all.begin() + static_cast<std::ptrdiff_t>(at + 188));
        }
    }
};

Buffer nitSection() {
    Buffer body;
    const Buffer name = tswriter::descriptor(0x40, tswriter::bytesOf("House"));
    tswriter::put16(body, 0xf000u | static_cast<unsigned>(name.size()));
    tswriter::append(body, name);
    tswriter::put16(body, 0xf000u);
    return tswriter::longSection(0x40, 1, body);
}

Buffer eitSection(unsigned number) {
    Buffer body;
    tswriter::put16(body, 1); // transport_stream_id
    tswriter::put16(body, 1); // original_network_id
    body.push_back(1);        // segment_last_section_number
    body.push_back(0x4e);     // last_table_id
    tswriter::put16(body, 1 + number);
    tswriter::append(body, {0xea, 0x60, 0x12, 0x00, 0x00, 0x01, 0x00, 0x00, 0x80, 0x00});
    return tswriter::longSection(0x4e, 1, body, 0, number, 1);
}

} // namespace

TsLoad makeTsLoad(std::size_t size, double bitrate) {
    TsLoad load;
    load.bitrate = bitrate;
    load.bytes.reserve(size + 188);
    tswriter::Writer writer;
    Queue tables;
    Queue audio;
    Queue video;
    std::uint32_t noise = 1;
    const double slot = packetBits / bitrate;
    double nextPcr = 0;
    double nextPsi = 0;
    double nextEit = 0;
    double nextSecond = 0;
    double nextAudio = 0;
    double nextPicture = 0;
    double videoDue = 0;
    std::uint64_t pictures = 0;
    const auto clock = [](double t) {
        return static_cast<std::uint64_t>(std::llround((t + 100) * 27e6));
    };
    const auto stamp = [&clock](double t) { return clock(t) / 300; };
    for (std::uint64_t index = 0; load.bytes.size() < size; ++index) {
        const double now = static_cast<double>(index) * slot;
        if (now >= nextPsi) {
            nextPsi += 0.1;
            tables.take(writer.section(0, tswriter::patSection({{1, pmtPid}})));
            tables.take(writer.section(
                pmtPid, tswriter::pmtSection(
                            1, videoPid,
                            {{0x1b, videoPid, {}},
                             {0x03, audioPid, tswriter::descriptor(0x0a, {'e', 'n', 'g', 0})}})));
        }
        if (now >= nextEit) {
            nextEit += 1;
            tables.take(writer.sections(0x12, {eitSection(0), eitSection(1)}));
            tables.take(writer.section(0x11, tswriter::sdtSection(1, tswriter::bytesOf("House"),
                                                                  tswriter::bytesOf("One"))));
        }
        if (now >= nextSecond) {
            nextSecond += 5;
            tables.take(writer.section(0x10, nitSection()));
            tables.take(
                writer.section(0x14, tswriter::shortSection(0x70, {0xea, 0x60, 0x12, 0x00, 0x00})));
        }
        if (now >= nextAudio) {
            // Two frames of 576 bytes, 24 ms each.
            nextAudio += 0.048;
            audio.take(writer.unit(
                audioPid, tswriter::pesPacket(0xc0, stamp(now + audioDelay), Buffer(1152, 0x55))));
        }
        if (now >= nextPicture) {
            const bool isKey = pictures % 25 == 0;
            const double mean = bitrate * videoShare * 0.04 / 8;
            // A key picture four times as large as the others.
            const double share = isKey ? 4 : 1;
            const auto bytes = static_cast<std::size_t>(mean * share * 25 / 28);
            nextPicture += 0.04 * share * 25 / 28;
            const double due = static_cast<double>(pictures) * 0.04 + videoDelay;
            tswriter::PacketOptions options;
            options.isRandomAccess = isKey;
            video.take(writer.unit(
                videoPid,
                tswriter::pesPacket(0xe0, stamp(due), picture(bytes, isKey, noise), false),
                options));
            ++pictures;
        }
        const Buffer* next = nullptr;
        Buffer made;
        Queue* from = nullptr;
        if (now >= nextPcr) {
            nextPcr += pcrEvery;
            tswriter::PacketOptions options;
            // Of the byte that ends the base, the eleventh.
            options.pcr = clock(now + 11.0 * 8 / bitrate);
            // No payload: it waits for no picture.
            made = writer.packet(videoPid, {}, options);
            // The counter stands still where nothing is carried: as it was when this is sent.
            const Buffer* const waiting = video.packets.empty() ? nullptr : &video.packets.front();
            if (waiting != nullptr) {
                made[3] =
                    static_cast<std::uint8_t>((made[3] & 0xf0) | (((*waiting)[3] + 15) & 0x0f));
            }
            next = &made;
        } else if (!tables.packets.empty()) {
            from = &tables;
        } else if (!audio.packets.empty()) {
            from = &audio;
        } else if (!video.packets.empty() && now >= videoDue) {
            from = &video;
            // At an even pace, not as fast as the multiplex can.
            videoDue = std::max(videoDue + slot / (videoShare * 1.045), now - 4 * slot);
        }
        if (from != nullptr) {
            next = &from->packets.front();
        } else if (next == nullptr) {
            made = tswriter::Writer::null();
            next = &made;
        }
        load.bytes.insert(load.bytes.end(), next->begin(), next->end());
        if (from != nullptr) {
            from->packets.pop_front();
        }
        load.seconds = now;
    }
    return load;
}

} // namespace vigie::bench
