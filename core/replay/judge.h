// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/engine/reducer.h"
#include "core/record/tools.h"
#include "core/replay/scribe.h"

namespace vigie::replay {

/// What an engine is made of to go on from a begin, without charts.
[[nodiscard]] engine::ReducerOptions reducerOptions(const engine::BeginState& begin);

/// A desk without screen, journal or threads: takes facts in order and gives facts and verdicts, as
/// the tape of a running desk does, so that what was recorded without a desk can be looked at on
/// one. One thread.
class Judge {
public:
    /// `order` is that of the fact before the first.
    Judge(const engine::BeginState& begin, std::uint64_t order, const base::Timestamp& at,
          Scribe::Emit emit);
    void take(std::uint64_t order, const engine::JournalInput& input);

private:
    Scribe m_scribe;
    engine::Reducer m_reducer;
    std::optional<base::Utc> m_shownAt;
};

/// A copy of a recording with the verdicts of these rules (null: of those that were recorded) in
/// place of what verdicts it had; pictures and marks too. From its first Begin on; fails without
/// one, or where `to` exists.
[[nodiscard]] base::Result<void> judged(const std::filesystem::path& from,
                                        const std::filesystem::path& to,
                                        const alarm::RuleSetPtr& rules,
                                        const record::Progress& progress);

} // namespace vigie::replay
