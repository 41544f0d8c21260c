// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/tick.h"
#include "core/rpc/grpcsource.h"

/// Single questions to a node, for tools. Block up to `timeout`; from any thread.
namespace vigie::rpc {

struct NodeAnswer {
    model::NodeDescriptionPtr description;
    std::uint32_t protocolMajor = 0;
    std::uint32_t protocolMinor = 0;
};
[[nodiscard]] base::Result<NodeAnswer> describeNode(const Endpoint& endpoint,
                                                    std::chrono::milliseconds timeout);

struct HealthAnswer {
    /// In the words of grpc.health.v1: "SERVING", "NOT_SERVING", "UNKNOWN", "SERVICE_UNKNOWN".
    std::string status;
    /// What server reflection lists.
    std::vector<std::string> services;
};
/// Asks grpc.health.v1 and server reflection, as any gRPC tool would.
[[nodiscard]] base::Result<HealthAnswer> checkHealth(const Endpoint& endpoint,
                                                     std::chrono::milliseconds timeout);

} // namespace vigie::rpc
