// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/pcrpacer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/ts/packet.h"

namespace vigie::analysis {
namespace {

/// As many packets as a datagram carries: time is as fine as it would be on a network.
constexpr std::uint64_t slicePackets = 7;
constexpr std::uint64_t window = std::uint64_t{16} << 20;
/// In step after so many sync bytes at one distance.
constexpr std::size_t acquireAfter = 5;
constexpr std::array<std::size_t, 3> strides{188, 192, 204};

constexpr std::int64_t plainStep = 2 * ts::pcrHz;
constexpr std::int64_t longestFirstStep = 10 * ts::pcrHz;
constexpr double stretch = 4;
constexpr std::int64_t takeOverAfter = ts::pcrHz;
/// The rate is that of the newest seconds.
constexpr double rateMemoryNs = 2e9;

constexpr std::int64_t toNs(std::int64_t ticks) {
    return ticks * 1000 / 27;
}

} // namespace

PcrPacer::PcrPacer(Take take) : m_take(std::move(take)) {}

void PcrPacer::push(std::span<const std::byte> bytes) {
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
    m_end += bytes.size();
    scan(false);
    drop();
}

void PcrPacer::finish() {
    scan(true);
    if (m_position < m_end) {
        m_isAssumed = m_isAssumed || m_rateNs <= 0;
        anchor(m_end, m_time + byRate(m_end - m_position));
    }
    drop();
}

TimeBasis PcrPacer::basis() const {
    TimeBasis basis;
    basis.kind = m_firstReference ? TimeBasis::Kind::Pcr : TimeBasis::Kind::Assumed;
    basis.pid = m_firstReference;
    basis.jumps = m_jumps;
    if (m_isAssumed) {
        basis.assumedBitrate = assumedBitrate;
    }
    return basis;
}

void PcrPacer::scan(bool isEnd) {
    for (;;) {
        if (m_stride == 0 && !findStep(isEnd)) {
            return;
        }
        if (m_scanned + ts::packetSize > m_end) {
            return;
        }
        limitWait();
        if (*at(m_scanned) == ts::syncByte) {
            takePacket(m_scanned);
            m_scanned += m_stride;
            continue;
        }
        const std::uint64_t next = m_scanned + m_stride;
        if (next >= m_end && !isEnd) {
            return; // One wrong sync byte or a loss: the next packet will tell.
        }
        if (next < m_end && *at(next) == ts::syncByte) {
            m_scanned = next;
        } else {
            m_stride = 0;
        }
    }
}

bool PcrPacer::findStep(bool isEnd) {
    for (; m_scanned < m_end; ++m_scanned) {
        limitWait();
        if (*at(m_scanned) != ts::syncByte) {
            continue;
        }
        for (const std::size_t stride : strides) {
            std::size_t found = 1;
            while (found < acquireAfter && m_scanned + found * stride < m_end &&
                   *at(m_scanned + found * stride) == ts::syncByte) {
                ++found;
            }
            if (found == acquireAfter) {
                m_stride = stride;
                m_hasFoundPackets = true;
                return true;
            }
            if (m_scanned + found * stride >= m_end && !isEnd) {
                return false; // More bytes will tell.
            }
        }
    }
    return false;
}

void PcrPacer::limitWait() {
    if (m_scanned >= m_position + window) {
        m_isAssumed = m_isAssumed || m_rateNs <= 0;
        anchor(m_position + window, m_time + byRate(window));
    }
}

void PcrPacer::takePacket(std::uint64_t position) {
    const std::uint8_t* const packet = at(position);
    const ts::PacketHeader header(packet);
    if (header.hasTransportError() || !header.hasAdaptationField() || packet[4] == 0) {
        return;
    }
    const ts::AdaptationField field = ts::readAdaptationField(packet);
    if (field.isDiscontinuity) {
        if (const auto known = m_clocks.find(header.pid()); known != m_clocks.end()) {
            known->second.isAnnounced = true;
        }
    }
    if (!field.hasPcr) {
        return;
    }
    const std::uint64_t end = position + ts::packetSize;
    const auto [found, isFirst] = m_clocks.try_emplace(header.pid());
    Clock& clock = found->second;
    if (!isFirst) {
        takePcr(header.pid(), clock, field.pcr, end);
    } else if (!m_reference) {
        m_reference = header.pid();
    }
    clock.pcr = field.pcr;
    clock.position = end;
    clock.isAnnounced = false;
}

void PcrPacer::takePcr(std::uint16_t pid, Clock& clock, std::uint64_t pcr, std::uint64_t end) {
    const std::int64_t ticks = ts::wrappedDifference(clock.pcr, pcr, ts::pcrWrap);
    const bool isJump = clock.isAnnounced || !isBelieved(ticks, end - clock.position);
    if (pid == m_reference) {
        referencePcr(clock, ticks, end, isJump);
    } else {
        otherPcr(pid, clock, ticks, end, isJump);
    }
}

void PcrPacer::referencePcr(Clock& clock, std::int64_t ticks, std::uint64_t end, bool isJump) {
    if (ticks == 0 && !isJump) {
        return; // A repeated packet tells nothing new.
    }
    const std::uint64_t bytes = end - clock.position;
    for (auto& [pid, other] : m_clocks) {
        other.sinceTicks = -1;
    }
    if (isJump) {
        ++m_jumps;
        if (m_referenceTime) {
            m_referenceTime = *m_referenceTime + byRate(bytes);
            anchor(end, *m_referenceTime);
        }
        return;
    }
    noteRate(bytes, ticks);
    if (!m_referenceTime) {
        // The first two: what came before them came at their rate.
        m_firstReference = m_firstReference.value_or(*m_reference);
        const std::uint64_t before = clock.position > m_position ? clock.position - m_position : 0;
        m_referenceTime = m_time + byRate(before);
        anchor(clock.position, *m_referenceTime);
    }
    *m_referenceTime += toNs(ticks);
    anchor(end, *m_referenceTime);
}

void PcrPacer::otherPcr(std::uint16_t pid, Clock& clock, std::int64_t ticks, std::uint64_t end,
                        bool isJump) {
    if (isJump || clock.sinceTicks < 0) {
        clock.sincePosition = end;
        clock.sinceTicks = 0;
        return;
    }
    clock.sinceTicks += ticks;
    if (clock.sinceTicks < takeOverAfter) {
        return;
    }
    // The reference has brought nothing for a second of this clock.
    m_reference = pid;
    m_firstReference = m_firstReference.value_or(pid);
    noteRate(end - clock.sincePosition, clock.sinceTicks);
    const std::uint64_t before =
        clock.sincePosition > m_position ? clock.sincePosition - m_position : 0;
    m_referenceTime = m_time + byRate(before);
    anchor(clock.sincePosition, *m_referenceTime);
    *m_referenceTime += toNs(clock.sinceTicks);
    anchor(end, *m_referenceTime);
}

bool PcrPacer::isBelieved(std::int64_t ticks, std::uint64_t bytes) const {
    if (ticks < 0) {
        return false;
    }
    if (ticks <= plainStep) {
        return true;
    }
    if (m_rateNs <= 0) {
        return ticks <= longestFirstStep;
    }
    return static_cast<double>(toNs(ticks)) <= stretch * static_cast<double>(bytes) / rate();
}

void PcrPacer::noteRate(std::uint64_t bytes, std::int64_t ticks) {
    m_rateBytes += static_cast<double>(bytes);
    m_rateNs += static_cast<double>(toNs(ticks));
    if (m_rateNs > rateMemoryNs) {
        m_rateBytes /= 2;
        m_rateNs /= 2;
    }
}

double PcrPacer::rate() const {
    return m_rateNs > 0 && m_rateBytes > 0 ? m_rateBytes / m_rateNs : assumedBitrate / 8 / 1e9;
}

std::int64_t PcrPacer::byRate(std::uint64_t bytes) const {
    return static_cast<std::int64_t>(static_cast<double>(bytes) / rate());
}

void PcrPacer::anchor(std::uint64_t position, std::int64_t time) {
    if (position <= m_position) {
        return;
    }
    const std::uint64_t from = m_position;
    const std::int64_t begin = m_time;
    // What was handed on by rate may have run ahead of the clock: it waits for it.
    const std::int64_t length = std::max<std::int64_t>(time - begin, 0);
    const double perByte = static_cast<double>(length) / static_cast<double>(position - from);
    const std::uint64_t slice = slicePackets * (m_stride != 0 ? m_stride : ts::packetSize);
    while (m_position < position) {
        const std::uint64_t end = std::min(m_position + slice, position);
        m_time = end == position
                     ? begin + length
                     : begin + static_cast<std::int64_t>(perByte * static_cast<double>(end - from));
        m_take({m_buffer.data() + (m_position - m_begin), end - m_position},
               base::Nanoseconds{m_time});
        m_position = end;
    }
}

void PcrPacer::drop() {
    const std::uint64_t keep = std::min(m_position, m_scanned);
    m_buffer.erase(m_buffer.begin(),
                   m_buffer.begin() + static_cast<std::ptrdiff_t>(keep - m_begin));
    m_begin = keep;
}

} // namespace vigie::analysis
