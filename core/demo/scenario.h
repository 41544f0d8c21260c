// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/demo/command.h"

namespace vigie::demo {

/// Faults by the clock (docs/demo.md describes the file).
struct Scenario {
    struct Step {
        std::chrono::nanoseconds at{};
        Command command;
    };
    /// In order of time; what is to end has its ending as a step of its own.
    std::vector<Step> steps;
    /// Begins anew after this long; absent: once.
    std::optional<std::chrono::nanoseconds> loop;
};

/// The error lists every fault with file, line and column. Feeds, regions and nodes are checked
/// against what the demo can have at most; steps about what a smaller fleet lacks are for it to
/// skip.
[[nodiscard]] base::Result<Scenario> readScenario(const std::filesystem::path& file);
/// The built-in one: resources/demo/scenario.yaml as it was when this was built.
[[nodiscard]] base::Result<Scenario> defaultScenario();

/// Walks through a scenario as time goes by. One thread.
class ScenarioPlayer {
public:
    explicit ScenarioPlayer(Scenario scenario) : m_scenario(std::move(scenario)) {}
    /// Everything that became due up to `elapsed` since the start.
    [[nodiscard]] std::vector<Command> due(std::chrono::nanoseconds elapsed);

private:
    Scenario m_scenario;
    std::size_t m_next = 0;
    std::chrono::nanoseconds m_roundStart{};
};

} // namespace vigie::demo
