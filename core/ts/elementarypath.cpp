// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the analyzer does with whole PES packets and splice sections.
#include <algorithm>

#include "core/ts/analyzerimpl.h"
#include "core/ts/crc32.h"

namespace vigie::ts {
namespace {

constexpr std::uint64_t stampWrap = std::uint64_t{1} << 33;
/// A programme clock that old is no clock.
constexpr std::chrono::seconds clockAge{1};

/// The stream that a service is marked by: its first video, or its first sound without video.
std::uint16_t markPid(const Service& service) {
    for (const StreamClass which : {StreamClass::Video, StreamClass::Audio}) {
        for (const ServiceStream& stream : service.streams) {
            if (stream.content.streamClass == which) {
                return stream.pid;
            }
        }
    }
    return nullPid;
}

bool carries(const Service& service, std::uint16_t pid) {
    return std::any_of(service.streams.begin(), service.streams.end(),
                       [pid](const ServiceStream& stream) { return stream.pid == pid; });
}

/// A time that lies ahead by at most half the wrap, or behind.
base::Nanoseconds until(std::uint64_t clock, std::uint64_t pts) {
    const auto ahead = static_cast<std::int64_t>((pts - clock) & (stampWrap - 1));
    const auto wrap = static_cast<std::int64_t>(stampWrap);
    const std::int64_t ticks = ahead > wrap / 2 ? ahead - wrap : ahead;
    return base::Nanoseconds(ticks * 100'000 / 9);
}

} // namespace

void Analyzer::Impl::takeUnit(PidState& state, PesUnit& unit) {
    unit.pid = state.pid;
    unit.streamType = state.streamType;
    unit.content = state.content.name;
    const Service* owner = nullptr;
    for (const Service& service : m_services.services()) {
        if (carries(service, state.pid) && isAsked(service)) {
            owner = &service;
            unit.serviceId = service.id;
            break;
        }
    }
    if (owner != nullptr && markPid(*owner) == state.pid) {
        if (const auto mark = state.ptsMarker.take(unit)) {
            m_sink.onPtsMark(*mark);
        }
    }
    m_sink.onPesUnit(unit);
}

std::optional<std::uint64_t> Analyzer::Impl::clockOf(const Service& service) const {
    const PidState* const state = m_pids.find(service.pcrPid);
    if (state == nullptr || !state->lastPcr) {
        return std::nullopt;
    }
    const base::Nanoseconds age = m_now.mono - state->lastPcrAt;
    if (age < base::Nanoseconds(0) || age > clockAge) {
        return std::nullopt;
    }
    const auto passed = static_cast<std::uint64_t>(age.count() * 9 / 100'000);
    return (*state->lastPcr / 300 + passed) & (stampWrap - 1);
}

void Analyzer::Impl::takeSplice(PidState& state, Bytes section) {
    // 2.2 names its tables, and this is none of them: a section with a wrong CRC is passed over.
    if (section.size() < 4 || section[0] != 0xfc || crc32(section) != 0) {
        return;
    }
    if (!state.splices->take(be32(&section[section.size() - 4]), m_now.mono)) {
        return;
    }
    const auto info = readSpliceInfo(section);
    if (!info) {
        return;
    }
    SpliceEvent event;
    event.pid = state.pid;
    event.info = *info;
    event.at = m_now;
    const auto tell = [this, &event](std::uint16_t serviceId, const Service* clocked) {
        event.serviceId = serviceId;
        event.clock = clocked != nullptr ? clockOf(*clocked) : std::nullopt;
        event.untilSplice.reset();
        if (event.clock && event.info.splicePts) {
            event.untilSplice = until(*event.clock, *event.info.splicePts);
        }
        m_sink.onSplice(event);
    };
    bool isAnnounced = false;
    for (const Service& service : m_services.services()) {
        if (carries(service, state.pid)) {
            isAnnounced = true;
            tell(service.id, &service);
        }
    }
    if (!isAnnounced) {
        // Of a single service the clock is sure; of several it could be any.
        const auto& services = m_services.services();
        tell(0, services.size() == 1 ? &services.front() : nullptr);
    }
}

void Analyzer::Impl::noteUnannouncedSplice(PidState& state, std::span<const std::uint8_t> payload) {
    // Before the tables had their time to come, every PID is unannounced.
    const std::size_t begin = payload.empty() ? 1 : payload[0] + std::size_t{1};
    if (!m_settledAt || begin + 4 > payload.size() || payload[begin] != 0xfc ||
        (payload[begin + 1] & 0xf0) != 0x30 || payload[begin + 3] != 0) {
        return;
    }
    state.splices = std::make_unique<SpliceFilter>();
    state.sections = std::make_unique<SectionAssembler>();
}

} // namespace vigie::ts
