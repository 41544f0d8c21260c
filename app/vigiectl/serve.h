// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace vigie::ctl {

/// What `vigiectl serve` was asked.
struct ServeOptions {
    std::string file;
    std::string listen = "127.0.0.1:0";
    std::string from;
    std::string to;
    std::string config;
    std::string certificate;
    std::string privateKey;
    double speed = 1;
    bool isLooped = false;
    bool isAsRecorded = false;
    bool isInsecureAllowed = false;
    bool isJson = false;
};

CLI::App* addServe(CLI::App& app, ServeOptions& options);
/// A recording plays as nodes until its end or until interrupted; an exit code.
[[nodiscard]] int serve(const ServeOptions& options);

} // namespace vigie::ctl
