// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/engine/alarmdesk.h"
#include "core/engine/deliverymemory.h"
#include "core/engine/rows.h"
#include "core/engine/snapshot.h"
#include "core/engine/timing.h"
#include "core/health/onair.h"
#include "core/health/share.h"

namespace vigie::engine {

struct CarriedState;

/// Either twin may be the later one; pictures are looked for over 15 s each way.
[[nodiscard]] inline health::PairDelay makeTwinDelay() {
    constexpr std::int64_t second = 1'000'000'000;
    return {{-60 * second, 60 * second}, {-15 * second, 15 * second}};
}

struct DeliveryRow {
    model::Delivery info;
    model::FeedInfo feed;
    /// PathRow numbers; absent while not seen.
    std::optional<std::size_t> main;
    std::optional<std::size_t> backup;
    std::size_t region = 0; // RegionRow number
    health::OnAirRule rule;
    health::SecondsWindow window;
    /// From the backup to the main path.
    health::PairDelay twinDelay = makeTwinDelay();
    /// The last UTC second that was judged, on the clock of the main path's node.
    std::optional<std::int64_t> lastSecond;
    /// The schedule in UTC seconds, sorted, without overlaps; each begins before its end. Empty:
    /// always on air.
    std::vector<std::pair<std::int64_t, std::int64_t>> spans;
    /// Of all spans.
    std::int64_t plannedTotal = 0;
    /// Of them since the event began, up to lastSecond; and before the sums of the regions began.
    std::int64_t plannedSeconds = 0;
    std::int64_t plannedBefore = 0;
    bool isOnSchedule = true; // in the second after lastSecond
    bool hasFailedOver = false;
    base::Utc onAirSince{};
    Latency skew;
    /// Of its seconds; goes on when the plan is read again.
    DeliveryMemory memory;

    /// The path on air by rule; absent where that one was not seen, or off air by the schedule.
    [[nodiscard]] std::optional<std::size_t> onAir() const {
        if (!isOnSchedule) {
            return std::nullopt;
        }
        return hasFailedOver ? backup : main;
    }
};

struct RegionRow {
    std::string id;
    std::string name;
    /// Of the delivery-seconds since the last step of the trend.
    std::uint32_t judged = 0;
    std::uint32_t errored = 0;
    std::deque<float> trend;
    health::ShareMeter share;
};

/// Hours by the schedules; absent where a delivery has none, and where there is no delivery.
struct PlannedHours {
    /// Of the whole event.
    std::optional<double> total;
    /// Since the sums began, up to the last second that was judged.
    std::optional<double> soFar;
};

/// What every delivery is carried by, second by second: on air, health, share, skew. A second is
/// judged when both its paths have a verdict for it, or cannot have one any more. Owned by the
/// Reducer.
class DeliveryBoard {
public:
    DeliveryBoard(const fleet::FleetState& fleet, Rows& rows, Signals& derived, AlarmDesk& alarms,
                  const LatencyBoard& latencies)
        : m_fleet(fleet), m_rows(rows), m_signals(derived), m_alarms(alarms),
          m_latencies(latencies) {}

    /// Goes on from the sums of an earlier run; before the first plan.
    void restore(const CarriedState& carried);
    /// When the sums of the world and those of the regions (not earlier) began: what counts as
    /// planned so far. Before the first second is judged.
    void begin(base::Utc since, base::Utc regionsSince);
    /// Deliveries and regions that were there keep their history.
    void setPlan(const model::Plan& plan, base::Utc now);
    /// Looks up the paths again, after a node described itself.
    void findPaths();
    /// Whether any delivery of the path is on air in that second; true for a path that is in none.
    [[nodiscard]] bool isOnSchedule(std::size_t path, std::int64_t second) const;

    /// Judges what can be judged; true when a second was.
    bool process(const std::vector<std::size_t>& paths, const base::Timestamp& now);
    bool processAll(const base::Timestamp& now);
    /// A path has a new time mark: compares it with its twins'.
    void matchTwins(const LatencyBoard::Marked& marked, std::int64_t atNs);
    /// Once a second: skews, and each 10 s the share's and the regions' history.
    void refresh(const base::Timestamp& now);

    [[nodiscard]] DeliveryHistory history(const DeliveryHistoryQuery& query, base::Utc now) const;
    [[nodiscard]] health::Carriage carriageNow(const DeliveryRow& delivery) const;
    [[nodiscard]] const std::deque<DeliveryRow>& deliveries() const { return m_deliveries; }
    [[nodiscard]] const std::vector<RegionRow>& regions() const { return m_regions; }
    [[nodiscard]] const health::ShareMeter& share() const { return m_share; }
    /// Of all regions that ever were, to be kept.
    [[nodiscard]] std::map<std::string, health::CarriedSeconds> carriedByRegion() const;
    /// By RegionRow number, and last the world.
    [[nodiscard]] std::vector<PlannedHours> plannedHours() const;

private:
    bool process(DeliveryRow& delivery, const base::Timestamp& now);
    void judge(DeliveryRow& delivery, std::int64_t second);
    [[nodiscard]] bool isSettled(const std::optional<std::size_t>& path, std::int64_t second) const;
    /// Of a path as planned, whether or not it was seen.
    [[nodiscard]] health::SecondVerdict verdict(const std::optional<std::size_t>& path,
                                                const std::optional<model::PathRef>& ref,
                                                std::int64_t second) const;
    /// The node is there and does not know this path.
    [[nodiscard]] bool isMissing(const std::optional<model::PathRef>& ref) const;
    [[nodiscard]] std::size_t regionOf(const std::string& id);
    void countPlanned(DeliveryRow& delivery) const;
    void refreshSkew(DeliveryRow& delivery, const base::Timestamp& now);

    const fleet::FleetState& m_fleet;
    Rows& m_rows;
    const Signals& m_signals;
    AlarmDesk& m_alarms;
    const LatencyBoard& m_latencies;
    std::deque<DeliveryRow> m_deliveries;
    std::vector<std::vector<std::size_t>> m_deliveriesOf; // by path number
    std::vector<RegionRow> m_regions;
    /// What left the plan, or is not yet in it: it may come back.
    std::vector<RegionRow> m_formerRegions;
    health::ShareMeter m_share;
    std::int64_t m_sinceSecond = 0;
    std::int64_t m_regionsSinceSecond = 0;
};

} // namespace vigie::engine
