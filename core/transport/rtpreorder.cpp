// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/rtpreorder.h"

#include <algorithm>

namespace vigie::transport {

namespace {

std::vector<std::byte> copyOf(std::span<const std::byte> bytes) {
    return {bytes.begin(), bytes.end()};
}

} // namespace

std::int64_t RtpReorder::unwrapped(std::uint16_t sequence) const {
    const auto difference =
        static_cast<std::int16_t>(sequence - static_cast<std::uint16_t>(m_next & 0xffff));
    return m_next + difference;
}

bool RtpReorder::wasDelivered(std::int64_t sequence) const {
    return m_delivered[static_cast<std::size_t>(sequence & 127)];
}

void RtpReorder::remember(std::int64_t sequence, bool isDelivered) {
    m_delivered[static_cast<std::size_t>(sequence & 127)] = isDelivered;
}

void RtpReorder::begin(const RtpPacket& packet) {
    m_isStarted = true;
    m_ssrc = packet.ssrc;
    // High enough that what comes late never goes below zero.
    m_next = (std::int64_t{1} << 32) + packet.sequence;
    m_first = m_next;
    m_highest = m_next - 1;
    m_delivered.reset();
}

void RtpReorder::handOver(std::span<const std::byte> payload, base::Timestamp arrival) {
    // What waited for its predecessor became available with it, not before.
    if (arrival.mono > m_lastArrival.mono) {
        m_lastArrival = arrival;
    }
    m_output.onPayload(payload, m_lastArrival);
    remember(m_next, true);
    ++m_next;
}

void RtpReorder::drainReady() {
    for (auto first = m_held.begin(); first != m_held.end() && first->first == m_next;
         first = m_held.begin()) {
        handOver(first->second.payload, first->second.arrival);
        m_held.erase(first);
    }
}

void RtpReorder::skipToOldest() {
    const auto oldest = m_held.begin()->first;
    const auto missing = static_cast<std::uint64_t>(oldest - m_next);
    for (; m_next < oldest; ++m_next) {
        remember(m_next, false);
    }
    m_lost += missing;
    const auto& arrival = m_held.begin()->second.arrival;
    m_output.onLost(missing, arrival.mono > m_lastArrival.mono ? arrival : m_lastArrival);
    drainReady();
}

bool RtpReorder::handleForeign(const RtpPacket& packet, base::Timestamp arrival,
                               std::int64_t sequence) {
    const auto distance = sequence - m_next;
    if (packet.ssrc == m_ssrc && distance <= maxDropout && distance >= -maxMisorder) {
        m_candidate.reset();
        return false;
    }
    if (!m_candidate || m_candidate->ssrc != packet.ssrc || m_candidate->next != packet.sequence) {
        m_candidate = Candidate{.ssrc = packet.ssrc,
                                .next = static_cast<std::uint16_t>(packet.sequence + 1),
                                .packet = {copyOf(packet.payload), arrival}};
        return true;
    }
    // Confirmed. What the old stream still holds will not become complete.
    while (!m_held.empty()) {
        skipToOldest();
    }
    const Candidate candidate = std::move(*m_candidate);
    m_candidate.reset();
    ++m_restarts;
    m_output.onRestart(candidate.packet.arrival);
    RtpPacket first = packet;
    first.sequence = static_cast<std::uint16_t>(packet.sequence - 1);
    begin(first);
    handOver(candidate.packet.payload, candidate.packet.arrival);
    handOver(packet.payload, arrival);
    m_highest = m_next - 1;
    return true;
}

bool RtpReorder::add(const RtpPacket& packet, base::Timestamp arrival) {
    if (!m_isStarted) {
        begin(packet);
    }
    const auto sequence = unwrapped(packet.sequence);
    const auto restartsBefore = m_restarts;
    if (handleForeign(packet, arrival, sequence)) {
        return m_restarts != restartsBefore;
    }
    const bool isDuplicate = sequence < m_next ? sequence >= m_first && wasDelivered(sequence)
                                               : m_held.contains(sequence);
    if (isDuplicate) {
        ++m_duplicates;
        return false;
    }
    if (sequence < m_highest) {
        ++m_reordered;
    }
    m_highest = std::max(m_highest, sequence);
    if (sequence < m_next) {
        // Later than the window: it was told as lost, and is of no use to the taker any more. Its
        // second copy is then a duplicate.
        if (sequence >= m_first) {
            ++m_late;
        }
        remember(sequence, true);
        return true;
    }
    if (sequence == m_next) {
        handOver(packet.payload, arrival);
        drainReady();
    } else {
        m_held.emplace(sequence, Held{copyOf(packet.payload), arrival});
    }
    while (!m_held.empty() && m_held.rbegin()->first - m_next >= windowPackets) {
        skipToOldest();
    }
    expire(arrival.mono);
    return true;
}

void RtpReorder::expire(base::Mono now) {
    while (!m_held.empty()) {
        // Not the first by sequence: the one that has waited longest decides.
        const auto oldest =
            std::min_element(m_held.begin(), m_held.end(), [](const auto& a, const auto& b) {
                return a.second.arrival.mono < b.second.arrival.mono;
            });
        if (now - oldest->second.arrival.mono < windowTime) {
            return;
        }
        skipToOldest();
    }
}

} // namespace vigie::transport
