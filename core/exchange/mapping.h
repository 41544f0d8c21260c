// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/model/fleet.h"
#include "core/model/metric.h"

namespace vigie::exchange {

enum class TimeForm : std::uint8_t { Iso8601, Seconds, Milliseconds, Microseconds, Nanoseconds };

/// What a CSV of somebody else means. docs/recording.md has the file that says it.
struct ImportMapping {
    char separator = ',';
    std::string timeColumn;
    /// Other than Iso8601: since 1970.
    TimeForm timeForm = TimeForm::Iso8601;
    /// One of both: the column that names the node, or its name.
    std::string nodeColumn;
    std::string node;
    model::NodeKind nodeKind = model::NodeKind::Unknown;
    /// What the figures are about: Node, Input or Path; of the latter two the column with their
    /// ids, or the id.
    model::Scope scope = model::Scope::Node;
    std::string subjectColumn;
    std::string subject;
    /// Long form: the column that says which metric, and the one with its value. Empty: wide, each
    /// metric has a column of its own.
    std::string metricColumn;
    std::string valueColumn;
    struct Metric {
        /// The column, or in the long form what stands in the metric column.
        std::string from;
        /// What is in the file times this is in the metric's unit.
        double scale = 1;
        model::MetricInfo info;
    };
    std::vector<Metric> metrics;
};

} // namespace vigie::exchange
