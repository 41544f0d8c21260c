// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl record` was asked.
struct RecordOptions {
    /// HOST:PORT,HOST:PORT or...
    std::string addresses;
    /// ...a desk file.
    std::string config;
    std::string to;
    /// 0: until interrupted.
    double seconds = 0;
    double rateHz = 0;
    bool isJson = false;
};

CLI::App* addRecord(CLI::App& app, RecordOptions& options);
/// Returns an exit code.
[[nodiscard]] int recordNodes(const RecordOptions& options);

} // namespace vigie::ctl
