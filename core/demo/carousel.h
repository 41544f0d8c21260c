// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/demo/si.h"

namespace vigie::demo {

/// Repeats a multiplex' tables, each at its interval, one packet at a time wherever the multiplex
/// has room. Time is counted in packets of its multiplex frames (see tspacket.h). One thread.
class Carousel {
public:
    /// The tables of a whole multiplex: PAT where `withPat`, NIT, SDT, EIT p/f and TDT.
    Carousel(std::uint16_t streamId, std::string network, std::vector<SiService> services,
             bool withPat);
    /// The next packet that is due at `tick` (packetsPerSecond of them make a second), or nothing.
    [[nodiscard]] std::optional<TsPacket> next(std::uint64_t tick, base::Utc now);

private:
    struct Table {
        std::uint16_t pid = 0;
        std::uint64_t interval = 0;
        std::uint64_t due = 0;
        std::function<Section(base::Utc)> make;
    };
    void add(std::uint16_t pid, double seconds, std::function<Section(base::Utc)> make);

    std::vector<Table> m_tables;
    std::map<std::uint16_t, std::uint8_t> m_counters;
    std::deque<TsPacket> m_waiting;
};

} // namespace vigie::demo
