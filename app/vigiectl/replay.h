// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl replay` was asked.
struct ReplayOptions {
    std::string recording;
    /// Rules files; empty: those that were recorded.
    std::string rules;
    std::string baseline;
    /// "recorded": what the desk itself said.
    std::string against;
    /// UTC; empty: all there is.
    std::string from;
    std::string to;
    /// "text", "json" or "junit".
    std::string format = "text";
    /// Empty: standard output.
    std::string output;
    /// Smaller moves are none, seconds.
    double leastMove = 1;
    /// So far apart two alarms may lie and still be the same one, seconds.
    double tolerance = 30;
    std::vector<std::string> failOn{"appeared", "vanished", "moved", "severity"};
};

CLI::App* addReplay(CLI::App& app, ReplayOptions& options);
/// 0: no difference, 1: different, 2: could not be done.
[[nodiscard]] int replay(const ReplayOptions& options);

} // namespace vigie::ctl
