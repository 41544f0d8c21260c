// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/demo/carousel.h"
#include "core/demo/tspacket.h"

namespace vigie::demo {

/// The multiplex of one transponder: a time-division merge. Each tick takes one packet of every
/// feed, in fixed places, and one place more for tables. Packets pass untouched: a PCR keeps its
/// value and, the places being fixed, its exact distance to the others. The feeds' own tables give
/// way to nulls.
///
/// What was sent is kept for as long as the longest way through space takes; each satellite link
/// reads it at its own delay. One thread.
class Transponder {
public:
    struct Datagram {
        base::Mono at{};
        std::array<std::byte, packetsPerDatagram * packetSize> bytes{};
    };
    /// Longest delay that a reader can have.
    static constexpr std::chrono::milliseconds kept{1500};

    Transponder(std::uint16_t streamId, std::string network, std::vector<SiService> services);

    /// One packet for each service, in the constructor's order; nothing where a feed is silent.
    void tick(std::uint64_t tick, const std::vector<std::optional<TsPacket>>& packets,
              base::Timestamp now);

    /// Datagrams ever made: the number of the next.
    [[nodiscard]] std::uint64_t written() const { return m_written; }
    /// The oldest that is still kept.
    [[nodiscard]] std::uint64_t oldest() const;
    [[nodiscard]] const Datagram& datagram(std::uint64_t number) const;
    [[nodiscard]] std::uint64_t bitsPerSecond() const;

private:
    void append(const TsPacket& packet, base::Mono at);

    const std::size_t m_places;
    Carousel m_carousel;
    std::vector<Datagram> m_ring;
    std::uint64_t m_written = 0;
    std::size_t m_filled = 0;
};

} // namespace vigie::demo
