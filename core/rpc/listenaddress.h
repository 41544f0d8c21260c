// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/result.h"

namespace vigie::rpc {

/// "host:port" or "[v6]:port", taken apart.
struct ListenAddress {
    std::string host;
    std::string port;
};

[[nodiscard]] base::Result<ListenAddress> parseListenAddress(const std::string& text);

/// Whether only this host can reach it: 127.0.0.0/8, ::1, localhost.
[[nodiscard]] bool isLoopback(const ListenAddress& address);

/// Why nothing can listen there now ("Address already in use"); found out by trying, after gRPC
/// could not and did not say.
[[nodiscard]] std::string whyCannotListen(const ListenAddress& address);

} // namespace vigie::rpc
