// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace vigie::demo {

/// What can be done to the running demo: by a line on standard input or by the scenario.
struct Command {
    enum class Do : std::uint8_t {
        Black,
        Freeze,
        Silence,
        StopFeed,
        KillNode,
        StartNode,
        SrtLoss,
        SrtDelay,
        Rain
    };
    Do what = Do::Black;
    std::string feed, region, node;
    bool isOn = true;
    /// Loss 0 to 1, delay in ms, or rain in dB.
    double amount = 0;
    /// Of a rain fade.
    double seconds = 0;
    bool operator==(const Command&) const = default;
};

/// {"do":"black","feed":"f005","on":true}; the error says what is wrong with it.
[[nodiscard]] base::Result<Command> parseCommand(std::string_view json);

/// "black", "kill-node", ...; nothing for another word.
[[nodiscard]] base::Result<Command::Do> commandNamed(std::string_view word);
/// Which of feed, region and node a command needs.
[[nodiscard]] bool needsFeed(Command::Do what);
[[nodiscard]] bool needsRegion(Command::Do what);
[[nodiscard]] bool needsNode(Command::Do what);

/// What ends it: the command with which a fault that lasts is taken back.
[[nodiscard]] Command undone(Command command);

} // namespace vigie::demo
