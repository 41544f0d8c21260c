// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <grpcpp/channel.h>

#include "core/base/result.h"
#include "core/rpc/grpcsource.h"

namespace vigie::rpc {

/// A channel of its own to one node, with the keepalive and the backoff of the house. Reads the TLS
/// files; connects only when used.
[[nodiscard]] base::Result<std::shared_ptr<grpc::Channel>> makeChannel(const Endpoint& endpoint);

} // namespace vigie::rpc
