// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/alarm/evaluator.h"
#include "core/alarm/performance.h"
#include "core/base/result.h"
#include "core/engine/deliveryhistory.h"
#include "core/engine/snapshot.h"
#include "core/journal/journal.h"

namespace vigie::engine {

/// One point of a chart. Where several samples were merged, minimum <= value <= maximum.
struct ChartPoint {
    base::Utc at{};
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
};

/// A metric of one row over a time range. Counters come as a rate per second.
struct ChartQuery {
    std::string nodeId;
    model::Scope scope = model::Scope::Path;
    /// The id of the input or path, or "inputId/pid" for a PID; ignored for the node.
    std::string subject;
    std::string metricKey;
    base::Utc from{};
    base::Utc to{};
    /// Points wanted at most; more samples are merged with their extremes kept.
    std::size_t maxPoints = 600;
};

/// A stretch without points means unknown, not zero: `breaks[i]` is true where point i does not
/// connect to the one before it.
struct ChartSeries {
    model::MetricInfo metric;
    std::vector<ChartPoint> points;
    std::vector<bool> breaks;
};

/// The newest sample of every metric of one row, for tables.
struct LatestValue {
    model::MetricInfo metric;
    /// Absent: not known now.
    std::optional<std::int64_t> raw;
    base::Utc at{};
};

/// One entry of the event log.
struct LoggedEvent {
    std::string nodeId;
    model::EventPtr event;
};

/// The engine as a screen sees it. Every method may be called from any thread and returns at once;
/// callbacks run on the engine's thread or its journal's, and must return at once.
class View {
public:
    virtual ~View() = default;
    /// The newest snapshot; never null.
    [[nodiscard]] virtual SnapshotPtr snapshot() const = 0;
    /// Called once per new snapshot; null ends it: after the call returns the old one is not
    /// running.
    virtual void setSnapshotListener(std::function<void(SnapshotPtr)> listener) = 0;
    virtual void queryChart(ChartQuery query, std::function<void(ChartSeries)> done) = 0;
    virtual void queryLatest(std::string nodeId, model::Scope scope, std::string subject,
                             std::function<void(std::vector<LatestValue>)> done) = 0;
    /// Newest first; `subject` empty: all of the node; nodeId empty: all nodes.
    virtual void queryEvents(std::string nodeId, std::string subject, std::size_t most,
                             std::function<void(std::vector<LoggedEvent>)> done) = 0;
    /// What is remembered of deliveries, step by step. Where steps of 10 s are not known the answer
    /// has 60: its own `step` and `from` tell.
    virtual void queryDeliveryHistory(DeliveryHistoryQuery query,
                                      std::function<void(DeliveryHistory)> done) = 0;
    /// What an operator does. Answered with the action's id once it is done and on disk, or with
    /// why it was refused; `done` may be empty.
    virtual void act(alarm::Action action,
                     std::function<void(base::Result<std::uint64_t>)> done) = 0;
    /// The journal; answered on its thread.
    virtual void queryHistory(journal::HistoryQuery query,
                              std::function<void(journal::History)> done) = 0;
    /// Incidents that were open within a time.
    virtual void queryIncidents(base::Utc from, base::Utc to,
                                std::function<void(journal::PastIncidents)> done) = 0;
    virtual void queryPerformance(std::function<void(alarm::Performance)> done) = 0;
    /// Why a rule does or does not hold for a subject now.
    virtual void queryExplanation(alarm::Subject subject, std::string ruleId,
                                  std::function<void(alarm::Explanation)> done) = 0;
};

} // namespace vigie::engine
