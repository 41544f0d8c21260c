// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/time.h"

/// The judgements of the house as value types: docs/words.md says what each means.
namespace vigie::health {

/// Errored and unknown seconds of a window. What is unknown is neither good nor errored.
struct Health {
    /// On air and judged: good or errored.
    std::uint32_t onAirSeconds = 0;
    std::uint32_t erroredSeconds = 0;
    std::uint32_t unknownSeconds = 0;
    /// 100 x (1 - errored / on-air); nothing while no on-air second was judged.
    [[nodiscard]] std::optional<double> percent() const {
        if (onAirSeconds == 0) {
            return std::nullopt;
        }
        return 100.0 * (1.0 - static_cast<double>(erroredSeconds) / onAirSeconds);
    }
    Health& operator+=(const Health& other) {
        onAirSeconds += other.onAirSeconds;
        erroredSeconds += other.erroredSeconds;
        unknownSeconds += other.unknownSeconds;
        return *this;
    }
    bool operator==(const Health&) const = default;
};

struct HealthWindows {
    Health minute;
    Health quarterHour;
    Health day;
    HealthWindows& operator+=(const HealthWindows& other) {
        minute += other.minute;
        quarterHour += other.quarterHour;
        day += other.day;
        return *this;
    }
    bool operator==(const HealthWindows&) const = default;
};

/// How two paths were matched. Best first: equal PCRs; equal PTS with equal payload (PCRs were
/// stamped anew); alike pictures (the programme was coded anew).
enum class LatencyMethod : std::uint8_t { None, PcrMarks, PtsMarks, Pictures };

/// A delay between two nodes. Absent milliseconds: not known, and `unknownBecause` says why.
struct Latency {
    std::optional<double> ms;
    /// The method's own error (four of five matches lie within it; with pictures, also the time
    /// between two that are looked at) and both nodes' clock errors, none between nodes of one
    /// clock. Absent where a node does not know its own.
    std::optional<double> uncertaintyMs;
    LatencyMethod method = LatencyMethod::None;
    /// One of health::because.
    std::string unknownBecause;
    bool operator==(const Latency&) const = default;
};

/// Why a latency or a skew is not known: the codes of Latency::unknownBecause.
namespace because {
inline constexpr const char* isOrigin = "is the origin";
inline constexpr const char* noOrigin = "no origin seen";
inline constexpr const char* noContact = "no contact";
inline constexpr const char* noMarks = "no time marks";
inline constexpr const char* noOriginMarks = "no time marks at the origin";
inline constexpr const char* measuring = "measuring";
inline constexpr const char* restamped = "clock was re-stamped";
/// Time stamps do not match, and pictures cannot tell either.
inline constexpr const char* undecodedPictures = "clock was re-stamped, pictures are not decoded";
inline constexpr const char* stillPictures = "pictures do not change";
inline constexpr const char* alikePictures = "pictures are too much alike";
inline constexpr const char* unlikePictures = "pictures do not match";
inline constexpr const char* outOfBounds = "clocks disagree";
inline constexpr const char* noTwin = "no twin";
inline constexpr const char* notOnAir = "not on air";
} // namespace because

/// Deliveries on air now, by what carries them.
struct ShareCount {
    std::uint32_t cloud = 0;
    std::uint32_t satellite = 0;
    std::uint32_t fibre = 0;
    /// On air by plan, carried by nothing.
    std::uint32_t none = 0;
    /// The path on air has no contact: not known.
    std::uint32_t unknown = 0;
    /// What the ring divides by: unknown is shown apart.
    [[nodiscard]] std::uint32_t total() const { return cloud + satellite + fibre + none; }
    bool operator==(const ShareCount&) const = default;
};

/// Sums since the event began: hours carried, or bits.
struct ShareSum {
    double cloud = 0;
    double satellite = 0;
    double fibre = 0;
    double none = 0;
    /// By whatever path.
    [[nodiscard]] double carried() const { return cloud + satellite + fibre; }
    bool operator==(const ShareSum&) const = default;
};

struct SharePoint {
    base::Utc at{};
    /// Deliveries on air at that moment.
    ShareCount count;
    /// What was judged since the point before: delivery-seconds, and bits (none: 0).
    ShareCount seconds{};
    ShareSum bits{};
    /// False: only the count was kept, as in the outline of a recording.
    bool hasSums = false;
    bool operator==(const SharePoint&) const = default;
};

} // namespace vigie::health
