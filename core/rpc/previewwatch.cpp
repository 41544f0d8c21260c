// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/previewwatch.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/protocol.h"
#include "core/wire/wire.h"
#include "vigie/v1/preview.grpc.pb.h"

namespace vigie::rpc {
namespace {

using namespace std::chrono_literals;

constexpr base::Nanoseconds firstBackoff = 200ms;
constexpr base::Nanoseconds lastBackoff = 1s;
/// For a path that the node does not know, or whose preview it refuses.
constexpr base::Nanoseconds refusedRetry = 3s;
/// How soon a node that is not there is asked for again; its hello wakes us earlier.
constexpr base::Nanoseconds absentRetry = 1s;

} // namespace

/// Preview.Watch from the client's side. Owned by gRPC until OnDone, and by its watch.
class PreviewStream final : public grpc::ClientReadReactor<v1::AccessUnit> {
public:
    static std::shared_ptr<PreviewStream> begin(std::shared_ptr<PreviewWatch> watch,
                                                const std::shared_ptr<grpc::Channel>& channel,
                                                std::shared_ptr<CallCount> count) {
        auto stream = std::make_shared<PreviewStream>();
        stream->m_self = stream;
        stream->m_watch = std::move(watch);
        stream->m_count = std::move(count);
        stream->m_count->begin();
        stream->m_stub = v1::Preview::NewStub(channel);
        fillProtocol(*stream->m_request.mutable_protocol());
        stream->m_request.set_path_id(stream->m_watch->path().pathId);
        wire::toWire(stream->m_watch->request(), stream->m_request);
        stream->m_stub->async()->Watch(&stream->m_rpc, &stream->m_request, stream.get());
        stream->StartRead(&stream->m_unit);
        stream->m_order.started();
        stream->StartCall();
        return stream;
    }
    void cancel() { m_rpc.TryCancel(); }

    void OnReadDone(bool ok) override {
        const CallOrder::In order(m_order, CallOrder::Chain::Reads);
        if (!ok || m_failure) {
            return;
        }
        auto unit = wire::fromWire(m_unit);
        if (!unit) {
            m_failure = Failure{FailureKind::Malformed, unit.error().message};
            m_rpc.TryCancel();
            return;
        }
        m_watch->onAccessUnit(this, std::move(*unit));
        order.next();
        StartRead(&m_unit);
    }
    void OnDone(const grpc::Status& status) override {
        m_order.done();
        auto failure = m_failure ? *m_failure : describeFailure(status, m_watch->path().nodeId);
        if (status.error_code() == grpc::StatusCode::NOT_FOUND) {
            failure = {FailureKind::Refused, status.error_message()};
        }
        m_watch->onEnded(this, failure);
        const auto count = m_count;
        m_self.reset(); // maybe the end of this object
        count->end();
    }

private:
    std::shared_ptr<PreviewWatch> m_watch;
    std::shared_ptr<CallCount> m_count;
    std::unique_ptr<v1::Preview::Stub> m_stub;
    grpc::ClientContext m_rpc;
    std::shared_ptr<PreviewStream> m_self; // until OnDone
    CallOrder m_order;
    v1::WatchRequest m_request;
    v1::AccessUnit m_unit;
    std::optional<Failure> m_failure;
};

PreviewWatch::PreviewWatch(model::PathRef path, model::PreviewRequest request,
                           fleet::PreviewSink& sink, std::shared_ptr<CallCount> count,
                           std::shared_ptr<Waker> watchdog)
    : m_path(std::move(path)), m_request(request), m_count(std::move(count)),
      m_watchdog(std::move(watchdog)), m_sink(&sink), m_backoff(firstBackoff) {}

void PreviewWatch::end() {
    const std::lock_guard lock(m_mutex);
    m_sink = nullptr;
    if (m_stream) {
        std::exchange(m_stream, nullptr)->cancel();
    }
}

base::Mono PreviewWatch::poll(
    base::Mono now,
    const std::function<std::shared_ptr<grpc::Channel>(const std::string& nodeId)>& channelTo) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_sink == nullptr || m_stream) {
            return base::Mono::max();
        }
        if (now < m_retryAt) {
            return m_retryAt;
        }
    }
    const auto channel = channelTo(m_path.nodeId); // takes a link's lock: not under ours
    if (!channel) {
        return now + absentRetry;
    }
    const std::lock_guard lock(m_mutex);
    if (m_sink != nullptr && !m_stream) {
        m_stream = PreviewStream::begin(shared_from_this(), channel, m_count);
    }
    return base::Mono::max();
}

void PreviewWatch::onAccessUnit(const PreviewStream* stream, model::AccessUnitPtr unit) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || stream != m_stream.get()) {
        return;
    }
    m_backoff = firstBackoff;
    m_isInterrupted = false;
    m_sink->onAccessUnit(std::move(unit));
}

void PreviewWatch::onEnded(const PreviewStream* stream, const Failure& failure) {
    const std::lock_guard lock(m_mutex);
    if (m_sink == nullptr || stream != m_stream.get()) {
        return;
    }
    m_stream.reset();
    const auto wait = failure.kind == FailureKind::Unreachable ? m_backoff : refusedRetry;
    m_backoff = std::min(m_backoff * 2, lastBackoff);
    m_retryAt = base::SystemClock::instance().now().mono + wait;
    m_watchdog->wake();
    if (!std::exchange(m_isInterrupted, true)) {
        m_sink->onInterrupted(failure.reason);
    }
}

void PreviewBoard::add(std::shared_ptr<PreviewWatch> watch) {
    const std::lock_guard lock(m_mutex);
    if (!m_isStopped) {
        m_watches.push_back(std::move(watch));
    }
}

void PreviewBoard::remove(const PreviewWatch* watch) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_watches, [watch](const auto& one) { return one.get() == watch; });
}

void PreviewBoard::stop() {
    std::vector<std::shared_ptr<PreviewWatch>> watches;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        watches.swap(m_watches);
    }
    for (const auto& watch : watches) {
        watch->end(); // not under our lock: a sink may be in the middle of adding another
    }
}

base::Mono PreviewBoard::poll(
    base::Mono now,
    const std::function<std::shared_ptr<grpc::Channel>(const std::string& nodeId)>& channelTo) {
    std::vector<std::shared_ptr<PreviewWatch>> watches;
    {
        const std::lock_guard lock(m_mutex);
        watches = m_watches;
    }
    base::Mono next = base::Mono::max();
    for (const auto& watch : watches) {
        next = std::min(next, watch->poll(now, channelTo));
    }
    return next;
}

} // namespace vigie::rpc
