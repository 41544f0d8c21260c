// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/health/health.h"

namespace vigie::health {

/// What one second of a path or of a delivery was.
enum class Verdict : std::uint8_t { NotOnAir, Good, Errored, Unknown };

/// Health over the last minute, quarter of an hour and day of something that is judged once per
/// second. Fixed size (under 5 KB): exact seconds for 15 minutes, sums per 60 seconds for the day,
/// so that the day's far edge moves in steps of a minute. Every second is pushed, also one that is
/// not on air. Not thread-safe; never fails.
class SecondsWindow {
public:
    void push(Verdict verdict);
    /// The same verdict for `seconds` in a row; bounded work for any length.
    void push(Verdict verdict, std::int64_t seconds);
    [[nodiscard]] const HealthWindows& windows() const { return m_sums; }

private:
    static constexpr std::size_t shortSeconds = 900;
    static constexpr std::size_t minuteSeconds = 60;
    static constexpr std::size_t dayBuckets = 1440;
    struct Bucket {
        std::uint8_t judged = 0;
        std::uint8_t errored = 0;
        std::uint8_t unknown = 0;
    };

    [[nodiscard]] Verdict at(std::size_t slot) const;
    void store(std::size_t slot, Verdict verdict);

    std::array<std::uint8_t, (shortSeconds + 3) / 4> m_seconds{};
    std::array<Bucket, dayBuckets> m_buckets{};
    std::uint64_t m_pushed = 0;
    HealthWindows m_sums;
};

} // namespace vigie::health
