// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/alarm/alarm.h"
#include "core/alarm/incident.h"
#include "core/alarm/rule.h"
#include "core/base/time.h"
#include "core/baseline/baselines.h"
#include "core/fleet/source.h"
#include "core/health/health.h"
#include "core/model/event.h"
#include "core/model/plan.h"
#include "core/model/tick.h"

/// What the screen sees of the fleet: immutable value objects, made on the engine's thread.
namespace vigie::engine {

// The judgements belong to the libraries that make them; the screen finds them here.
using alarm::AlarmState;
using alarm::Fault;
using alarm::FaultKind;
using alarm::Severity;
using health::Health;
using health::HealthWindows;
using health::Latency;
using health::LatencyMethod;
using health::ShareCount;
using health::SharePoint;
using health::ShareSum;

struct NodeStatus {
    std::string endpoint;
    /// Null until the node has described itself.
    model::NodeDescriptionPtr description;
    fleet::Contact contact = fleet::Contact::Connecting;
    std::string contactReason;
    /// Last tick's UTC; absent before the first.
    std::optional<base::Utc> lastTick;
    /// When contact was lost; absent while connected.
    std::optional<base::Utc> noContactSince;
    std::optional<double> clockErrorMs;
    Severity worst = Severity::None;
};

struct PathStatus {
    model::PathRef ref;
    std::string feedId;
    std::string regionId;
    model::PathKind kind = model::PathKind::Unknown;
    /// Index into Snapshot::nodes.
    std::size_t node = 0;
    bool isInContact = false;
    bool hasPreview = false;
    model::DecodePolicy policy = model::DecodePolicy::Off;
    /// Of the service, bit/s.
    std::optional<double> bitrate;
    /// Peaks, dBFS, channels 1.. as far as known.
    std::array<float, 8> audioPeak{};
    std::uint8_t audioChannels = 0;
    /// Of the first sound, EBU R 128, LUFS; absent where the node does not decode all of it.
    std::optional<double> loudnessShortTerm;
    std::optional<double> esN0;
    std::optional<double> linkMargin;
    HealthWindows health;
    Latency latency;
    /// Worst first.
    std::vector<Fault> faults;
    [[nodiscard]] Severity worst() const {
        return faults.empty() ? Severity::None : faults.front().severity;
    }
};

enum class OnAirReason : std::uint8_t {
    /// No path has been seen.
    None,
    /// The main path, by rule.
    Main,
    /// The backup, because the main failed.
    FailedOver,
    /// Off air by the schedule.
    OffSchedule
};

struct DeliveryStatus {
    std::string id;
    std::string feedId;
    std::uint32_t feedNumber = 0;
    std::string feedName;
    std::string regionId;
    /// Indexes into Snapshot::paths; absent while not seen.
    std::optional<std::size_t> main;
    std::optional<std::size_t> backup;
    std::optional<std::size_t> onAir;
    OnAirReason reason = OnAirReason::None;
    base::Utc onAirSince{};
    /// Of the path that was on air in each second.
    HealthWindows health;
    /// Of the path on air.
    Latency latency;
    /// Latency of the cloud path minus that of the satellite path.
    Latency skew;
    /// Of the path on air, worst first.
    std::vector<Fault> faults;
    [[nodiscard]] Severity worst() const {
        return faults.empty() ? Severity::None : faults.front().severity;
    }
};

/// What a region was brought; ShareStatus says it of the world.
struct RegionCarried {
    /// When its sums began: later than those of the world where an earlier version kept only these.
    base::Utc since{};
    ShareSum hours;
    /// Since the engine began, in bits.
    ShareSum bits;
    /// Of the whole event; absent where a delivery has no schedule, and where there is none.
    std::optional<double> plannedHours;
    /// As ShareStatus has it, since `since`.
    std::optional<double> plannedSoFarHours;
    bool operator==(const RegionCarried&) const = default;
};

struct ShareStatus {
    ShareCount now;
    ShareSum hours;
    /// Since the engine began, in bits.
    ShareSum bits;
    bool isAssumed = false;
    std::optional<double> plannedHours;
    /// On schedule since `since`, up to the last second that was judged: what was carried, what
    /// nothing carried, and what is not known of it. Absent where a delivery has no schedule.
    std::optional<double> plannedSoFarHours;
    base::Utc since{};
    /// Oldest first, one each 10 s, at most 6 h.
    std::shared_ptr<const std::vector<SharePoint>> history;
};

struct RegionStatus {
    std::string id;
    std::string name;
    HealthWindows health;
    /// Over the paths on air whose latency is known.
    std::optional<double> latencyMedianMs;
    std::optional<double> latencyP95Ms;
    std::optional<double> latencyUncertaintyMs;
    std::uint32_t latencyKnown = 0;
    std::uint32_t deliveries = 0;
    ShareCount share;
    Severity worst = Severity::None;
    /// Health percent per 10 s over 30 min, oldest first; NaN where unknown.
    std::vector<float> healthTrend;
    /// Absent in recordings that did not keep it.
    std::optional<RegionCarried> carried;
    /// As ShareStatus::history; null where it is not known.
    std::shared_ptr<const std::vector<SharePoint>> shareHistory;
};

/// An alarm of the book, with where it belongs.
struct AlarmStatus : alarm::Alarm {
    /// What it is about: a path, an input or a node.
    model::Scope scope = model::Scope::Path;
    model::PathRef path;
    std::string nodeId;
    std::string inputId;
    /// Of value and limit, as the rule says: "dB", "ms".
    std::string unit;
    /// Of a departure or a forecast: what is usual, with its numbers.
    std::optional<baseline::Usual> usual;
};

/// One consistent picture of the fleet. Shared between threads; never changed.
struct Snapshot {
    std::uint64_t revision = 0;
    base::Utc now{};
    bool isLive = true;
    std::shared_ptr<const model::Plan> plan;
    std::vector<NodeStatus> nodes;
    std::vector<PathStatus> paths;
    std::vector<DeliveryStatus> deliveries;
    std::vector<RegionStatus> regions;
    HealthWindows world;
    ShareStatus share;
    /// All of the book, also what is shelved or suppressed. Present first, then worst, then newest.
    std::vector<AlarmStatus> alarms;
    /// One per cause; its children are `alarms` by id. Those with an unacknowledged or present
    /// child that is annunciated come first, then worst, then newest.
    std::vector<alarm::Incident> incidents;
    /// Rules in force; never null.
    alarm::RuleSetPtr rules = std::make_shared<alarm::RuleSet>();
    std::vector<alarm::Override> overrides;
    /// Who is signed on at this desk; empty: nobody.
    std::string operatorName;
    /// Alarm sounds are off until then.
    std::optional<base::Utc> mutedUntil;
    /// More than 10 operator lines in 10 min, until fewer than 5.
    bool isFlood = false;
    std::uint32_t linesLast10Min = 0;
    /// Why the journal can not be written now; empty: it can.
    std::string journalTrouble;

    [[nodiscard]] const PathStatus* findPath(const model::PathRef& ref) const;
    [[nodiscard]] const AlarmStatus* findAlarm(std::uint64_t id) const;
    [[nodiscard]] const alarm::Incident* findIncident(std::uint64_t id) const;
    [[nodiscard]] const NodeStatus* findNode(const std::string& nodeId) const;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

} // namespace vigie::engine
