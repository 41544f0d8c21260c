// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/engine/witness.h"
#include "core/record/item.h"

/// Recordings as the engine understands them: recorded, judged again, looked at.
namespace vigie::replay {

// The engine's own words as bytes of a record::Note and back: JSON for what changes rarely and is
// read by people too, packed numbers for frames. Exact: what comes back is equal. Foreign bytes are
// checked; an error says what is wrong. Versions of the layouts are inside the bytes.

/// `isStart`: the desk began here (the first Begin that its witness was told of), rather than went
/// on: nothing of the fleet was known yet.
[[nodiscard]] std::string packBegin(const engine::BeginState& state, bool isStart = false);
[[nodiscard]] base::Result<engine::BeginState> readBegin(const std::string& bytes);
/// Whether it was packed with isStart; false for foreign bytes.
[[nodiscard]] bool isStartOf(const std::string& bytes);
[[nodiscard]] std::string packAction(const alarm::Action& action);
[[nodiscard]] base::Result<alarm::Action> readAction(const std::string& bytes);
/// Null rules: refused, and why.
struct RulesNote {
    alarm::RuleSetPtr rules;
    std::string refusal;
};
[[nodiscard]] std::string packRules(const RulesNote& rules);
[[nodiscard]] base::Result<RulesNote> readRules(const std::string& bytes);
[[nodiscard]] std::string packEntry(const journal::Entry& entry);
[[nodiscard]] base::Result<journal::Entry> readEntry(const std::string& bytes);

/// The engine's input that an item is; nothing for verdicts and gaps.
[[nodiscard]] base::Result<std::optional<engine::JournalInput>> inputOf(const record::Item& item);
[[nodiscard]] record::Item itemOf(std::uint64_t order, const engine::JournalInput& input);

/// One small point of the past for the timeline.
struct OutlinePoint {
    base::Utc at{};
    /// Of the world over the last minute, percent; absent: unknown.
    std::optional<float> health;
    health::ShareCount share;
    /// Of alarms that are shown, present or not seen.
    alarm::Severity worst = alarm::Severity::None;
    std::uint32_t unacknowledged = 0;
    std::uint32_t nodesInContact = 0;
    std::uint32_t nodes = 0;
    /// Incidents that opened, changed by severity or closed since the point before.
    std::vector<alarm::Incident> incidents;
};
[[nodiscard]] std::string packOutline(const OutlinePoint& point);
[[nodiscard]] base::Result<OutlinePoint> readOutline(const std::string& bytes);

} // namespace vigie::replay
