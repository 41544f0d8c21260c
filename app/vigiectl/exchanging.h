// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl export` was asked.
struct ExportOptions {
    std::string recording;
    std::string as;
    /// Empty or "-": stdout (not for MCAP).
    std::string to;
    std::string begin;
    std::string end;
    std::vector<std::string> metricKeys;
    std::vector<std::string> paths;
    bool isJson = false;
};

/// What `vigiectl import` was asked.
struct ImportOptions {
    std::string file;
    std::string mapping;
    std::string to;
    bool isJson = false;
};

CLI::App* addExport(CLI::App& app, ExportOptions& options);
CLI::App* addImport(CLI::App& app, ImportOptions& options);
/// Return an exit code.
[[nodiscard]] int exportRecording(const ExportOptions& options);
[[nodiscard]] int importRecording(const ImportOptions& options);

} // namespace vigie::ctl
