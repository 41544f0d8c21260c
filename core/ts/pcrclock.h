// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/time.h"

namespace vigie::ts {

/// What one more PCR meant.
struct PcrStep {
    enum class Kind : std::uint8_t {
        /// Nothing to compare with: the first one, or the first of an announced time base.
        First,
        /// On the same time base as the one before.
        Step,
        /// The time base jumped and nothing had announced it.
        Jump
    };
    Kind kind = Kind::First;
    /// By the values; meaningless for First.
    base::Nanoseconds distance{};
    std::int64_t ticks = 0;
    /// It came first in a whole second of the programme clock, and the one before is known.
    bool isFirstOfSecond = false;
    /// A span of the rate begins / ended here (then the next one begins).
    bool isRateBegin = false;
    bool isRateEnd = false;
};

/// The programme clock that one PID carries: steps, jitter of arrival, and the rate of the whole
/// transport stream by it.
class PcrClock {
public:
    /// `packetIndex` counts all packets of the transport stream.
    PcrStep take(std::uint64_t pcr, base::Mono arrival, std::uint64_t packetIndex);
    /// discontinuity_indicator: the next PCR may be of another time base.
    void announceDiscontinuity() { m_isKnown = false; }
    /// Packets are missing: bytes between the PCRs around the gap cannot be counted.
    void packetsLost() { m_rateAnchored = false; }
    void reset();

    void resetInterval();
    [[nodiscard]] std::optional<base::Nanoseconds> intervalMax() const { return m_intervalMax; }
    [[nodiscard]] std::optional<base::Nanoseconds> jitter() const;
    /// Over the newest whole second or more; bit/s.
    [[nodiscard]] std::optional<double> bitrate() const { return m_bitrate; }
    /// Over all intervals without loss since the start.
    [[nodiscard]] std::optional<double> meanBitrate() const;
    /// The length of the span that bitrate() is of, ticks.
    [[nodiscard]] std::int64_t rateSpan() const { return m_rateSpan; }
    /// What the clock shows when packet `packetIndex` comes, not before the last PCR: on from it by
    /// the rate, but no farther than the last two PCRs were apart. Nothing before the first rate.
    [[nodiscard]] std::optional<std::uint64_t> valueAt(std::uint64_t packetIndex) const;

private:
    void begin(std::uint64_t pcr, base::Mono arrival, std::uint64_t packetIndex);
    void measureRate(std::int64_t ticks, std::uint64_t packetIndex, PcrStep& step);
    void measureJitter(base::Mono arrival);

    bool m_isKnown = false;
    std::uint64_t m_last = 0;
    base::Mono m_lastArrival{};
    std::uint64_t m_lastIndex = 0;
    std::int64_t m_lastTicks = 0;

    // Of the present time base.
    base::Mono m_originArrival{};
    std::int64_t m_ticks = 0;

    std::optional<base::Nanoseconds> m_intervalMax;
    base::Nanoseconds m_offsetMin{};
    base::Nanoseconds m_offsetMax{};
    int m_offsets = 0;

    bool m_rateAnchored = false;
    std::int64_t m_rateTicks = 0;
    std::uint64_t m_ratePackets = 0;
    std::int64_t m_rateSpan = 0;
    std::optional<double> m_bitrate;
    std::int64_t m_totalTicks = 0;
    std::uint64_t m_totalPackets = 0;
};

} // namespace vigie::ts
