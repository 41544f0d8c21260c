// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/alarmlab/scenarios.h"

namespace vigie::alarmlab {

/// Named causes against those of the scripts. A name is right when type and id of its hop are a
/// cause of the script, or lie on an input with noise (which need not be named).
struct Score {
    std::size_t scripts = 0;
    std::size_t causes = 0;
    std::size_t found = 0;
    std::size_t named = 0;
    std::size_t right = 0;
    std::size_t mostLines = 0;
    /// "seed 3: a fade and a black feed: not found: feed f2", one line each.
    std::vector<std::string> failures;
    [[nodiscard]] double precision() const;
    [[nodiscard]] double recall() const;
};

/// Plays every scenario with one seed: one alarm in twenty goes missing, and half of the scripts
/// have an unrelated alarm.
[[nodiscard]] Score playAll(std::uint64_t seed);

} // namespace vigie::alarmlab
