// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"

/// Bytes of a transport stream in, by socket or file; no Qt, no GStreamer, no analysis of TS.
namespace vigie::transport {

enum class LinkState : std::uint8_t { Connecting, Receiving, NoData, Failed };

/// How to receive one transport stream. The URI carries the place and the public options:
///   srt://host:port?mode=caller|listener&latency=ms&streamid=...&pbkeylen=16|24|32&adapter=ip
///   rtp://group-or-bind:port?iface=eth1&source=ip    udp:// likewise
///   hls+http://..., hls+https://... or http(s)://....m3u8
///   file:///path.ts?loop=true   or a plain path
struct ReceiverOptions {
    std::string uri;
    /// SRT only; 10 to 79 characters; never logged, never part of the URI that is shown.
    std::string passphrase;
    /// No byte for this long is LinkState::NoData.
    std::chrono::milliseconds noDataAfter{1000};
    /// The second leg of SMPTE ST 2022-7; empty: none. Both legs are then rtp:// URIs.
    std::string legB = {};
    /// How long a copy may come after the other, 1 ms to 1 s; see LegMerger.
    std::chrono::milliseconds legWindow{50};
};

/// What the transport itself knows. Absent: does not apply or not known yet. Counters are
/// cumulative over reconnects within the receiver's life.
struct LinkFigures {
    std::uint64_t bytes = 0;
    std::uint64_t reconnects = 0;
    std::optional<std::uint64_t> rtpLost, rtpReordered, rtpDuplicates;
    std::optional<double> rtpJitterMs;
    std::optional<double> srtRttMs, srtBufferMs, srtLatencyMs;
    /// pktRcvDropTotal: never delivered in time, the real loss.
    std::optional<std::uint64_t> srtDropped, srtRetransmitted, srtLost, srtUndecrypted;
    /// SRT: arrived after their slot (cumulative). Rate of what comes over the link, repeats and
    /// headers of IP, UDP and SRT (44 bytes each) included, over the last second; bandwidth as
    /// libsrt estimates it from pairs of packets; both bit/s.
    std::optional<std::uint64_t> srtBelated;
    std::optional<double> srtRate, srtBandwidth;
    /// TS-DF, EBU Tech 3337, over the last whole second; RTP only.
    std::optional<double> tsDfMs;
    /// Media Delivery Index, RFC 4445, over the last whole second; UDP and RTP. The loss rate is in
    /// media packets (of 188 bytes) per second and needs RTP sequence numbers.
    std::optional<double> mdiDfMs, mdiMlr;
    /// SMPTE ST 2022-7; only where the input has two legs. Counters are cumulative, in RTP packets.
    std::optional<std::uint64_t> legOnlyA, legOnlyB, legLostBoth;
    /// Arrival on B minus arrival on A over the last second, ms.
    std::optional<double> legSkewMinMs, legSkewMedianMs, legSkewMaxMs;
    std::optional<bool> isLegAReceiving, isLegBReceiving;
    std::optional<std::uint64_t> hlsSegments, hlsFailures;
    std::optional<double> hlsTargetDurationS;
};

/// Told by a Receiver on the receiver's own thread.
class ReceiverSink {
public:
    virtual ~ReceiverSink() = default;
    /// Bytes in order, payload only (RTP header removed). A datagram or SRT message is one call; an
    /// HLS segment or a file comes in several. `arrival`: when they became available to a taker:
    /// the kernel's timestamp (UDP, RTP), the hand-over by SRT, the end of the segment's download
    /// (HLS), the moment due by the file's own PCR (file). `bytes` is borrowed for the call.
    virtual void onBytes(std::span<const std::byte> bytes, base::Timestamp arrival) = 0;
    /// Bytes known to be lost just before the next onBytes: packets of RTP or SRT that did not come
    /// in time, datagrams that the kernel dropped (UDP), segments that were missed (HLS).
    virtual void onGap(std::uint64_t lostPackets, base::Timestamp at) = 0;
    /// The stream starts anew (reconnect, file looped without continuity, HLS discontinuity).
    virtual void onRestart(base::Timestamp at) = 0;
    virtual void onState(LinkState state, const std::string& reason, base::Timestamp at) = 0;
};

/// Receives one transport stream until stopped; reconnects by itself, backoff 0.2 s doubling to 5
/// s. Owns one thread (named after `name`). SRT calls and HTTP requests are bounded in time.
class Receiver {
public:
    virtual ~Receiver() = default;
    /// Checks the options and the URI; opens nothing yet. The error names what is wrong.
    [[nodiscard]] static base::Result<std::unique_ptr<Receiver>> create(std::string name,
                                                                        ReceiverOptions options);
    /// Once. `sink` must outlive stop().
    virtual void start(ReceiverSink& sink) = 0;
    /// After it returns the sink is not called. Idempotent; bounded (2 s).
    virtual void stop() = 0;
    /// Any thread.
    [[nodiscard]] virtual LinkFigures figures() const = 0;
    /// The local port bound (listener or UDP with port 0), once known.
    [[nodiscard]] virtual std::optional<std::uint16_t> boundPort() const = 0;
    /// Of the second leg, where there is one.
    [[nodiscard]] virtual std::optional<std::uint16_t> boundPortB() const { return std::nullopt; }
};

/// The URI without credentials, for screens and logs.
[[nodiscard]] std::string withoutCredentials(const std::string& uri);

} // namespace vigie::transport
