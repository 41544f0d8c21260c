// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/tsplayback.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace vigie::transport {

namespace {

/// How far the clock is searched: 32 MiB.
constexpr std::size_t packetsToSearch = 32 * 1024 * 1024 / tsPacketSize;
/// A run ends here even without a PCR, so that memory is bounded: 16 MiB.
constexpr std::size_t longestRun = 16 * 1024 * 1024 / tsPacketSize;
/// A longer way between two PCRs is a jump of the clock, not its pace.
constexpr std::int64_t longestStep = 10 * pcrHz;

std::int64_t forward(std::int64_t from, std::int64_t to) {
    return ((to - from) % pcrWrap + pcrWrap) % pcrWrap;
}

} // namespace

base::Result<TsPlayback> TsPlayback::open(const std::string& path, bool isLooped) {
    auto reader = TsFileReader::open(path);
    if (!reader) {
        return tl::unexpected(reader.error());
    }
    struct Clock {
        std::int64_t last = 0;
        std::size_t steps = 0; // forward, from one PCR to the next
    };
    std::map<std::uint16_t, Clock> clocks;
    for (std::size_t i = 0; i < packetsToSearch; ++i) {
        const auto packet = reader->next();
        if (!packet) {
            break;
        }
        if (const auto pcr = pcrOf(*packet)) {
            const auto [found, isNew] = clocks.try_emplace(pidOf(*packet), Clock{*pcr, 0});
            const auto step = forward(found->second.last, *pcr);
            found->second.steps += !isNew && step > 0 && step <= longestStep ? 1 : 0;
            found->second.last = *pcr;
        }
    }
    const auto most =
        std::max_element(clocks.begin(), clocks.end(), [](const auto& a, const auto& b) {
            return a.second.steps < b.second.steps;
        });
    if (most == clocks.end() || most->second.steps == 0) {
        return base::failure(fmt::format(
            "{} carries no running programme clock (PCR), so that its pace is not known", path));
    }
    reader->rewind();
    return TsPlayback(std::move(*reader), most->first, isLooped);
}

TsPlayback::TsPlayback(TsFileReader reader, std::uint16_t pcrPid, bool isLooped)
    : m_reader(std::move(reader)), m_pcrPid(pcrPid), m_isLooped(isLooped) {}

void TsPlayback::placePass(std::size_t headPackets) {
    if (m_isPassPlaced) {
        return;
    }
    m_isPassPlaced = true;
    if (m_passes > 0) {
        const double due = m_endClock + static_cast<double>(headPackets) * m_ticksPerPacket;
        // Whole 90 kHz ticks, so that PCR, PTS and DTS move by the same.
        m_offset =
            static_cast<std::int64_t>(std::llround((due - static_cast<double>(m_firstPcr)) / 300)) *
            300;
    }
    m_restamper.beginPass(m_offset);
}

TsPlayback::Run TsPlayback::finished(Run run) {
    for (auto& packet : run.packets) {
        m_restamper.apply(packet);
    }
    run.ticks = m_ticksPerPacket * static_cast<double>(run.packets.size());
    return run;
}

TsPlayback::Run TsPlayback::endOfPass(Run run, std::size_t headPackets) {
    placePass(headPackets);
    const double tail = static_cast<double>(run.packets.size() - headPackets) * m_ticksPerPacket;
    m_endClock = static_cast<double>(m_lastPcr.value_or(0) + m_offset) + tail;
    run = finished(std::move(run));
    m_lastPcr.reset();
    m_carried.reset();
    m_isPassPlaced = false;
    ++m_passes;
    m_isEnded = !m_isLooped;
    m_reader.rewind();
    return run;
}

std::optional<TsPlayback::Run> TsPlayback::next() {
    if (m_isEnded) {
        return std::nullopt;
    }
    Run run;
    std::size_t head = 0;
    if (m_carried) {
        run.packets.push_back(*m_carried);
        m_carried.reset();
    }
    for (;;) {
        const auto packet = m_reader.next();
        if (!packet) {
            return endOfPass(std::move(run), head);
        }
        const auto pcr = pidOf(*packet) == m_pcrPid ? pcrOf(*packet) : std::nullopt;
        if (pcr && m_lastPcr) {
            const auto step = forward(*m_lastPcr, *pcr);
            const auto packets = static_cast<double>(run.packets.size() - head);
            if (step > 0 && step <= longestStep && packets > 0) {
                m_ticksPerPacket = static_cast<double>(step) / packets;
            }
            placePass(head);
            m_carried = packet;
            m_lastPcr = pcr;
            m_endClock = static_cast<double>(*pcr + m_offset);
            return finished(std::move(run));
        }
        if (pcr) {
            if (!m_isPassPlaced) {
                m_firstPcr = *pcr;
            }
            m_lastPcr = pcr;
        } else if (!m_lastPcr) {
            ++head;
        }
        run.packets.push_back(*packet);
        if (run.packets.size() >= longestRun) {
            // The next PCR starts the measurement anew.
            placePass(head);
            m_lastPcr.reset();
            return finished(std::move(run));
        }
    }
}

} // namespace vigie::transport
