// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/fleet.h"
#include "core/model/metric.h"

namespace vigie::config {

/// How times are written in somebody else's CSV; other than Iso8601: since 1970.
enum class MappedTime : std::uint8_t { Iso8601, Seconds, Milliseconds, Microseconds, Nanoseconds };

/// A column of the file, or a word that holds for all of it; one of both.
struct MappedWord {
    std::string column;
    std::string fixed;
};

struct MappedMetric {
    /// A column, or in the long form what stands in the metric column.
    std::string from;
    /// What is in the file times this is in the metric's unit.
    double scale = 1;
    model::MetricInfo info;
};

/// What a CSV of somebody else means.
struct MappingFile {
    char separator = ',';
    std::string timeColumn;
    MappedTime timeForm = MappedTime::Iso8601;
    MappedWord node;
    model::NodeKind nodeKind = model::NodeKind::Unknown;
    /// Node: the figures are the node's own, and there is no subject.
    model::Scope scope = model::Scope::Node;
    MappedWord subject;
    /// Empty: each metric has a column of its own.
    std::string metricColumn;
    std::string valueColumn;
    std::vector<MappedMetric> metrics;
};

/// Reads a mapping (docs/recording.md, "Tools and exchange"). The error lists every fault with
/// file, line and column.
[[nodiscard]] base::Result<MappingFile> readMapping(const std::filesystem::path& file);

} // namespace vigie::config
