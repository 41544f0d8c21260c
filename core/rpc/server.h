// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "core/fleet/provider.h"

/// gRPC, and only here.
namespace vigie::rpc {

struct ServerOptions {
    /// "127.0.0.1:0" lets the kernel pick the port.
    std::string listen = "127.0.0.1:0";
    /// PEM files; both or neither.
    std::filesystem::path certificate;
    std::filesystem::path privateKey;
    /// When set, clients must present a certificate signed by one of these.
    std::filesystem::path clientRoots;
    /// Allows listening beyond loopback without TLS. Refused otherwise.
    bool isInsecureAllowed = false;
};

/// Serves one Provider as vigie.v1 with grpc.health.v1 and reflection.
class Server {
public:
    virtual ~Server() = default;
    [[nodiscard]] static base::Result<std::unique_ptr<Server>> start(fleet::Provider& provider,
                                                                     ServerOptions options);
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Ends every call and returns within 3 s. Idempotent.
    virtual void stop() = 0;
};

} // namespace vigie::rpc
