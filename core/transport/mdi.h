// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/time.h"

namespace vigie::transport {

/// What the network does to the pace of a stream, judged once a second from arrival times:
///
/// DF, the delay factor of the Media Delivery Index (RFC 4445): how long a buffer drained at the
/// media rate would have to last, (max VB - min VB) / MR in ms. RFC 4445 takes the media rate as
/// known; here it is the rate measured over the same interval (payload bytes from its first packet
/// to the first of the next, divided by that time), because nothing below the transport stream
/// knows another. For a constant rate both are the same; for a variable one DF contains the
/// encoder's own bursts, and TS-DF is the better figure. Its floor is the time of one datagram.
///
/// MLR, the media loss rate of the same RFC: packets of 188 bytes lost or out of order per second,
/// from RTP sequence numbers.
///
/// TS-DF, time-stamped delay factor (EBU Tech 3337): largest minus smallest relative transit time
/// of the packets of one second, each against the second's first one by its RTP time stamp, ms.
///
/// One thread.
class DeliveryMeter {
public:
    struct Figures {
        std::optional<double> dfMs;
        std::optional<double> mlr;
        std::optional<double> tsDfMs;
    };
    static constexpr std::chrono::seconds interval{1};
    /// A pause longer than this is no pace: the second that it cut short has no figures.
    static constexpr std::chrono::seconds longestInterval{2};
    /// More datagrams in one second (1.3 Gb/s of usual ones) are not judged.
    static constexpr std::size_t mostDatagrams = 131'072;

    /// A datagram of the stream, in order of arrival. `timestamp`: of RTP, where there is one whose
    /// clock can be relied upon. `lossSoFar`: cumulative count of RTP packets lost or out of order.
    void add(base::Mono arrival, std::size_t payloadBytes, std::optional<std::uint32_t> timestamp,
             std::optional<std::uint64_t> lossSoFar);
    /// Ends what silence has made void; to be called now and then.
    void expire(base::Mono now);
    /// A new source, or a break in the time stamps: the running second is not judged.
    void restart();
    /// Of the last whole second; absent: nothing could be measured in it.
    [[nodiscard]] const Figures& figures() const { return m_figures; }

private:
    struct Arrival {
        std::int64_t ns = 0; // since the interval began
        std::uint32_t bytes = 0;
    };
    void begin(base::Mono arrival, std::optional<std::uint32_t> timestamp,
               std::optional<std::uint64_t> lossSoFar);
    void finish(base::Mono end, std::optional<std::uint64_t> lossSoFar);
    [[nodiscard]] std::optional<double> delayFactorMs(std::int64_t lengthNs) const;

    Figures m_figures;
    bool m_isRunning = false;
    base::Mono m_begin{};
    base::Mono m_last{};
    std::vector<Arrival> m_arrivals; // at most mostDatagrams
    std::uint64_t m_datagrams = 0;
    std::uint64_t m_bytes = 0;
    std::optional<std::uint64_t> m_lossAtBegin;
    std::optional<std::uint32_t> m_firstTimestamp;
    bool m_isTimed = false; // every datagram so far had a time stamp
    double m_leastTransitMs = 0, m_mostTransitMs = 0;
};

} // namespace vigie::transport
