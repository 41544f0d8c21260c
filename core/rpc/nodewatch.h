// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/channel.h>

#include "core/base/time.h"
#include "core/model/fleet.h"
#include "core/rpc/failure.h"
#include "core/rpc/waker.h"

namespace vigie::rpc {

/// One call of a watch; gRPC owns it until it is done.
class WatchStream {
public:
    virtual ~WatchStream() = default;
    virtual void cancel() = 0;
};

/// Something of one path that somebody wants to be streamed: opened on the node's channel as soon
/// as there is one, and again after each loss, until end(). Streams speak on gRPC's threads; the
/// watchdog polls.
class NodeWatch : public std::enable_shared_from_this<NodeWatch> {
public:
    using ChannelTo = std::function<std::shared_ptr<grpc::Channel>(const std::string& nodeId)>;

    NodeWatch(model::PathRef path, std::shared_ptr<Waker> watchdog);
    virtual ~NodeWatch();
    NodeWatch(const NodeWatch&) = delete;
    NodeWatch& operator=(const NodeWatch&) = delete;

    /// After it returns nobody is told anything more, unless called from such a telling.
    /// Idempotent.
    void end();
    /// Opens it if that is due and there is a channel to the node; when to ask again.
    [[nodiscard]] base::Mono poll(base::Mono now, const ChannelTo& channelTo);
    /// By the stream.
    void onEnded(const WatchStream* stream, const Failure& failure);

    [[nodiscard]] const model::PathRef& path() const { return m_path; }

protected:
    [[nodiscard]] virtual std::shared_ptr<WatchStream>
    open(const std::shared_ptr<grpc::Channel>& channel) = 0;
    /// It broke, and is being retried. Told once, until something came again.
    virtual void tellInterrupted(const Failure& failure) = 0;

    /// There is no contact with the node. Told once, until there was.
    virtual void tellAbsent() {}

    /// Tells what `stream` brought, unless it is no longer the one.
    template <typename Tell> void deliver(const WatchStream* stream, Tell&& tell) {
        const std::lock_guard lock(m_mutex);
        if (!m_isEnded && stream == m_stream.get()) {
            noteArrival();
            tell();
        }
    }

private:
    void noteArrival();

    const model::PathRef m_path;
    const std::shared_ptr<Waker> m_watchdog;

    // Recursive: who is told may end the watch from inside the telling.
    std::recursive_mutex m_mutex; // guards all below; held while somebody is told
    bool m_isEnded = false;
    std::shared_ptr<WatchStream> m_stream; // null while not open
    base::Mono m_retryAt{};
    base::Nanoseconds m_backoff;
    bool m_isInterrupted = false;
    bool m_isAbsent = false;
};

/// All watches of a source. Thread-safe.
class WatchBoard final {
public:
    void add(std::shared_ptr<NodeWatch> watch);
    void remove(const NodeWatch* watch);
    /// Ends every watch; none is taken any more.
    void stop();
    [[nodiscard]] base::Mono poll(base::Mono now, const NodeWatch::ChannelTo& channelTo);

private:
    std::mutex m_mutex;
    std::vector<std::shared_ptr<NodeWatch>> m_watches; // guarded by m_mutex
    bool m_isStopped = false;                          // guarded by m_mutex
};

} // namespace vigie::rpc
