// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/mdi.h"

#include <algorithm>

namespace vigie::transport {

namespace {

constexpr double tsPacketBytes = 188;

} // namespace

void DeliveryMeter::add(base::Mono arrival, std::size_t payloadBytes,
                        std::optional<std::uint32_t> timestamp,
                        std::optional<std::uint64_t> lossSoFar) {
    if (m_isRunning && arrival - m_begin >= interval) {
        finish(arrival, lossSoFar);
    }
    if (!m_isRunning) {
        begin(arrival, timestamp, lossSoFar);
    }
    // A kernel may stamp two queues of one interface a little out of order.
    const auto sinceBegin = std::max<std::int64_t>((arrival - m_begin).count(), 0);
    m_last = std::max(m_last, arrival);
    m_bytes += payloadBytes;
    ++m_datagrams;
    if (m_arrivals.size() < mostDatagrams) {
        m_arrivals.push_back({sinceBegin, static_cast<std::uint32_t>(payloadBytes)});
    }
    m_isTimed = m_isTimed && timestamp.has_value();
    if (m_isTimed) {
        const double sentMs = static_cast<std::int32_t>(*timestamp - *m_firstTimestamp) / 90.0;
        const double transitMs = static_cast<double>(sinceBegin) * 1e-6 - sentMs;
        m_leastTransitMs = std::min(m_leastTransitMs, transitMs);
        m_mostTransitMs = std::max(m_mostTransitMs, transitMs);
    }
}

void DeliveryMeter::begin(base::Mono arrival, std::optional<std::uint32_t> timestamp,
                          std::optional<std::uint64_t> lossSoFar) {
    m_isRunning = true;
    m_begin = arrival;
    m_last = arrival;
    m_arrivals.clear();
    m_datagrams = 0;
    m_bytes = 0;
    m_lossAtBegin = lossSoFar;
    m_firstTimestamp = timestamp;
    m_isTimed = timestamp.has_value();
    m_leastTransitMs = 0;
    m_mostTransitMs = 0;
}

void DeliveryMeter::finish(base::Mono end, std::optional<std::uint64_t> lossSoFar) {
    m_isRunning = false;
    m_figures = {};
    if (end - m_begin > longestInterval || m_datagrams < 2) {
        return;
    }
    const auto lengthNs = (end - m_begin).count();
    m_figures.dfMs = delayFactorMs(lengthNs);
    if (m_isTimed) {
        m_figures.tsDfMs = m_mostTransitMs - m_leastTransitMs;
    }
    if (lossSoFar && m_lossAtBegin && *lossSoFar >= *m_lossAtBegin) {
        // What was lost cannot say how much it carried: as much as the others on average.
        const double perDatagram =
            static_cast<double>(m_bytes) / tsPacketBytes / static_cast<double>(m_datagrams);
        m_figures.mlr = static_cast<double>(*lossSoFar - *m_lossAtBegin) * perDatagram /
                        (static_cast<double>(lengthNs) * 1e-9);
    }
}

std::optional<double> DeliveryMeter::delayFactorMs(std::int64_t lengthNs) const {
    if (m_datagrams != m_arrivals.size() || m_bytes == 0 || lengthNs <= 0) {
        return std::nullopt;
    }
    const double bytesPerNs = static_cast<double>(m_bytes) / static_cast<double>(lengthNs);
    double buffered = 0; // bytes that came so far
    double least = 0;
    double most = 0;
    for (const Arrival& arrival : m_arrivals) {
        const double drained = bytesPerNs * static_cast<double>(arrival.ns);
        least = std::min(least, buffered - drained);
        buffered += arrival.bytes;
        most = std::max(most, buffered - drained);
    }
    return (most - least) / bytesPerNs * 1e-6;
}

void DeliveryMeter::expire(base::Mono now) {
    if (m_isRunning && now - m_last > longestInterval) {
        restart();
        m_figures = {};
    }
}

void DeliveryMeter::restart() {
    m_isRunning = false;
}

} // namespace vigie::transport
