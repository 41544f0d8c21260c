// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/tick.h"

namespace vigie::probe {

/// Builds one tick row by row. A metric that was never set gets no column; a row that was set to
/// nothing, or not at all beside others of its metric, is absent.
class TickBuilder {
public:
    explicit TickBuilder(model::NodeDescriptionPtr description);

    /// A value in the metric's unit. Not finite counts as absent.
    void set(std::string_view key, std::size_t row, std::optional<double> value);
    /// An exact raw value: counters, states, marks.
    void setRaw(std::string_view key, std::size_t row, std::optional<std::int64_t> raw);
    template <typename Integer>
    void setCount(std::string_view key, std::size_t row, const std::optional<Integer>& count) {
        setRaw(key, row, count ? std::optional(static_cast<std::int64_t>(*count)) : std::nullopt);
    }

    [[nodiscard]] model::Tick finish(std::uint64_t sequence, base::Timestamp at);

private:
    model::NodeDescriptionPtr m_description;
    std::unordered_map<std::string_view, std::uint32_t> m_index;
    std::map<std::uint32_t, model::Column> m_columns;
};

} // namespace vigie::probe
