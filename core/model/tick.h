// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/model/metric.h"

namespace vigie::model {

/// Everything that gives a node's ticks their meaning. Immutable once made; a change makes a new
/// one with a higher `epoch`. Rows of a tick are indexes into `inputs`, `paths` and `pids`.
struct NodeDescription {
    std::string id;
    std::string name;
    NodeKind kind = NodeKind::Unknown;
    std::string regionId;
    std::optional<GeoPosition> position;
    std::string software;
    /// Differs for each start of the node's process: counters begin anew.
    std::uint64_t incarnation = 0;
    /// Grows by one with each change of the tables below within an incarnation.
    std::uint64_t epoch = 0;
    /// Names the clock that its times are of: equal for nodes on one host since one boot, so that
    /// no clock error lies between them. Empty where the host does not tell.
    std::string clockId;
    std::vector<RegionInfo> regions;
    std::vector<FeedInfo> feeds;
    std::vector<InputInfo> inputs;
    std::vector<PathInfo> paths;
    std::vector<PidInfo> pids;
    /// Of all inputs, also those that no path takes; nodes before protocol 1.3 do not tell.
    std::vector<ServiceInfo> services;
    /// Column::metric is an index into this.
    std::vector<MetricInfo> metrics;
    /// Ticks per second that the node makes; slow metrics ride on the tick of the whole second.
    double tickRateHz = 10;

    [[nodiscard]] std::size_t rows(Scope scope) const;
    /// Index of a metric by key; nothing where this node does not have it.
    [[nodiscard]] std::optional<std::uint32_t> metricIndex(std::string_view key) const;
};
using NodeDescriptionPtr = std::shared_ptr<const NodeDescription>;

/// The newest sample of one metric and row.
struct Cell {
    std::int64_t raw = 0;
    base::Utc at{};
    /// False: not known now.
    bool isPresent = false;
};

/// The samples of one metric for rows [Block::first, Block::first + Block::count).
/// A row whose bit in `valid` is 0 is absent: not known, not zero.
struct Column {
    std::uint32_t metric = 0;
    /// One per row, in units of MetricInfo::step; 0 where absent.
    std::vector<std::int64_t> values;
    /// Bit r of byte r/8; empty: all rows are present.
    std::vector<std::uint8_t> valid;
    /// For gauges of a conflated tick: extremes over what was conflated; otherwise empty.
    std::vector<std::int64_t> minima;
    std::vector<std::int64_t> maxima;

    [[nodiscard]] bool isPresent(std::size_t row) const {
        return valid.empty() || ((valid[row / 8] >> (row % 8)) & 1u) != 0;
    }
    void setAbsent(std::size_t row);
    bool operator==(const Column&) const = default;
};

/// Columns that share a range of rows.
struct Block {
    Scope scope = Scope::Path;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::vector<Column> columns;
    bool operator==(const Block&) const = default;
};

/// One node's samples of one moment. A metric without a column was not sampled by this tick (keep
/// the last); a row absent from a column is not known now (forget the last).
struct Tick {
    /// From 1, by one for each tick that the node made; a gap is what conflation folded.
    std::uint64_t sequence = 0;
    /// Of the description that its rows and metrics refer to.
    std::uint64_t epoch = 0;
    base::Utc utc{};
    /// The node's monotonic clock; differences only.
    base::Mono mono{};
    /// How many earlier ticks are folded into this one.
    std::uint32_t conflated = 0;
    std::vector<Block> blocks;
    bool operator==(const Tick&) const = default;
};
using TickPtr = std::shared_ptr<const Tick>;

/// Folds `newer` into `older` for a desk that was too slow: newest values, extremes of gauges kept,
/// `conflated` grown. Both must have the same epoch.
[[nodiscard]] Tick conflate(const NodeDescription& description, const Tick& older,
                            const Tick& newer);

/// Whether every index and length of `tick` fits `description`; why not, otherwise. Foreign ticks
/// are checked with this before anything else looks at them.
[[nodiscard]] std::optional<std::string> whyMalformed(const NodeDescription& description,
                                                      const Tick& tick);

} // namespace vigie::model
