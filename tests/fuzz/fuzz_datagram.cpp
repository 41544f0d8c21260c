// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/transport/legmerger.h"
#include "core/transport/rffigures.h"
#include "core/transport/rtpmeter.h"
#include "core/transport/rtpreorder.h"
#include "core/transport/snmpsession.h"
#include "core/transport/spec.h"
#include "core/transport/tsfile.h"

using namespace vigie;
using namespace vigie::transport;

namespace {

/// What is left of a datagram lies inside it, behind its header.
void checkRtp(std::span<const std::byte> datagram) {
    const auto packet = parseRtp(datagram);
    if (!packet) {
        return;
    }
    const auto begin = packet->payload.data() - datagram.data();
    const auto end = begin + static_cast<std::ptrdiff_t>(packet->payload.size());
    if (begin < static_cast<std::ptrdiff_t>(rtpHeaderSize) ||
        end > static_cast<std::ptrdiff_t>(datagram.size())) {
        std::abort();
    }
}

/// Headers with CSRCs, extension and padding, however little the input looks like RTP.
void fuzzHeaders(std::span<const std::byte> bytes) {
    checkRtp(bytes);
    if (bytes.size() < rtpHeaderSize) {
        return;
    }
    std::vector<std::byte> datagram(bytes.begin(), bytes.end());
    datagram[0] = (datagram[0] & std::byte{0x3f}) | std::byte{0x80};
    checkRtp(datagram);
    // A short extension and a short padding, which chance seldom makes.
    const std::size_t extension =
        rtpHeaderSize + 4 * (std::to_integer<std::size_t>(datagram[0]) & 15);
    if (datagram.size() >= extension + 4) {
        datagram[0] |= std::byte{0x30};
        datagram[extension + 2] = std::byte{0};
        datagram[extension + 3] &= std::byte{0x0f};
        datagram.back() &= std::byte{0x1f};
        checkRtp(datagram);
    }
}

/// Both legs of one input, cut into records of eight bytes: leg, pause, number, time stamp, source.
void fuzzLegs(std::span<const std::byte> bytes) {
    std::uint64_t out = 0;
    std::uint64_t lost = 0;
    std::uint64_t restarts = 0;
    std::int64_t lastNs = 0;
    LegMerger merger(std::chrono::milliseconds(50),
                     {.onPayload =
                          [&](auto payload, auto arrival) {
                              ++out;
                              if (payload.size() != 4 || base::toNs(arrival.mono) < lastNs) {
                                  std::abort();
                              }
                              lastNs = base::toNs(arrival.mono);
                          },
                      .onLost =
                          [&](auto count, auto) {
                              count == 0 ? std::abort() : void();
                              lost += count;
                          },
                      .onRestart = [&](auto) { ++restarts; },
                      .onFirstCopy = [](const auto&, auto) {}},
                     512); // few, so that they go round
    std::uint64_t in = 0;
    std::int64_t nowNs = 0;
    constexpr std::size_t recordSize = 8;
    for (std::size_t at = 0; at + recordSize <= bytes.size(); at += recordSize) {
        const auto byte = [&](std::size_t index) {
            return std::to_integer<std::uint32_t>(bytes[at + index]);
        };
        nowNs += std::int64_t{byte(1)} * 200'000;
        RtpPacket packet;
        packet.sequence = static_cast<std::uint16_t>(byte(2) << 8 | byte(3));
        packet.timestamp = (byte(0) & 2) != 0 ? packet.sequence * 90U : byte(4) << 24 | byte(5);
        packet.ssrc = byte(6);
        packet.payload = bytes.subspan(at, 4);
        ++in;
        const base::Timestamp arrival{base::utcFromNs(nowNs), base::monoFromNs(nowNs)};
        merger.add((byte(0) & 1) != 0 ? Leg::B : Leg::A, packet, arrival);
        if ((byte(0) & 4) != 0) {
            merger.expire(base::monoFromNs(nowNs));
        }
    }
    merger.expire(base::monoFromNs(nowNs + 1'000'000'000));
    if (out > in || merger.isHolding() || merger.lostBoth() != lost ||
        merger.restarts() != restarts || merger.onlyA() + merger.onlyB() > in) {
        std::abort();
    }
    if (const auto skew = merger.skew();
        skew && (skew->minMs > skew->medianMs || skew->medianMs > skew->maxMs)) {
        std::abort();
    }
}

/// Figures of pace from records of four bytes: pause, size, time stamp.
void fuzzPace(std::span<const std::byte> bytes) {
    RtpMeter meter;
    std::int64_t nowNs = 0;
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) {
        const auto byte = [&](std::size_t index) {
            return std::to_integer<std::uint32_t>(bytes[at + index]);
        };
        nowNs += std::int64_t{byte(0)} * 1'000'000;
        RtpPacket packet;
        packet.timestamp = (byte(2) & 1) != 0 ? byte(2) << 24 | byte(3) << 8
                                              : static_cast<std::uint32_t>(nowNs / 11'111);
        packet.hasMarker = byte(3) == 255;
        packet.payload = bytes.first(std::min<std::size_t>(bytes.size(), byte(1)));
        meter.add(packet, base::monoFromNs(nowNs), at / 64);
        LinkFigures figures;
        meter.fill(figures);
        for (const auto& figure :
             {figures.rtpJitterMs, figures.tsDfMs, figures.mdiDfMs, figures.mdiMlr}) {
            if (figure && (!std::isfinite(*figure) || *figure < 0)) {
                std::abort();
            }
        }
    }
}

} // namespace

/// What arrives in datagrams and files, and what a user types: RTP (the input cut into packets),
/// two legs, RF figures, packets to be re-stamped, URIs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    const std::string_view text(reinterpret_cast<const char*>(data), size);

    std::uint64_t out = 0;
    std::int64_t lastNs = 0;
    RtpReorder reorder({.onPayload =
                            [&](auto, auto arrival) {
                                ++out;
                                if (base::toNs(arrival.mono) < lastNs) {
                                    std::abort(); // time goes forward
                                }
                                lastNs = base::toNs(arrival.mono);
                            },
                        .onLost = [](auto lost, auto) { lost == 0 ? std::abort() : void(); },
                        .onRestart = [](auto) {}});
    std::uint64_t in = 0;
    constexpr std::size_t packetSize = 16;
    for (std::size_t at = 0; at + packetSize <= size; at += packetSize) {
        if (const auto packet = parseRtp(bytes.subspan(at, packetSize))) {
            ++in;
            reorder.add(*packet, {base::utcFromNs(0),
                                  base::monoFromNs(static_cast<std::int64_t>(in * 1'000'000))});
        }
    }
    if (out > in) {
        std::abort();
    }
    fuzzHeaders(bytes);
    fuzzLegs(bytes);
    fuzzPace(bytes);
    (void)dvbS2ModcodFromName(text);
    (void)parseOid(text);
    (void)parseRfFigures(text);
    (void)detectLayout(bytes);
    (void)parseReceiveSpec(std::string(text), {});

    TsRestamper restamper;
    restamper.beginPass(300 * 12345);
    for (std::size_t at = 0; at + tsPacketSize <= size; at += tsPacketSize) {
        TsPacket packet;
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), tsPacketSize, packet.begin());
        restamper.apply(packet);
    }
    return 0;
}
