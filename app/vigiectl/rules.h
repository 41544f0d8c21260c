// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "app/vigiectl/options.h"

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl rules …` was asked.
struct RulesOptions {
    enum class Command { Check, Test, Explain, List };
    Command command = Command::List;
    /// Rules files of `check`.
    std::vector<std::string> files;
    /// Of the others; empty: what the test file names, or the shipped ones.
    std::string rules;
    std::string testFile;
    /// Of `explain`: HOST:PORT, or a test file.
    std::string source;
    std::string test;
    std::string at;
    std::string path;
    std::string input;
    std::string rule;
    double seconds = 5;
    std::string junit;
    bool isJson = false;
    bool isTls = false;
    rpc::TlsOptions tls;
};

/// Adds the commands, whose options are their own.
CLI::App* addRules(CLI::App& app, RulesOptions& options);
/// Returns an exit code.
[[nodiscard]] int rules(const RulesOptions& options);

} // namespace vigie::ctl
