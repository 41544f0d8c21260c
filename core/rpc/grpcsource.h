// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/fleet/source.h"

namespace vigie::rpc {

struct TlsOptions {
    std::filesystem::path rootCertificates;
    std::filesystem::path certificate;
    std::filesystem::path privateKey;
    std::string serverName;
};

struct Endpoint {
    std::string address;
    std::optional<TlsOptions> tls;
};

struct GrpcSourceOptions {
    std::vector<Endpoint> endpoints;
    /// Ticks per second asked of each node; 0: all.
    double maxRateHz = 0;
    /// Metrics and paths asked of each node; empty: all.
    std::vector<std::string> metricKeys;
    std::vector<std::string> pathIds;
    /// Acknowledgement window, 1 to 16.
    int window = 2;
    /// No tick for this long is a loss of contact, whatever the connection says.
    std::chrono::milliseconds staleAfter{3000};
};

/// Live nodes. Reconnects each by itself (0.2 s doubling to 1 s) and resumes its events. A node
/// that was never reached stays Connecting, with the reason once one is known; contact is there
/// with the first tick, and lost with the stream or when no tick comes. A node that refuses
/// (another protocol, an unreadable certificate file) or describes itself in a way that cannot be
/// believed is Refused and tried each 10 s; one whose ticks are malformed is lost and tried ever
/// more rarely, up to 10 s.
[[nodiscard]] std::unique_ptr<fleet::Source> makeGrpcSource(GrpcSourceOptions options);

} // namespace vigie::rpc
