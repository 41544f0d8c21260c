// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/record/ringlab.h"

namespace vigie::testing {

/// What recordvictim records: ten minutes, an hour's end within them.
inline std::vector<record::Item> victimItems(std::uint32_t seed) {
    auto made =
        recordlab::makeFleet({.seed = seed, .nodes = 3, .paths = 4, .seconds = 600, .tickHz = 5});
    return ringlab::later(std::move(made.items), std::chrono::minutes(56));
}

} // namespace vigie::testing
