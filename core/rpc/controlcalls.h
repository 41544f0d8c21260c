// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "core/base/result.h"
#include "core/fleet/provider.h"
#include "core/rpc/callcount.h"

namespace vigie::rpc {

/// A call of vigie.v1.Control that waits for its answer.
class PendingControl {
public:
    virtual ~PendingControl() = default;
    /// Answers with `reason` if nothing was answered yet, and lets the call go.
    virtual void abandon(const std::string& reason) = 0;
};

/// The requests of a source to its nodes: each `done` is called exactly once, by a thread of
/// gRPC's, by stop(), or at once where the request cannot be sent. Answers come within 10 s.
/// Thread-safe.
class ControlCalls {
public:
    explicit ControlCalls(std::shared_ptr<CallCount> count) : m_count(std::move(count)) {}

    /// `channel` is null where the node is not in contact; `node` is for people.
    void requestDecoding(const std::shared_ptr<grpc::Channel>& channel, const std::string& node,
                         const fleet::DecodeRequest& request,
                         std::function<void(base::Result<base::Utc>)> done);
    void requestCapture(const std::shared_ptr<grpc::Channel>& channel, const std::string& node,
                        const fleet::CaptureRequest& request,
                        std::function<void(base::Result<fleet::CaptureInfo>)> done);
    /// Ends every call; none is begun any more. Idempotent.
    void stop();

private:
    /// Why it cannot be begun; empty when it can.
    [[nodiscard]] std::string add(const std::shared_ptr<grpc::Channel>& channel,
                                  const std::string& node,
                                  const std::shared_ptr<PendingControl>& call);

    const std::shared_ptr<CallCount> m_count;
    std::mutex m_mutex;
    std::vector<std::weak_ptr<PendingControl>> m_calls; // guarded by m_mutex
    bool m_isStopped = false;                           // guarded by m_mutex
};

} // namespace vigie::rpc
