// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/detect/feeder.h"

#include <algorithm>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/base/thread.h"

namespace vigie::detect {
namespace {

constexpr std::size_t packetSize = 188;
constexpr std::size_t datagramPackets = 7;
/// One frame of MPEG sound, layer II, 48 kHz, is one PES packet of the clips.
constexpr double soundS = 1152.0 / 48000;

std::uint8_t byteOf(const transport::TsPacket& packet, std::size_t at) {
    return static_cast<std::uint8_t>(packet[at]);
}

/// Of a packet in which a PES packet begins.
std::optional<std::uint64_t> ptsOf(const transport::TsPacket& packet) {
    const bool hasField = (byteOf(packet, 3) & 0x20U) != 0;
    const std::size_t at = hasField ? std::size_t{5} + byteOf(packet, 4) : 4;
    if (at + 14 > packet.size() || (byteOf(packet, at + 7) & 0x80U) == 0) {
        return std::nullopt;
    }
    const auto b = [&](std::size_t i) { return std::uint64_t{byteOf(packet, at + 9 + i)}; };
    return ((b(0) >> 1 & 7U) << 30) | (b(1) << 22) | ((b(2) >> 1) << 15) | (b(3) << 7) | b(4) >> 1;
}

transport::TsPacket nullPacket() {
    transport::TsPacket packet;
    packet.fill(std::byte{0xff});
    packet[0] = std::byte{0x47};
    packet[1] = std::byte{0x1f};
    packet[3] = std::byte{0x10};
    return packet;
}

} // namespace

base::Result<std::unique_ptr<Feeder>> Feeder::make(Plan plan) {
    auto playback = transport::TsPlayback::open(plan.clip.string(), true);
    if (!playback) {
        return tl::unexpected(playback.error());
    }
    std::unique_ptr<Feeder> feeder(new Feeder(std::move(plan), std::move(*playback)));
    const Plan& wanted = feeder->m_plan;
    if (wanted.carrier == Carrier::Srt) {
        auto sender = transport::makeSender(
            fmt::format("srt://127.0.0.1:{}?mode=caller&latency=20", wanted.port));
        if (!sender) {
            return tl::unexpected(sender.error());
        }
        feeder->m_srt = std::move(*sender);
        return feeder;
    }
    feeder->m_socket = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(wanted.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (feeder->m_socket < 0 ||
        connect(feeder->m_socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        return base::failure(wanted.name + ": no socket");
    }
    return feeder;
}

Feeder::Feeder(Plan plan, transport::TsPlayback playback)
    : m_plan(std::move(plan)), m_playback(std::move(playback)), m_random(m_plan.seed) {}

Feeder::~Feeder() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    if (m_socket >= 0) {
        close(m_socket);
    }
}

void Feeder::start() {
    m_thread = base::startThread("feed-" + m_plan.name, [this](const std::stop_token& stop) {
        run(stop);
        const std::lock_guard lock(m_mutex);
        m_isDone = true;
    });
}

bool Feeder::isDone() const {
    const std::lock_guard lock(m_mutex);
    return m_isDone;
}

std::vector<Injection> Feeder::injections() const {
    const std::lock_guard lock(m_mutex);
    return m_injections;
}

std::chrono::nanoseconds Feeder::worstDelay() const {
    const std::lock_guard lock(m_mutex);
    return m_worstDelay;
}

void Feeder::run(const std::stop_token& stop) {
    // Inputs do not run in step with each other, nor with the node's ticks.
    const auto begin = Clock::now() + std::chrono::microseconds(
                                          std::uniform_int_distribution(0, 3'000'000)(m_random));
    beginPass(0);
    while (!stop.stop_requested()) {
        const auto run = m_playback.next();
        if (!run) {
            return;
        }
        if (m_playback.passes() != m_pass && m_streamS > passS / 2) {
            m_pass = m_playback.passes();
            if (static_cast<int>(m_pass) >= m_plan.passes) {
                return;
            }
            beginPass(m_streamS);
        }
        const double runS = run->ticks / transport::pcrHz;
        for (std::size_t i = 0; i < run->packets.size(); ++i) {
            const double atS = m_streamS + runS * static_cast<double>(i) /
                                               static_cast<double>(run->packets.size());
            take(run->packets[i]);
            if (m_pending.size() == datagramPackets * packetSize) {
                const auto due = begin + std::chrono::duration_cast<std::chrono::nanoseconds>(
                                             std::chrono::duration<double>(atS));
                std::this_thread::sleep_until(due);
                {
                    const std::lock_guard lock(m_mutex);
                    m_worstDelay =
                        std::max<std::chrono::nanoseconds>(m_worstDelay, Clock::now() - due);
                }
                flush();
            }
        }
        m_streamS += runS;
    }
}

void Feeder::beginPass(double nowS) {
    m_passBeginS = nowS;
    m_isNoted.fill(false);
    m_pictures = 0;
    m_firstAudioPts.reset();
    m_times = m_plan.times;
    // What is not in the clip itself falls elsewhere in each pass.
    for (const FaultInfo& info : faults) {
        if (!info.isContent) {
            m_times[static_cast<std::size_t>(info.fault)] =
                info.atS + std::uniform_real_distribution(0.0, 1.0)(m_random);
        }
    }
}

bool Feeder::isDuring(Fault fault) const {
    const auto index = static_cast<std::size_t>(fault);
    const double now = m_streamS - m_passBeginS;
    return now >= m_times[index] && now < m_times[index] + faults[index].lastsS;
}

void Feeder::note(Fault fault) {
    bool& isNoted = m_isNoted[static_cast<std::size_t>(fault)];
    if (isNoted) {
        return;
    }
    isNoted = true;
    const std::lock_guard lock(m_mutex);
    m_injections.push_back({fault, Clock::now()});
}

/// The moment of a fault is that of the datagram with its first packet: it is told from flush(),
/// which runs when that datagram is due.
void Feeder::take(transport::TsPacket packet) {
    const std::uint16_t pid = transport::pidOf(packet);
    const bool isStart = (byteOf(packet, 1) & 0x40U) != 0;
    if (pid == videoPid && isStart) {
        const auto firstOf = [this](Fault fault) {
            return static_cast<int>(m_plan.times[static_cast<std::size_t>(fault)] * pictureRate);
        };
        if (m_pictures == firstOf(Fault::Black)) {
            m_due.push_back(Fault::Black);
        }
        // A picture stands still from its first repetition on.
        if (m_pictures == firstOf(Fault::Freeze) + 1) {
            m_due.push_back(Fault::Freeze);
        }
        ++m_pictures;
    }
    if (pid == audioPid && isStart) {
        if (const auto pts = ptsOf(packet)) {
            m_firstAudioPts = m_firstAudioPts.value_or(*pts);
            const auto since =
                static_cast<double>((*pts - *m_firstAudioPts) & 0x1ffffffffU) / 90000;
            // The first one with silence in it, whatever sound comes before that.
            if (since + soundS > m_plan.times[static_cast<std::size_t>(Fault::Silence)] &&
                since < passS) {
                m_due.push_back(Fault::Silence);
            }
        }
    }
    if (pid == patPid && isDuring(Fault::PatLost)) {
        m_due.push_back(Fault::PatLost);
        packet = nullPacket();
    }
    if (pid == videoPid && isDuring(Fault::VideoLost)) {
        m_due.push_back(Fault::VideoLost);
        packet = nullPacket();
    }
    m_hasData =
        m_hasData || (transport::pidOf(packet) != nullPid && (byteOf(packet, 3) & 0x10U) != 0);
    m_pending.insert(m_pending.end(), packet.begin(), packet.end());
}

void Feeder::flush() {
    for (const Fault fault : m_due) {
        note(fault);
    }
    m_due.clear();
    const auto loss = static_cast<std::size_t>(Fault::Loss);
    const bool isLost = !m_isNoted[loss] && m_hasData && m_streamS - m_passBeginS >= m_times[loss];
    const bool isGone = isDuring(Fault::FeedGone);
    if (isLost) {
        note(Fault::Loss);
        ++m_sequence;
    } else if (isGone) {
        note(Fault::FeedGone);
        ++m_sequence;
    } else {
        sendDatagram(m_pending);
    }
    m_pending.clear();
    m_hasData = false;
}

void Feeder::sendDatagram(std::span<const std::byte> packets) {
    if (m_srt) {
        m_srt->send(packets);
        return;
    }
    std::array<std::byte, 12 + datagramPackets * packetSize> datagram{};
    std::size_t size = 0;
    if (m_plan.carrier == Carrier::Rtp) {
        m_timestamp = static_cast<std::uint32_t>(
            static_cast<std::uint64_t>(m_streamS * 90000)); // RFC 2250: 90 kHz
        const unsigned sequence = m_sequence;
        const std::array<unsigned, 12> header{0x80,
                                              33,
                                              sequence >> 8U,
                                              sequence & 0xffU,
                                              m_timestamp >> 24,
                                              m_timestamp >> 16 & 0xffU,
                                              m_timestamp >> 8 & 0xffU,
                                              m_timestamp & 0xffU,
                                              'V',
                                              'I',
                                              'G',
                                              'I'};
        for (const unsigned value : header) {
            datagram[size++] = static_cast<std::byte>(value);
        }
    }
    ++m_sequence;
    std::copy(packets.begin(), packets.end(), datagram.begin() + static_cast<std::ptrdiff_t>(size));
    (void)::send(m_socket, datagram.data(), size + packets.size(), MSG_DONTWAIT);
}

} // namespace vigie::detect
