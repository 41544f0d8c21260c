// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/legmerger.h"

#include <algorithm>
#include <cstdlib>

namespace vigie::transport {

namespace {

constexpr int minSequential = 2;
/// Of time stamps between two packets of one stream that lie near each other, in units of 1/90000
/// s.
constexpr std::int64_t longestTimestampStep = 10 * 90'000;
constexpr std::size_t mostSetAside = 4096;
constexpr std::size_t mostSkews = 65'536;

constexpr Leg other(Leg leg) {
    return leg == Leg::A ? Leg::B : Leg::A;
}

} // namespace

LegMerger::LegMerger(std::chrono::nanoseconds window, Output output, std::size_t records)
    : m_window(window), m_output(std::move(output)), m_records(records) {}

std::int64_t LegMerger::unwrapped(std::uint16_t sequence) const {
    const auto difference =
        static_cast<std::int16_t>(sequence - static_cast<std::uint16_t>(m_highest & 0xffff));
    return m_highest + difference;
}

bool LegMerger::belongs(Leg leg, const RtpPacket& packet, std::int64_t sequence) {
    const auto distance = sequence - m_highest;
    if (distance > maxDropout || distance <= -static_cast<std::int64_t>(m_records.size())) {
        return false;
    }
    if (const auto& highest = state(leg).highest; highest && sequence < *highest - maxMisorder) {
        return false;
    }
    const Record& known = record(sequence);
    if (known.sequence == sequence) {
        return known.timestamp == packet.timestamp;
    }
    const auto step = static_cast<std::int32_t>(packet.timestamp - m_highestTimestamp);
    return std::abs(static_cast<std::int64_t>(step)) <= longestTimestampStep;
}

void LegMerger::begin(const RtpPacket& packet) {
    m_isStarted = true;
    // High enough that what comes late never goes below zero.
    m_next = (std::int64_t{1} << 32) + packet.sequence;
    m_first = m_next;
    m_judged = m_next;
    m_highest = m_next - 1;
    m_highestTimestamp = packet.timestamp;
    std::fill(m_records.begin(), m_records.end(), Record{});
    for (LegState& leg : m_legs) {
        leg.highest.reset();
        leg.isForeign = false;
        leg.inARow = 0;
    }
}

void LegMerger::add(Leg leg, const RtpPacket& packet, base::Timestamp arrival) {
    if (!m_isStarted) {
        begin(packet);
    }
    const auto sequence = unwrapped(packet.sequence);
    if (!belongs(leg, packet, sequence)) {
        putAside(leg, packet, arrival);
        return;
    }
    LegState& its = state(leg);
    its.isForeign = false;
    its.inARow = 0;
    its.setAside.clear();
    take(leg, packet, sequence, arrival);
    expire(arrival.mono);
}

void LegMerger::take(Leg leg, const RtpPacket& packet, std::int64_t sequence,
                     base::Timestamp arrival) {
    LegState& its = state(leg);
    its.lastArrival = std::max(its.lastArrival.value_or(arrival.mono), arrival.mono);
    if (sequence < m_first) {
        return; // sent before the stream was joined
    }
    Record& known = record(sequence);
    if (known.sequence != sequence) {
        known = Record{.sequence = sequence, .timestamp = packet.timestamp, .first = arrival.mono};
    }
    auto& mine = known.arrival[static_cast<std::size_t>(leg)];
    if (mine) {
        ++m_duplicates;
        return;
    }
    mine = arrival.mono;
    m_reordered += its.highest && sequence < *its.highest ? 1 : 0;
    its.highest = std::max(its.highest.value_or(sequence), sequence);
    if (known.arrival[static_cast<std::size_t>(other(leg))]) {
        measureSkew(known, arrival.mono);
        return;
    }
    if (sequence > m_highest) {
        m_highest = sequence;
        m_highestTimestamp = packet.timestamp;
    }
    m_output.onFirstCopy(packet, arrival);
    if (sequence < m_next) {
        return; // was told as lost already
    }
    if (sequence == m_next) {
        handOver(packet.payload, arrival);
        drainReady();
    } else {
        m_held.emplace(sequence, Held{{packet.payload.begin(), packet.payload.end()}, arrival});
        m_waiting.emplace_back(arrival.mono, sequence);
    }
}

void LegMerger::handOver(std::span<const std::byte> payload, base::Timestamp arrival) {
    // What waited for its predecessor became available with it, not before.
    if (arrival.mono > m_lastHandedOver.mono) {
        m_lastHandedOver = arrival;
    }
    m_output.onPayload(payload, m_lastHandedOver);
    ++m_next;
}

void LegMerger::drainReady() {
    for (auto first = m_held.begin(); first != m_held.end() && first->first == m_next;
         first = m_held.begin()) {
        handOver(first->second.payload, first->second.arrival);
        m_held.erase(first);
    }
}

void LegMerger::skipToOldest() {
    const auto& [sequence, oldest] = *m_held.begin();
    const auto missing = static_cast<std::uint64_t>(sequence - m_next);
    m_next = sequence;
    m_lostBoth += missing;
    m_output.onLost(missing, oldest.arrival.mono > m_lastHandedOver.mono ? oldest.arrival
                                                                         : m_lastHandedOver);
    drainReady();
}

void LegMerger::expire(base::Mono now) {
    while (!m_waiting.empty()) {
        // What came first of all that stands behind the gap decides: what is missing was due
        // before it.
        const auto [came, sequence] = m_waiting.front();
        if (sequence < m_next) {
            m_waiting.pop_front();
        } else if (now - came >= m_window || m_held.size() > mostHeld) {
            skipToOldest();
        } else {
            break;
        }
    }
    judge(now);
    endSkewSecond(now);
    for (const Leg leg : {Leg::A, Leg::B}) {
        if (mayTakeOver(leg, now)) {
            takeOver(leg, state(leg).setAside.back().arrival);
            break;
        }
    }
}

void LegMerger::judge(base::Mono now) {
    // Records are kept for so many numbers: what lies further back can no longer be judged.
    m_judged = std::max(m_judged, m_highest + 1 - static_cast<std::int64_t>(m_records.size()));
    for (; m_judged < m_next; ++m_judged) {
        const Record& known = record(m_judged);
        if (known.sequence != m_judged) {
            continue; // never came: it is in m_lostBoth
        }
        if (now - known.first < m_window) {
            return;
        }
        const auto isInTime = [&](std::size_t leg) {
            return known.arrival[leg] && *known.arrival[leg] - known.first < m_window;
        };
        if (isInTime(0) != isInTime(1)) {
            ++m_only[isInTime(0) ? 0 : 1];
        }
    }
}

void LegMerger::measureSkew(const Record& pair, base::Mono now) {
    endSkewSecond(now);
    if (m_skews.empty()) {
        m_skewSecond = now;
    }
    if (m_skews.size() < mostSkews) {
        m_skews.push_back(static_cast<double>((*pair.arrival[1] - *pair.arrival[0]).count()) *
                          1e-6);
    }
}

void LegMerger::endSkewSecond(base::Mono now) {
    constexpr std::chrono::seconds second{1};
    if (!m_skews.empty() && now - m_skewSecond >= second) {
        std::sort(m_skews.begin(), m_skews.end());
        const auto middle = m_skews.size() / 2;
        const double median =
            m_skews.size() % 2 == 1 ? m_skews[middle] : (m_skews[middle - 1] + m_skews[middle]) / 2;
        m_skew = Skew{m_skews.front(), median, m_skews.back()};
        m_skewAt = now;
        m_skews.clear();
    } else if (m_skew && now - m_skewAt > 2 * second) {
        m_skew.reset();
    }
}

void LegMerger::putAside(Leg leg, const RtpPacket& packet, base::Timestamp arrival) {
    LegState& its = state(leg);
    const bool isNext =
        !its.setAside.empty() && its.setAside.back().packet.ssrc == packet.ssrc &&
        static_cast<std::uint16_t>(its.setAside.back().packet.sequence + 1) == packet.sequence;
    if (its.inARow < minSequential) {
        its.inARow = isNext ? its.inARow + 1 : 1;
        if (!isNext) {
            its.setAside.clear();
        }
    }
    its.isForeign = its.inARow >= minSequential;
    SetAside kept{.packet = packet,
                  .bytes = {packet.payload.begin(), packet.payload.end()},
                  .arrival = arrival};
    its.setAside.push_back(std::move(kept));
    its.setAside.back().packet.payload = its.setAside.back().bytes;
    while (
        its.setAside.size() > mostSetAside ||
        (its.setAside.size() > 2 && arrival.mono - its.setAside.front().arrival.mono > m_window)) {
        its.setAside.pop_front();
    }
    expire(arrival.mono);
}

bool LegMerger::mayTakeOver(Leg leg, base::Mono now) const {
    const LegState& its = state(leg);
    if (its.inARow < minSequential || now - its.setAside.back().arrival.mono >= m_window) {
        return false;
    }
    // The stream must not be torn while the other leg still brings it.
    const LegState& rival = state(other(leg));
    return rival.isForeign || !rival.lastArrival || now - *rival.lastArrival >= m_window;
}

void LegMerger::takeOver(Leg leg, base::Timestamp at) {
    while (!m_held.empty()) {
        skipToOldest(); // what the old stream still holds will not become complete
    }
    m_waiting.clear();
    std::array<std::deque<SetAside>, 2> kept;
    for (std::size_t index = 0; index < m_legs.size(); ++index) {
        kept[index] = std::exchange(m_legs[index].setAside, {});
    }
    ++m_restarts;
    m_output.onRestart(at);
    begin(kept[static_cast<std::size_t>(leg)].front().packet);
    for (const Leg from : {leg, other(leg)}) {
        for (const SetAside& item : kept[static_cast<std::size_t>(from)]) {
            const auto sequence = unwrapped(item.packet.sequence);
            if (belongs(from, item.packet, sequence)) {
                take(from, item.packet, sequence, item.arrival);
            }
        }
    }
}

} // namespace vigie::transport
