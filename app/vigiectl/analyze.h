// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl analyze` was asked.
struct AnalyzeOptions {
    std::string source;
    std::string profile;
    std::string content = "off";
    std::string failOn = "never";
    std::string passphraseVariable;
    bool isJson = false;
    bool hasEvents = false;
    std::optional<double> seconds;
};

/// Adds the command, whose options are its own: it needs no node.
CLI::App* addAnalyze(CLI::App& app, AnalyzeOptions& options);
/// Returns an exit code.
[[nodiscard]] int analyze(const AnalyzeOptions& options);

} // namespace vigie::ctl
