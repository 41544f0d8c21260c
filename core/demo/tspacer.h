// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "core/demo/carousel.h"
#include "core/demo/tspacket.h"

namespace vigie::demo {

/// Turns the bursts of a coder into one packet per tick, and puts the service information into null
/// packets on their way. It starts once it holds enough to bridge the coder's bursts. Where the
/// coder falls behind, a null packet goes out instead, and is taken back at the next null packet
/// once the coder has caught up, so that the time from coder to output stays constant. push() on
/// the coder's thread, next() on the sender's.
class TsPacer {
public:
    /// About a quarter of a second.
    static constexpr std::size_t prefill = packetsPerSecond / 4;
    static constexpr std::size_t capacity = packetsPerSecond * 2;

    explicit TsPacer(Carousel carousel);
    void push(std::span<const std::byte> packets);
    /// The packet of this tick; nothing before the start.
    [[nodiscard]] std::optional<TsPacket> next(std::uint64_t tick, base::Utc now);

    /// Null packets that had to stand in since the start.
    [[nodiscard]] std::uint64_t underruns() const;
    /// Packets lost because the ring was full.
    [[nodiscard]] std::uint64_t overflows() const;
    [[nodiscard]] bool isStarted() const;

private:
    [[nodiscard]] const TsPacket& front() const { return m_ring[m_head]; }
    void dropFront();

    Carousel m_carousel; // the sender's thread only
    mutable std::mutex m_mutex;
    // All below guarded by m_mutex.
    std::vector<TsPacket> m_ring;
    std::size_t m_head = 0;
    std::size_t m_count = 0;
    std::uint64_t m_debt = 0;
    std::uint64_t m_underruns = 0;
    std::uint64_t m_overflows = 0;
    bool m_isStarted = false;
};

} // namespace vigie::demo
