// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/engine/alarmdesk.h"
#include "core/engine/deliveries.h"
#include "core/engine/eventlog.h"
#include "core/engine/rows.h"
#include "core/engine/signals.h"
#include "core/engine/timing.h"
#include "core/engine/view.h"
#include "core/series/store.h"

namespace vigie::engine {

/// Time went on, whether or not anything arrived.
struct TimerInput {
    base::Timestamp at{};
};

/// What an operator did.
struct ActInput {
    alarm::Action action;
    base::Timestamp at{};
};

/// New rules are in force; null: they were refused, and why.
struct RulesInput {
    alarm::RuleSetPtr rules;
    base::Timestamp at{};
    std::string refusal;
};

/// One entry of the engine's journal.
using JournalInput = std::variant<fleet::Input, TimerInput, ActInput, RulesInput>;

/// What an earlier run left behind.
struct CarriedState {
    health::CarriedSeconds seconds;
    base::Utc since{};
    /// By region.
    std::map<std::string, health::CarriedSeconds> regions;
    /// When those began; absent where an earlier version kept the sums of the world only.
    std::optional<base::Utc> regionsSince;
    bool operator==(const CarriedState&) const = default;
};

struct ReducerOptions {
    std::optional<model::Plan> plan;
    /// How long the series reach back; 0: none are kept, and there are no charts.
    std::chrono::seconds history{3600};
    std::optional<CarriedState> carried;
    AlarmOptions alarms;
};

/// The engine's logic without threads, clocks or files: a state that is changed by one numbered
/// sequence of inputs and by nothing else, so that the same journal gives the same state again.
/// Inputs that do not fit are refused and change nothing.
class Reducer {
public:
    explicit Reducer(ReducerOptions options);
    Reducer(const Reducer&) = delete;
    Reducer& operator=(const Reducer&) = delete;

    /// True when something changed that a snapshot shows.
    bool apply(const JournalInput& input);
    /// How many inputs were taken.
    [[nodiscard]] std::uint64_t sequence() const { return m_sequence; }
    /// Why the newest input was refused; empty when it was not.
    [[nodiscard]] const std::string& refusal() const { return m_refusal; }

    [[nodiscard]] Snapshot makeSnapshot() const;
    [[nodiscard]] ChartSeries chart(const ChartQuery& query) const;
    [[nodiscard]] std::vector<LatestValue> latest(const std::string& nodeId, model::Scope scope,
                                                  const std::string& subject) const;
    [[nodiscard]] std::vector<LoggedEvent>
    events(const std::string& nodeId, const std::string& subject, std::size_t most) const {
        return m_events.find(nodeId, subject, most);
    }
    [[nodiscard]] DeliveryHistory deliveryHistory(const DeliveryHistoryQuery& query) const {
        return m_deliveries.history(query, m_now.utc);
    }
    [[nodiscard]] CarriedState carried() const;
    /// Of the newest ActInput: its id, or why it was refused.
    [[nodiscard]] const base::Result<std::uint64_t>& acted() const { return m_acted; }
    /// Of the newest RulesInput.
    [[nodiscard]] const alarm::RuleChanges& ruleChanges() const { return m_ruleChanges; }
    /// What the journal is to write since the last call; number 0: nothing.
    [[nodiscard]] journal::Entry takeEntry() { return m_alarms.takeEntry(); }
    [[nodiscard]] alarm::Performance performance() const { return m_alarms.performance(m_now.utc); }
    [[nodiscard]] alarm::Explanation explain(const alarm::Subject& subject,
                                             const std::string& ruleId) const {
        return m_alarms.explain(subject, ruleId, m_now.utc);
    }
    /// What was learned of what is usual, to be kept.
    [[nodiscard]] std::string baselines() const { return m_alarms.baselines(); }
    /// Alarms and incidents as they stand, to go on from; what takeEntry() has not given is in it.
    [[nodiscard]] journal::Restored kept() const { return m_alarms.kept(); }

private:
    bool applySource(const fleet::Input& input);
    bool applyTimer();
    void beginAt(base::Utc first);
    void onDescribed(const fleet::Applied& applied);
    void onTick(std::size_t node, const model::Tick& tick);
    void judgeSeconds(std::size_t node, const model::Tick& tick);
    void settleSilent(std::size_t node);
    void interrupt(std::size_t node);
    [[nodiscard]] health::SecondJudge::Settled sinkOf(std::size_t path);
    void fillNodes(Snapshot& into) const;
    void fillPaths(Snapshot& into, std::vector<std::optional<std::size_t>>& indexes) const;
    void fillDeliveries(Snapshot& into,
                        const std::vector<std::optional<std::size_t>>& indexes) const;
    void fillRegions(Snapshot& into) const;
    void fillShare(Snapshot& into) const;

    const bool m_hasPlan;
    std::shared_ptr<const model::Plan> m_plan;
    base::Timestamp m_now{};
    std::optional<base::Utc> m_since;
    std::optional<base::Utc> m_regionsSince;
    bool m_hasBegun = false;
    std::uint64_t m_sequence = 0;
    std::string m_refusal;

    fleet::FleetState m_fleet;
    series::Store m_series;
    const bool m_hasSeries;
    Rows m_rows;
    EventLog m_events;
    Signals m_signals{m_fleet, m_rows};
    LatencyBoard m_latencies{m_fleet, m_rows};
    AlarmDesk m_alarms;
    DeliveryBoard m_deliveries{m_fleet, m_rows, m_signals, m_alarms, m_latencies};
    base::Result<std::uint64_t> m_acted = std::uint64_t{0};
    alarm::RuleChanges m_ruleChanges;
};

} // namespace vigie::engine
