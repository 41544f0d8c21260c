// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "core/fleet/source.h"
#include "core/rpc/callcount.h"
#include "core/rpc/failure.h"
#include "core/rpc/waker.h"

namespace vigie::rpc {

class PreviewStream;

/// One preview that somebody wants: opened on the node's channel as soon as there is one, and again
/// after each loss, until end(). Pictures come on gRPC's threads; the watchdog polls.
class PreviewWatch final : public std::enable_shared_from_this<PreviewWatch> {
public:
    PreviewWatch(model::PathRef path, model::PreviewRequest request, fleet::PreviewSink& sink,
                 std::shared_ptr<CallCount> count, std::shared_ptr<Waker> watchdog);

    /// After it returns the sink hears nothing more, unless called by the sink itself. Idempotent.
    void end();
    /// Opens it if that is due and there is a channel to the node; when to ask again.
    [[nodiscard]] base::Mono
    poll(base::Mono now,
         const std::function<std::shared_ptr<grpc::Channel>(const std::string& nodeId)>& channelTo);

    /// By the stream.
    void onAccessUnit(const PreviewStream* stream, model::AccessUnitPtr unit);
    void onEnded(const PreviewStream* stream, const Failure& failure);

    [[nodiscard]] const model::PathRef& path() const { return m_path; }
    [[nodiscard]] const model::PreviewRequest& request() const { return m_request; }

private:
    const model::PathRef m_path;
    const model::PreviewRequest m_request;
    const std::shared_ptr<CallCount> m_count;
    const std::shared_ptr<Waker> m_watchdog;

    // Recursive: the sink may end the watch from inside a callback.
    std::recursive_mutex m_mutex;            // guards all below; held while the sink is told
    fleet::PreviewSink* m_sink;              // null once ended
    std::shared_ptr<PreviewStream> m_stream; // null while not open
    base::Mono m_retryAt{};
    base::Nanoseconds m_backoff;
    bool m_isInterrupted = false;
};

/// All previews of a source. Thread-safe.
class PreviewBoard final {
public:
    void add(std::shared_ptr<PreviewWatch> watch);
    void remove(const PreviewWatch* watch);
    /// Ends every watch; none is taken any more.
    void stop();
    [[nodiscard]] base::Mono
    poll(base::Mono now,
         const std::function<std::shared_ptr<grpc::Channel>(const std::string& nodeId)>& channelTo);

private:
    std::mutex m_mutex;
    std::vector<std::shared_ptr<PreviewWatch>> m_watches; // guarded by m_mutex
    bool m_isStopped = false;                             // guarded by m_mutex
};

} // namespace vigie::rpc
