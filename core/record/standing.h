// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/fleet/state.h"
#include "core/record/payloads.h"

namespace vigie::record {

/// Which series of a table have a sample, by metric and row.
class SampledSeries {
public:
    SampledSeries() = default;
    SampledSeries(const model::NodeDescription& description, std::span<const StoredTick> ticks);
    [[nodiscard]] bool has(std::uint32_t metric, std::uint32_t row) const {
        return metric < m_rows.size() && row < m_rows[metric].size() && m_rows[metric][row];
    }

private:
    std::vector<std::vector<bool>> m_rows;
};

/// What is in force where a file begins: descriptions, contacts, newest samples, the newest Begin.
/// Follows the items that are written; the next file of a ring begins with it. Not thread-safe.
class Standing {
public:
    struct Described {
        std::uint64_t order = 0;
        base::Timestamp received{};
        model::NodeDescriptionPtr description;
    };

    /// A description, a contact change, or a Begin; anything else changes nothing here.
    void take(const Item& item);
    /// Ticks of an endpoint, oldest first, that fit its description. Only the newest sample of a
    /// series is looked at, so this costs little of what the ticks hold.
    void fold(const std::string& endpoint, std::span<const StoredTick> ticks);
    /// What a Carry tells; before the ticks that follow it.
    void restore(const std::string& endpoint, const CarryPayload& carry);
    /// Newest samples of an endpoint, but for the series in `except`.
    [[nodiscard]] CarryPayload carryOf(const std::string& endpoint,
                                       const SampledSeries& except) const;

    /// By endpoint.
    [[nodiscard]] const std::map<std::string, Described>& descriptions() const {
        return m_descriptions;
    }
    [[nodiscard]] const std::map<std::string, Item>& contacts() const { return m_contacts; }
    [[nodiscard]] const std::optional<Item>& begin() const { return m_begin; }
    /// Of the newest item that was written.
    std::uint64_t lastOrder = 0;

private:
    fleet::FleetState m_fleet;
    std::map<std::string, Described> m_descriptions;
    std::map<std::string, Item> m_contacts;
    std::optional<Item> m_begin;
};

} // namespace vigie::record
