// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/alarm.h"

namespace vigie::alarm {

/// How well the alarms serve the operator, by the figures of EEMUA 191 and ISA-18.2 (targets:
/// docs/alarms.md). Counted are annunciated alarms and, beside them, operator lines (incidents).
struct Performance {
    struct Count {
        Subject subject;
        std::string ruleId;
        std::uint32_t times = 0;
        std::optional<base::Utc> since;
        bool operator==(const Count&) const = default;
    };
    base::Utc at{};
    /// Since when it counts (at most the last 24 h).
    base::Utc from{};
    std::uint32_t alarms = 0;
    std::uint32_t lines = 0;
    /// Lines raised per 10 minutes, oldest first, aligned to 10 minutes of UTC; at most 144.
    std::vector<std::pair<base::Utc, std::uint32_t>> linesPer10Min;
    std::vector<std::pair<base::Utc, std::uint32_t>> alarmsPer10Min;
    double linesPer10MinMean = 0;
    std::uint32_t linesPer10MinPeak = 0;
    /// Part of the 10-minute periods with more than 10 lines.
    double busyPeriods = 0;
    /// A flood begins above 10 lines in 10 min and ends below 5.
    bool isFlood = false;
    std::optional<base::Utc> floodSince;
    std::uint32_t floods = 0;
    double floodTime = 0; // part of the time
    /// Three or more raise/clear cycles in a minute, ever since `from`; newest first.
    std::vector<Count> chattering;
    /// Appeared and went within 10 s, not repeating within 10 min.
    std::uint32_t fleeting = 0;
    /// Present for more than 24 h.
    std::vector<Count> stale;
    /// Most frequent alarms, at most 10, and the part of all that they are.
    std::vector<Count> top;
    double topPart = 0;
    /// Raised by severity, indexed by Severity.
    std::array<std::uint32_t, 5> bySeverity{};
    std::uint32_t shelved = 0;
    std::uint32_t suppressed = 0;
    std::uint32_t outOfService = 0;
    bool operator==(const Performance&) const = default;
};

/// Counts records as they come; memory is bounded by 24 h in 10-minute bins and 2,000 sources.
class PerformanceMeter {
public:
    /// Records in order; those of before a restart may be fed first.
    void take(const Record& record);
    [[nodiscard]] Performance performance(const std::map<std::uint64_t, Alarm>& alarms,
                                          base::Utc now) const;
    /// Operator lines opened within the last `span`, at most 10 min.
    [[nodiscard]] std::uint32_t linesWithin(std::chrono::minutes span, base::Utc now) const;
    /// Cheap: for the banner.
    [[nodiscard]] bool isFlood(base::Utc now) const;

private:
    using Key = std::pair<Subject, std::string>;
    /// A count by 10 minutes of UTC, oldest first.
    using Counts = std::deque<std::pair<std::int64_t, std::uint32_t>>;
    struct Source {
        Counts raised;
        std::optional<base::Utc> lastRaised;
        /// Raised and not cleared since.
        bool isOpen = false;
        /// When the newest raise/clear cycles began; at most 3.
        std::deque<base::Utc> cycles;
        std::optional<base::Utc> chattered;
        /// Came and went; counts once it has stayed away.
        std::optional<base::Utc> perhapsFleeting;
    };
    struct Bin {
        std::uint32_t lines = 0;
        std::uint32_t alarms = 0;
        std::uint32_t fleeting = 0;
        std::array<std::uint32_t, 5> bySeverity{};
    };
    struct Flood {
        base::Utc from{};
        std::optional<base::Utc> to;
    };
    void takeLine(base::Utc at);
    void takeRaised(const Record& record);
    void takeCleared(const Record& record);
    void forgetBefore(base::Utc at);
    void boundSources();
    /// When the open flood ends if nothing more comes.
    [[nodiscard]] std::optional<base::Utc> floodEnd() const;

    std::map<Key, Source> m_sources;
    std::map<std::int64_t, Bin> m_bins; // by 10 minutes of UTC
    std::deque<base::Utc> m_recentLines;
    std::deque<Flood> m_floods;
    std::optional<base::Utc> m_from;
};

} // namespace vigie::alarm
