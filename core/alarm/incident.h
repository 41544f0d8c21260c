// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/alarm.h"

/// Values only; core/incident makes them.
namespace vigie::alarm {

/// What lies between the camera and the taker, upstream first.
enum class HopType : std::uint8_t {
    Feed,
    Origin,
    Uplink,
    Transponder,
    CloudRegion,
    Link,
    Receiver,
    Input,
    Node,
    Region
};

struct Hop {
    HopType type = HopType::Node;
    /// Unique among its type: node id, "node/input", feed id, region id, or the plan's name.
    std::string id;
    /// For people.
    std::string name;
    auto operator<=>(const Hop&) const = default;
};

/// One fact that speaks for or against a cause, in meaning; the screen words it.
struct Evidence {
    enum class Kind : std::uint8_t {
        /// `count` of `of` paths over the hop are faulty (`of` are those whose state is known).
        Coverage,
        /// `fault` of `subject` came `leadMs` before the first other fault.
        First,
        /// `count` of `of` twins are clean: the fault is behind the split.
        TwinsClean,
        /// `count` of `of` twins have the same fault: it is before the split.
        TwinsFaulty,
        /// The origin itself shows the fault (count 1), or is clean (count 0).
        Origin,
        /// The hop's own figure: `fault` with `value` and `limit`.
        OwnFault,
        /// `count` of `of` paths beside the hop, on the same parent, are clean.
        SiblingsClean,
        /// Contact to the node is lost: what lies behind it is not known.
        NotKnown
    };
    Kind kind = Kind::Coverage;
    FaultKind fault = FaultKind::Other;
    Subject subject;
    std::uint32_t count = 0;
    std::uint32_t of = 0;
    std::int64_t leadMs = 0;
    std::optional<double> value;
    std::optional<double> limit;
    bool operator==(const Evidence&) const = default;
};

/// A hop with how well the evidence carries it, 0 to 1.
struct Suspect {
    Hop hop;
    double score = 0;
    std::vector<Evidence> evidence;
    bool operator==(const Suspect&) const = default;
};

/// A group of alarms with one cause. Its state is that of its alarms: unacknowledged while one is.
struct Incident {
    std::uint64_t id = 0;
    /// Where the children meet; the cause only where `isNamed`.
    Suspect cause;
    /// The evidence carries the cause: it is said. Otherwise the hop is only where they meet.
    bool isNamed = false;
    std::optional<Suspect> runnerUp;
    /// What is wrong, for the line's words: of the alarm that speaks for the cause.
    FaultKind fault = FaultKind::Other;
    std::string ruleId;
    std::optional<double> value;
    std::optional<double> limit;
    Severity severity = Severity::None;
    /// Of the first symptom.
    base::Utc since{};
    /// When the last child cleared; absent while one is present.
    std::optional<base::Utc> ended;
    /// Ids of all alarms in the book that belong to it, oldest first.
    std::vector<std::uint64_t> alarms;
    /// What the present children touch; once it has ended, the most that there was.
    std::uint32_t feeds = 0;
    std::uint32_t paths = 0;
    std::uint32_t regions = 0;
    /// Deliveries without any good path.
    std::uint32_t deliveriesLost = 0;
    bool operator==(const Incident&) const = default;
};

} // namespace vigie::alarm
