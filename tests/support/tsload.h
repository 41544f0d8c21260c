// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "tests/unit/ts/tswriter.h"

/// A typical service as a multiplex of constant rate, written packet by packet: H.264 video in PES
/// packets of one picture (a key picture each second, 25 a second), MPEG audio of 192 kbit/s, PCRs,
/// PAT, PMT, NIT, SDT, EIT p/f and TDT at DVB's pace, the rest null packets. Clean by every check,
/// with the decoder model's buffers kept; each fault is one option. Deterministic.
namespace tsload {

using tswriter::Buffer;

inline constexpr std::uint16_t pmtPid = 0x100;
inline constexpr std::uint16_t videoPid = 0x101;
inline constexpr std::uint16_t audioPid = 0x102;

struct Options {
    double bitrate = 10e6;
    /// Of the multiplex, video.
    double videoShare = 0.88;
    /// Of its packets, the most that are video: small pictures leave their last packet half empty.
    double videoPace = 0.93;
    /// level_idc of the sequence parameter set, High profile.
    std::uint8_t level = 40;
    double pcrEvery = 0.036;
    double psiEvery = 0.1;
    /// From the begin of a PES packet to its decoding.
    double videoDelay = 0.6;
    double audioDelay = 0.09;
    /// Where the clocks begin, seconds. PTS wrap at 95443.7, PCRs with them.
    double start = 100;
    /// Added to the PCR at `t`, and to clocks and stamps from `t` on.
    std::function<double(double)> pcrError = [](double) { return 0.0; };
    std::function<double(double)> timeBase = [](double) { return 0.0; };
    /// Audio packets leave one slot after another, not spread.
    bool isAudioInBursts = false;
    bool hasAudio = true;
    /// Audio frames in a PES packet.
    int audioFrames = 2;
    /// Scrambles the video.
    bool isScrambled = false;
};

class Stream {
public:
    explicit Stream(Options options = {}) : m_options(std::move(options)) {}

    Options& options() { return m_options; }
    /// When the next packet begins, seconds since the begin.
    [[nodiscard]] double now() const { return static_cast<double>(m_index) * slot(); }
    [[nodiscard]] double slot() const { return 188 * 8 / m_options.bitrate; }
    [[nodiscard]] double endOf(std::uint64_t packets) const {
        return static_cast<double>(packets) * slot();
    }
    /// Every PES packet begun is sent: what comes next may be stamped by another clock.
    [[nodiscard]] bool isIdle() const { return m_audio.empty() && m_video.empty(); }
    /// The next PCR comes at once, and says that another time base begins.
    void announceTimeBase() {
        m_isAnnounced = true;
        m_nextPcr = now();
    }

    /// Appends the next packet.
    void next(Buffer& out) {
        const double now = this->now();
        schedule(now);
        if (now >= m_nextPcr) {
            m_nextPcr += m_options.pcrEvery;
            tswriter::append(out, pcrPacket(now));
        } else if (!m_tables.empty()) {
            pop(m_tables, out);
        } else if (!m_audio.empty() && now >= m_audioDue) {
            pop(m_audio, out);
            // A packet at most every 2 ms: the transport buffer drains 2 Mb/s.
            m_audioDue = m_options.isAudioInBursts ? now : now + 0.002;
        } else if (!m_video.empty() && now >= m_videoDue) {
            pop(m_video, out);
            // At an even pace, not as fast as the multiplex can.
            m_videoDue = std::max(m_videoDue + slot() / m_options.videoPace, now - 4 * slot());
        } else {
            tswriter::append(out, tswriter::Writer::null());
        }
        ++m_index;
    }
    Buffer take(std::size_t packets) {
        Buffer out;
        out.reserve(packets * 188);
        for (std::size_t i = 0; i < packets; ++i) {
            next(out);
        }
        return out;
    }

private:
    using Queue = std::deque<Buffer>;

    static void put(Queue& queue, const Buffer& all) {
        for (std::size_t at = 0; at + 188 <= all.size(); at += 188) {
            queue.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(at),
                               all.begin() + static_cast<std::ptrdiff_t>(at + 188));
        }
    }
    static void pop(Queue& queue, Buffer& out) {
        tswriter::append(out, queue.front());
        queue.pop_front();
    }
    [[nodiscard]] std::uint64_t clock(double t) const {
        const double seconds = t + m_options.start + m_options.timeBase(t);
        return static_cast<std::uint64_t>(std::llround(seconds * 27e6)) % 2'576'980'377'600ull;
    }
    [[nodiscard]] std::uint64_t stamp(double t, double from) const {
        const double seconds = t + m_options.start + m_options.timeBase(from);
        return static_cast<std::uint64_t>(std::llround(seconds * 90e3)) % (1ull << 33);
    }

    Buffer pcrPacket(double now) {
        tswriter::PacketOptions options;
        // Of the byte that ends the base, the eleventh.
        const double at = now + 11.0 * 8 / m_options.bitrate;
        options.pcr = clock(at + m_options.pcrError(at));
        options.isDiscontinuity = std::exchange(m_isAnnounced, false);
        Buffer packet = m_writer.packet(videoPid, {}, options);
        if (!m_video.empty()) {
            // Without payload the counter stands still, at that of the packet sent last.
            packet[3] =
                static_cast<std::uint8_t>((packet[3] & 0xf0) | ((m_video.front()[3] + 15) & 0x0f));
        }
        return packet;
    }

    void schedule(double now) {
        if (now >= m_nextPsi) {
            m_nextPsi += m_options.psiEvery;
            put(m_tables, m_writer.section(0, tswriter::patSection({{1, pmtPid}})));
            std::vector<tswriter::Stream> streams{{0x1b, videoPid, {}}};
            if (m_options.hasAudio) {
                streams.push_back({0x03, audioPid, tswriter::descriptor(0x0a, {'e', 'n', 'g', 0})});
            }
            put(m_tables, m_writer.section(pmtPid, tswriter::pmtSection(1, videoPid, streams)));
        }
        if (now >= m_nextEit) {
            m_nextEit += 1;
            put(m_tables, m_writer.sections(0x12, {eit(0), eit(1)}));
            put(m_tables, m_writer.section(0x11, tswriter::sdtSection(1, tswriter::bytesOf("House"),
                                                                      tswriter::bytesOf("One"))));
        }
        if (now >= m_nextNit) {
            m_nextNit += 5;
            put(m_tables, m_writer.section(0x10, nit()));
            put(m_tables,
                m_writer.section(0x14, tswriter::shortSection(0x70, {0xea, 0x60, 0x12, 0, 0})));
        }
        if (now >= m_nextAudio && m_options.hasAudio) {
            m_nextAudio += 0.024 * m_options.audioFrames;
            Buffer frames;
            for (int i = 0; i < m_options.audioFrames; ++i) {
                // Layer II, 192 kbit/s, 48 kHz: 576 bytes.
                Buffer frame{0xff, 0xfd, 0xa4, 0x04};
                frame.resize(576, 0x55);
                tswriter::append(frames, frame);
            }
            put(m_audio,
                m_writer.unit(audioPid, tswriter::pesPacket(
                                            0xc0, stamp(now + m_options.audioDelay, now), frames)));
        }
        if (now >= m_nextPicture) {
            putPicture(now);
        }
    }

    void putPicture(double now) {
        const bool isKey = m_pictures % 25 == 0;
        // A key picture four times as large as the others; the encoder's pace follows the size.
        const double share = (isKey ? 4 : 1) * 25.0 / 28;
        const double mean = m_options.bitrate * m_options.videoShare * 0.04 / 8;
        m_nextPicture += 0.04 * share;
        const double due = static_cast<double>(m_pictures) * 0.04 + m_options.videoDelay;
        tswriter::PacketOptions options;
        options.isRandomAccess = isKey;
        options.scrambling = m_options.isScrambled ? 2 : 0;
        put(m_video,
            m_writer.unit(
                videoPid,
                tswriter::pesPacket(0xe0, stamp(due, now),
                                    picture(static_cast<std::size_t>(mean * share), isKey), false),
                options));
        ++m_pictures;
    }

    /// Delimiter, at a key picture the parameter sets, and a slice of noise without start codes.
    Buffer picture(std::size_t size, bool isKey) {
        Buffer out{0, 0, 0, 1, 0x09, 0xf0};
        if (isKey) {
            tswriter::append(out, {0,    0,    0,    1,    0x67, 0x64, 0x00, m_options.level,
                                   0xac, 0xd9, 0x40, 0x78, 0x02, 0x27, 0xe5, 0x84,
                                   0x00, 0x00, 0x03, 0x00, 0x04, 0x00, 0x00, 0x03,
                                   0x00, 0xca, 0x3c, 0x60, 0xc6, 0x58});
            tswriter::append(out, {0, 0, 0, 1, 0x68, 0xeb, 0xe3, 0xcb, 0x22, 0xc0});
        }
        tswriter::append(out, {0, 0, 1, static_cast<std::uint8_t>(isKey ? 0x65 : 0x41)});
        out.reserve(size);
        while (out.size() < size) {
            m_noise = m_noise * 1664525u + 1013904223u;
            out.push_back(static_cast<std::uint8_t>((m_noise >> 24) | 1u));
        }
        return out;
    }
    static Buffer nit() {
        Buffer body;
        const Buffer name = tswriter::descriptor(0x40, tswriter::bytesOf("House"));
        tswriter::put16(body, 0xf000u | static_cast<unsigned>(name.size()));
        tswriter::append(body, name);
        tswriter::put16(body, 0xf000u);
        return tswriter::longSection(0x40, 1, body);
    }
    static Buffer eit(unsigned number) {
        Buffer body;
        tswriter::put16(body, 1); // transport_stream_id
        tswriter::put16(body, 1); // original_network_id
        body.push_back(1);        // segment_last_section_number
        body.push_back(0x4e);     // last_table_id
        tswriter::put16(body, 1 + number);
        tswriter::append(body, {0xea, 0x60, 0x12, 0x00, 0x00, 0x01, 0x00, 0x00, 0x80, 0x00});
        return tswriter::longSection(0x4e, 1, body, 0, number, 1);
    }

    Options m_options;
    tswriter::Writer m_writer;
    Queue m_tables;
    Queue m_audio;
    Queue m_video;
    std::uint32_t m_noise = 1;
    std::uint64_t m_index = 0;
    std::uint64_t m_pictures = 0;
    bool m_isAnnounced = false;
    double m_nextPcr = 0;
    double m_nextPsi = 0;
    double m_nextEit = 0;
    double m_nextNit = 0;
    double m_nextAudio = 0;
    double m_nextPicture = 0;
    double m_audioDue = 0;
    double m_videoDue = 0;
};

} // namespace tsload
