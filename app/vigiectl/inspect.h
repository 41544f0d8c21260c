// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl info` and `vigiectl verify` were asked.
struct InspectOptions {
    std::string recording;
    bool isJson = false;
};

CLI::App* addInfo(CLI::App& app, InspectOptions& options);
CLI::App* addVerify(CLI::App& app, InspectOptions& options);
/// Return an exit code.
[[nodiscard]] int info(const InspectOptions& options);
[[nodiscard]] int verify(const InspectOptions& options);

} // namespace vigie::ctl
