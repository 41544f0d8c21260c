// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/tick.h"
#include "core/record/recording.h"
#include "core/record/tools.h"

/// Recordings towards other people's tools and back: CSV, MCAP, OpenMetrics.
namespace vigie::exchange {

/// What of a recording goes out.
struct Selection {
    /// By the desk's clock, both ends included; absent: from the beginning, to the end.
    std::optional<base::Utc> from;
    std::optional<base::Utc> to;
    /// Empty: all.
    std::vector<std::string> metricKeys;
    /// "path" or "node/path", with the inputs and PIDs that they use and their nodes; empty: all.
    std::vector<std::string> paths;
};

/// The rows and metrics of one description that are selected.
class Chosen {
public:
    Chosen(const Selection& selection, const model::NodeDescription& description);
    [[nodiscard]] bool isMetric(std::size_t metric) const { return m_metrics[metric]; }
    [[nodiscard]] bool isRow(model::Scope scope, std::size_t row) const {
        return m_rows[static_cast<std::size_t>(scope)][row];
    }
    [[nodiscard]] bool isNode() const { return m_isNode; }
    /// What is left of a tick that fits the description: values as they were, blocks only of
    /// selected rows. No blocks: nothing is left.
    [[nodiscard]] model::Tick of(const model::Tick& tick) const;

private:
    void choosePath(const model::NodeDescription& description, std::size_t path);

    bool m_isAll = false;
    bool m_isNode = false;
    std::vector<bool> m_metrics;
    std::array<std::vector<bool>, 4> m_rows; // by scope
};

/// Gives the selected items of a recording in their order, with the descriptions that they refer
/// to: first those in force at the beginning. Ticks that do not fit theirs are left out.
class Walk {
public:
    struct Node {
        model::NodeDescriptionPtr description;
        std::optional<Chosen> chosen;
    };
    struct Visitor {
        /// `at`: when the desk had it.
        std::function<base::Result<void>(const Node&, base::Utc at)> described;
        /// `tick` is what was selected of it.
        std::function<base::Result<void>(const Node&, const model::Tick& tick,
                                         const base::Timestamp& received)>
            ticked;
        std::function<base::Result<void>(const Node&, const model::Event&,
                                         const base::Timestamp& received)>
            happened;
    };
    Walk(record::Recording& recording, const Selection& selection)
        : m_recording(recording), m_selection(selection) {}
    /// What could not be read comes back.
    [[nodiscard]] base::Result<std::vector<record::Damage>> run(const Visitor& visitor,
                                                                const record::Progress& progress);

private:
    [[nodiscard]] base::Result<void> describe(const std::string& endpoint,
                                              const model::NodeDescriptionPtr& description,
                                              base::Utc at, const Visitor& visitor);
    [[nodiscard]] base::Result<void> take(const fleet::Input& input, const Visitor& visitor);

    record::Recording& m_recording;
    const Selection& m_selection;
    std::map<std::string, Node> m_nodes; // by endpoint
};

/// A sample as a number in its unit, without the noise of a step such as 0.1.
[[nodiscard]] double valueOf(const model::MetricInfo& metric, std::int64_t raw);
/// The same as text: a state is its word, an exact integer keeps all its digits.
[[nodiscard]] std::string textOf(const model::MetricInfo& metric, std::int64_t raw);

} // namespace vigie::exchange
