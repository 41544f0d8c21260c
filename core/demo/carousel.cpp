// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/carousel.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

namespace vigie::demo {

namespace {

constexpr std::uint16_t patPid = 0x0000;
constexpr std::uint16_t nitPid = 0x0010;
constexpr std::uint16_t sdtPid = 0x0011;
constexpr std::uint16_t eitPid = 0x0012;
constexpr std::uint16_t tdtPid = 0x0014;

} // namespace

Carousel::Carousel(std::uint16_t streamId, std::string network, std::vector<SiService> services,
                   bool withPat) {
    if (withPat) {
        add(patPid, 0.08, [section = makePat(streamId, services)](base::Utc) { return section; });
    }
    add(nitPid, 4, [section = makeNit(streamId, network)](base::Utc) { return section; });
    add(sdtPid, 1, [section = makeSdt(streamId, services)](base::Utc) { return section; });
    add(tdtPid, 10, [](base::Utc now) { return makeTdt(now); });
    for (const auto& service : services) {
        for (const bool isFollowing : {false, true}) {
            add(eitPid, 1, [streamId, service, isFollowing](base::Utc now) {
                const auto hour = std::chrono::floor<std::chrono::hours>(now) +
                                  std::chrono::hours(isFollowing ? 1 : 0);
                return makeEitPresentFollowing(streamId, service, isFollowing, hour,
                                               service.name + (isFollowing ? ", next" : ", live"));
            });
        }
    }
    // Spread over the second, so that the tables of one PID keep their distance.
    for (std::size_t i = 0; i < m_tables.size(); ++i) {
        m_tables[i].due = i * packetsPerSecond / m_tables.size();
    }
}

void Carousel::add(std::uint16_t pid, double seconds, std::function<Section(base::Utc)> make) {
    m_tables.push_back(
        {pid, static_cast<std::uint64_t>(seconds * packetsPerSecond), 0, std::move(make)});
}

std::optional<TsPacket> Carousel::next(std::uint64_t tick, base::Utc now) {
    if (m_waiting.empty()) {
        for (Table& table : m_tables) {
            if (table.due > tick) {
                continue;
            }
            table.due = tick + table.interval;
            for (const TsPacket& packet :
                 packetize(table.pid, table.make(now), m_counters[table.pid])) {
                m_waiting.push_back(packet);
            }
            break;
        }
    }
    if (m_waiting.empty()) {
        return std::nullopt;
    }
    const TsPacket packet = m_waiting.front();
    m_waiting.pop_front();
    return packet;
}

} // namespace vigie::demo
