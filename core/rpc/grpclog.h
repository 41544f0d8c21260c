// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace vigie::rpc {

/// Sends what gRPC itself logs to our logger "grpc" at debug level: what matters of it reaches
/// people as a reason, in a sentence. Idempotent; any thread.
void adoptGrpcLog();

} // namespace vigie::rpc
