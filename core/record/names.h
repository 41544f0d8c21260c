// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/model/metric.h"
#include "core/model/tick.h"

namespace vigie::record {

/// Neutral names in place of those of a fleet, the same for the same wherever it stands: numbered
/// by first sight. Empty stays empty. Not thread-safe; never fails.
class Names {
public:
    enum class Kind : std::uint8_t {
        Endpoint,
        Node,
        Region,
        Feed,
        Delivery,
        /// Of a plan, or the carrier of an input: alarms are grouped by it.
        Hop,
        Sport,
        Clock,
        /// Whatever node they are on: rules choose them so.
        Input,
        Path
    };

    /// "node-1", "feed-3".
    [[nodiscard]] std::string id(Kind kind, const std::string& original);
    /// For people: "Node 1".
    [[nodiscard]] std::string name(Kind kind, const std::string& original);
    [[nodiscard]] std::uint32_t number(Kind kind, const std::string& original);

    /// Whether it was seen as one of these.
    [[nodiscard]] bool knows(Kind kind, const std::string& original) const {
        return m_numbers.contains({kind, original});
    }

    /// The id of what a sample, an event or an alarm is about; "input/pid" for a PID.
    [[nodiscard]] std::string subject(model::Scope scope, const std::string& original);
    /// "node/input" as plans have it.
    [[nodiscard]] std::string pair(Kind kind, const std::string& original);
    /// The whole description in neutral names: without position and addresses.
    [[nodiscard]] model::NodeDescriptionPtr description(const model::NodeDescription& original);

private:
    std::map<std::pair<Kind, std::string>, std::uint32_t> m_numbers;
    std::map<Kind, std::uint32_t> m_last;
};

/// Whether an event's parameter is a figure: what else it may be is text of other people.
[[nodiscard]] bool isFigure(std::string_view text);

} // namespace vigie::record
