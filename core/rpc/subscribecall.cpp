// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/subscribecall.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/rpc/bytes.h"
#include "core/rpc/protocol.h"

namespace vigie::rpc {
namespace {

constexpr std::size_t defaultWindow = 2;
constexpr std::size_t maxWindow = 16;
/// Hellos (and the last ticks of the epochs before them) that wait for a slow client.
constexpr std::size_t maxQueued = 8;

} // namespace

SubscribeCall* SubscribeCall::begin(std::shared_ptr<Hub> hub) {
    std::shared_ptr<SubscribeCall> call(new SubscribeCall(std::move(hub)));
    call->m_self = call;
    call->StartRead(&call->m_request);
    call->m_order.started();
    return call.get();
}

void SubscribeCall::OnReadDone(bool ok) {
    const CallOrder::In order(m_order, CallOrder::Chain::Reads);
    if (!ok) {
        finish(grpc::Status::OK);
        return;
    }
    v1::SubscribeRequest request;
    if (!fromBytes(m_request, request)) {
        finish({grpc::StatusCode::INVALID_ARGUMENT, "not a SubscribeRequest"});
        return;
    }
    take(request);
    m_request.Clear();
    order.next();
    StartRead(&m_request);
}

void SubscribeCall::take(const v1::SubscribeRequest& request) {
    switch (request.what_case()) {
    case v1::SubscribeRequest::kOpen:
        open(request.open());
        return;
    case v1::SubscribeRequest::kAcknowledge:
        acknowledge(request.acknowledge());
        return;
    case v1::SubscribeRequest::WHAT_NOT_SET:
        return; // an addition of a newer minor version
    }
}

void SubscribeCall::open(const v1::Open& open) {
    if (open.has_protocol()) {
        if (auto why = whyRefused(open.protocol())) {
            finish({grpc::StatusCode::FAILED_PRECONDITION, *why});
            return;
        }
    }
    if (!(std::isfinite(open.max_rate_hz()) && open.max_rate_hz() >= 0)) {
        finish({grpc::StatusCode::INVALID_ARGUMENT, "max_rate_hz is not a number of 0 or more"});
        return;
    }
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        m_metricKeys.assign(open.metric_keys().begin(), open.metric_keys().end());
        m_pathIds.assign(open.path_ids().begin(), open.path_ids().end());
        m_window =
            open.window() == 0 ? defaultWindow : std::min<std::size_t>(open.window(), maxWindow);
        constexpr double nsPerSecond = 1e9;
        constexpr double slowestHz = 1e-3;
        m_period = open.max_rate_hz() <= 0
                       ? base::Nanoseconds{0}
                       : base::Nanoseconds{static_cast<std::int64_t>(
                             nsPerSecond / std::max(open.max_rate_hz(), slowestHz))};
        if (m_hello) {
            m_filter = TickFilter(*m_hello->description, m_metricKeys, m_pathIds);
        }
        isFirst = !std::exchange(m_isAttached, true);
    }
    if (isFirst) {
        if (auto why = m_hub->attach(shared_from_this())) {
            finish({grpc::StatusCode::UNAVAILABLE, *why});
        }
    }
}

void SubscribeCall::acknowledge(std::uint64_t sequence) {
    const std::lock_guard lock(m_mutex);
    while (!m_unacknowledged.empty() && m_unacknowledged.front() <= sequence) {
        m_unacknowledged.pop_front();
    }
    pump();
}

void SubscribeCall::onHello(const HelloFramePtr& hello) {
    const std::lock_guard lock(m_mutex);
    if (m_pendingFrame || m_pendingFold) {
        // Nothing of a later epoch can be folded into it; the window yields for this one.
        releasePending();
    }
    if (m_queue.size() >= maxQueued) {
        m_queue.clear(); // tables that changed again before they could be sent
    }
    m_hello = hello;
    m_filter = TickFilter(*hello->description, m_metricKeys, m_pathIds);
    m_queue.push_back(hello->bytes);
    pump();
}

void SubscribeCall::onTick(const TickFramePtr& tick) {
    const std::lock_guard lock(m_mutex);
    if (!m_hello || m_isFinished || tick->tick()->epoch != m_hello->description->epoch) {
        return;
    }
    fold(tick);
    pump();
}

void SubscribeCall::fold(const TickFramePtr& tick) {
    if (!m_pendingFrame && !m_pendingFold) {
        m_pendingFrame = tick;
        return;
    }
    if (m_pendingFrame) {
        m_pendingFold = m_filter.apply(*m_pendingFrame->tick());
        m_pendingFrame.reset();
    }
    const auto& description = *m_hello->description;
    m_pendingFold =
        m_filter.isEverything()
            ? model::conflate(description, *m_pendingFold, *tick->tick())
            : model::conflate(description, *m_pendingFold, m_filter.apply(*tick->tick()));
}

bool SubscribeCall::isDue() const {
    if (m_period.count() == 0 || !m_due) {
        return true;
    }
    const auto at = m_pendingFrame ? m_pendingFrame->tick()->mono : m_pendingFold->mono;
    // A tick that comes a little early is the one that is due: ticks jitter.
    constexpr double nsPerSecond = 1e9;
    const base::Nanoseconds early{
        static_cast<std::int64_t>(nsPerSecond / m_hello->description->tickRateHz / 4)};
    return at + early >= *m_due;
}

void SubscribeCall::releasePending() {
    const auto at = m_pendingFrame ? m_pendingFrame->tick()->mono : m_pendingFold->mono;
    const auto sequence =
        m_pendingFrame ? m_pendingFrame->tick()->sequence : m_pendingFold->sequence;
    if (m_pendingFold) {
        m_queue.push_back(serializeTick(*m_pendingFold));
    } else if (m_filter.isEverything()) {
        m_queue.push_back(m_pendingFrame->bytes());
    } else {
        m_queue.push_back(serializeTick(m_filter.apply(*m_pendingFrame->tick())));
    }
    m_pendingFrame.reset();
    m_pendingFold.reset();
    m_unacknowledged.push_back(sequence);
    if (m_period.count() > 0) {
        const bool isOnSchedule = m_due && at < *m_due + m_period && at + m_period > *m_due;
        m_due = (isOnSchedule ? *m_due : at) + m_period;
    }
}

void SubscribeCall::pump() {
    if (m_isWriting || m_isFinished) {
        return;
    }
    if (m_finish) {
        m_isFinished = true;
        Finish(*m_finish);
        return;
    }
    const bool hasPending = m_pendingFrame || m_pendingFold;
    if (m_queue.empty() && hasPending && m_unacknowledged.size() < m_window && isDue()) {
        releasePending();
    }
    if (!m_queue.empty()) {
        m_writing = std::move(m_queue.front());
        m_queue.pop_front();
        m_isWriting = true;
        StartWrite(&m_writing);
    }
}

void SubscribeCall::OnWriteDone(bool ok) {
    const CallOrder::In order(m_order, CallOrder::Chain::Writes);
    const std::lock_guard lock(m_mutex);
    m_isWriting = false;
    if (!ok && !m_finish) {
        m_finish = grpc::Status(grpc::StatusCode::UNAVAILABLE, "the client is gone");
    }
    pump();
}

void SubscribeCall::finish(grpc::Status status) {
    const std::lock_guard lock(m_mutex);
    if (!m_finish) {
        m_finish = std::move(status);
    }
    pump();
}

void SubscribeCall::OnCancel() {
    const CallOrder::In order(m_order, CallOrder::Chain::Cancel);
    finish({grpc::StatusCode::CANCELLED, "cancelled"});
}

void SubscribeCall::onStopping() {
    finish({grpc::StatusCode::UNAVAILABLE, "the node is stopping"});
}

void SubscribeCall::OnDone() {
    m_order.done();
    m_hub->detach(this);
    const auto last = std::move(m_self); // the end of this object, once no one else holds it
}

} // namespace vigie::rpc
