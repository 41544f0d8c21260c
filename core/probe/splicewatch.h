// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/ts/analyzer.h"

namespace vigie::probe {

/// The splices that the SCTE-35 of one service announced, and how far the next one is by the
/// programme clock. Each second's PCR mark sets the clock anew; between marks it runs on the host's
/// UTC. A programme clock that jumps leaves the announcements without meaning: they are dropped.
/// Not thread-safe.
class SpliceWatch {
public:
    void onSplice(const ts::SpliceEvent& event);
    void onTimeMark(const ts::TimeMark& mark);
    /// Seconds until the nearest announced splice; 0 for a second after it; absent where none is
    /// pending or the clock is not known.
    [[nodiscard]] std::optional<double> countdown(base::Utc now);
    void restart();

private:
    struct Pending {
        /// 90 kHz, 33 bits.
        std::uint64_t pts = 0;
        /// splice_event_id or segmentation_event_id; absent: a bare time.
        std::optional<std::uint32_t> eventId;
    };
    struct Clock {
        std::uint64_t ticks = 0;
        base::Utc at{};
    };
    void setClock(std::uint64_t ticks, base::Utc at);
    void cancel(std::uint32_t eventId);
    void announce(std::uint64_t pts, std::optional<std::uint32_t> eventId);

    std::vector<Pending> m_pending;
    std::optional<Clock> m_clock;
};

} // namespace vigie::probe
