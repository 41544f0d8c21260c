// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/alarm/fault.h"
#include "ui/inspector/sidetable.h"

namespace vigie::ui::inspector {

/// What is known of one side: the newest samples of its path and of the input that carries it.
struct SideFacts {
    bool isThere = false;
    bool isInContact = false;
    Latest path;
    Latest input;

    /// In the metric's unit; nothing while it is not known.
    [[nodiscard]] std::optional<double> number(std::string_view key) const;
    [[nodiscard]] std::optional<std::int64_t> raw(std::string_view key) const;
    /// The state; 0 (unknown) where there is none.
    [[nodiscard]] std::int64_t state(std::string_view key) const { return raw(key).value_or(0); }
    /// Whether the node has this metric at all.
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    [[nodiscard]] const engine::LatestValue* find(std::string_view key) const;
};

/// One line of the stream's facts: what it is called, what it means, and its cell for a side.
struct Fact {
    std::string id;
    QString name;
    QString meaning;
    std::function<SideTable::Cell(const SideFacts&)> cell;
    /// Left out where neither side knows it: what the other transports have.
    bool isOptional = false;
};

struct FactGroup {
    std::string id;
    QString title;
    std::vector<Fact> facts;
};

// In engineers' order: what the clock does, what is coded, what it shows, what it sounds like, what
// goes with it, how it came.
[[nodiscard]] FactGroup timingFacts();
[[nodiscard]] FactGroup videoFacts();
[[nodiscard]] FactGroup contentFacts();
[[nodiscard]] FactGroup soundFacts();
[[nodiscard]] FactGroup textFacts();
[[nodiscard]] FactGroup receptionFacts();

/// A known figure.
[[nodiscard]] SideTable::Cell knownCell(const QString& text, const QVariant& exported = {},
                                        const QString& toolTip = {});
/// The same, beyond a limit.
[[nodiscard]] SideTable::Cell badCell(const QString& text, engine::Severity severity,
                                      const QVariant& exported = {}, const QString& toolTip = {});
/// A dash, and why: no path, no contact, a node that does not measure `key`, or `reason`.
[[nodiscard]] SideTable::Cell unknownCell(const SideFacts& facts, std::string_view key,
                                          const QString& reason);
/// A word where there is nothing to measure: "not looked", "n/m".
[[nodiscard]] SideTable::Cell quietCell(const QString& text, const QString& toolTip);

} // namespace vigie::ui::inspector
