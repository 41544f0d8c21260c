// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/replay/frame.h"
#include "core/replay/notes.h"
#include "tests/unit/replay/randomsnapshot.h"

namespace vigie::test {

/// One of each that fuzz_frame reads, as it takes its first byte. `write(name, bytes)` keeps one.
template <typename Write> void frameSeeds(const Write& write) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const auto snapshot = RandomSnapshot(seed).make(6);
        Filler fill(seed);
        const std::string bytes[] = {replay::packFrame(snapshot),
                                     replay::packBook(snapshot),
                                     replay::packEntry(fill.made<journal::Entry>()),
                                     replay::packOutline(fill.made<replay::OutlinePoint>()),
                                     replay::packRules(fill.made<replay::RulesNote>()),
                                     replay::packAction(fill.made<alarm::Action>()),
                                     replay::packBegin(fill.made<engine::BeginState>())};
        for (std::size_t kind = 0; kind < std::size(bytes); ++kind) {
            write(std::to_string(kind) + "-" + std::to_string(seed),
                  std::string(1, static_cast<char>(kind)) + bytes[kind]);
        }
    }
}

} // namespace vigie::test
