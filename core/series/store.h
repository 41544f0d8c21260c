// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/model/tick.h"
#include "core/series/series.h"

namespace vigie::series {

/// Names a series by identity, so that it survives a new table order.
struct SeriesKey {
    std::string nodeId;
    model::Scope scope = model::Scope::Path;
    /// The id of the input or path, "inputId/pid" for a PID, empty for the node.
    std::string subject;
    std::string metricKey;
    auto operator<=>(const SeriesKey&) const = default;
};

/// One point of a chart, in the metric's unit; counters as a rate per second.
struct Point {
    base::Utc at{};
    double minimum = 0;
    double maximum = 0;
    double mean = 0;
};

struct Points {
    model::MetricInfo metric;
    std::vector<Point> points;
    /// True where a point does not connect to the one before it.
    std::vector<bool> breaks;
};

/// The time series of a fleet: one slot per UTC second of the node. A metric that was never present
/// takes no memory; time marks are not kept. Not thread-safe; never fails.
class Store {
public:
    explicit Store(std::chrono::seconds history) : m_history(history) {}

    /// Ticks of `description.id` refer to this from now on.
    void describe(const model::NodeDescription& description);
    /// Contact was lost or counters began anew: what comes next does not connect to what was.
    void interrupt(const std::string& nodeId);
    /// `tick` must fit the node's description. Now and then drops what is older than the history.
    void append(const std::string& nodeId, const model::Tick& tick);

    /// Points of [from, to], at most `maxPoints`; empty where nothing was kept.
    [[nodiscard]] Points query(const SeriesKey& key, base::Utc from, base::Utc to,
                               std::size_t maxPoints) const;

    struct Statistics {
        std::size_t series = 0;
        std::size_t sealedSamples = 0;
        std::size_t sealedBytes = 0;
        std::size_t memoryBytes = 0;
    };
    [[nodiscard]] Statistics statistics() const;

private:
    struct Line {
        explicit Line(std::uint8_t phase) : samples(phase) {}
        model::MetricInfo metric;
        Series samples;
        bool isInterrupted = false;
        std::int64_t breakSecond = 0; // left absent, so that the chart breaks there
    };
    /// A node's present tables: what each metric and row stands for.
    struct Binding {
        std::vector<model::MetricInfo> metrics;
        std::vector<std::vector<std::string>> subjects; // by scope, by row
        std::vector<std::vector<Line*>> lines;          // by metric, by row; null: none yet
        std::int64_t expiredAt = 0;
    };

    [[nodiscard]] Line& lineOf(const std::string& nodeId, Binding& binding, std::size_t metric,
                               std::size_t row);
    void expire(const std::string& nodeId, std::int64_t second);

    std::chrono::seconds m_history;
    std::map<SeriesKey, std::unique_ptr<Line>> m_lines;
    std::map<std::string, Binding> m_nodes;
};

} // namespace vigie::series
