// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/eventscall.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/rpc/protocol.h"
#include "core/rpc/wire.h"

namespace vigie::rpc {
namespace {

constexpr std::size_t pageSize = 64;
/// Events that may wait for one client; beyond, it reads the ring again.
constexpr std::size_t maxQueued = 256;

} // namespace

EventsCall* EventsCall::begin(std::shared_ptr<Hub> hub, fleet::Provider& provider,
                              const v1::EventsRequest& request) {
    std::shared_ptr<EventsCall> call(new EventsCall(std::move(hub), provider));
    call->m_self = call;
    if (request.has_protocol()) {
        if (auto why = whyRefused(request.protocol())) {
            call->finish({grpc::StatusCode::FAILED_PRECONDITION, *why});
            call->m_order.started();
            return call.get();
        }
    }
    call->m_incarnation = provider.describe()->incarnation;
    call->m_isFromOldest = request.incarnation() != call->m_incarnation;
    call->m_after = call->m_isFromOldest ? 0 : request.after_sequence();
    if (auto why = call->m_hub->attach(call)) {
        call->finish({grpc::StatusCode::UNAVAILABLE, *why});
        call->m_order.started();
        return call.get();
    }
    call->catchUp();
    call->m_order.started();
    return call.get();
}

void EventsCall::catchUp() {
    for (;;) {
        std::uint64_t after = 0;
        std::uint64_t newestBefore = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isLive || m_isWriting || !m_queue.empty() || m_finish || m_isFinished) {
                return;
            }
            after = m_after;
            newestBefore = m_newest;
        }
        const auto page = m_provider.eventsAfter(after, pageSize);
        const std::lock_guard lock(m_mutex);
        if (page.firstAvailable > after + 1) {
            if (!m_isFromOldest) {
                queueGap(after + 1, page.firstAvailable - 1);
            }
            m_after = page.firstAvailable - 1;
        }
        m_isFromOldest = false;
        for (const auto& event : page.events) {
            queue(event);
        }
        if (page.events.empty() && m_newest == newestBefore) {
            m_isLive = true;
        }
        pump();
        if (m_isLive) {
            return;
        }
    }
}

void EventsCall::queueGap(std::uint64_t from, std::uint64_t to) {
    auto gap = std::make_shared<model::Event>();
    gap->sequence = to;
    gap->utc = base::SystemClock::instance().now().utc;
    gap->kind = model::EventKind::Gap;
    gap->code = "gap";
    gap->count = to - from + 1;
    gap->parameters = {{"from", std::to_string(from)}, {"to", std::to_string(to)}};
    m_queue.push_back(std::move(gap));
}

void EventsCall::queue(model::EventPtr event) {
    if (event->sequence <= m_after) {
        return;
    }
    m_after = event->sequence;
    m_queue.push_back(std::move(event));
}

void EventsCall::onEvent(const model::EventPtr& event) {
    const std::lock_guard lock(m_mutex);
    m_newest = std::max(m_newest, event->sequence);
    if (!m_isLive || m_isFinished || event->sequence <= m_after) {
        return;
    }
    if (m_queue.size() >= maxQueued) {
        m_isLive = false; // a write is in progress: when the queue is sent, the ring is read again
        return;
    }
    if (event->sequence > m_after + 1) {
        queueGap(m_after + 1, event->sequence - 1);
    }
    queue(event);
    pump();
}

void EventsCall::pump() {
    if (m_isWriting || m_isFinished) {
        return;
    }
    if (m_finish) {
        m_isFinished = true;
        Finish(*m_finish);
        return;
    }
    if (!m_queue.empty()) {
        m_writing.Clear();
        toWire(*m_queue.front(), m_incarnation, m_writing);
        m_queue.pop_front();
        m_isWriting = true;
        StartWrite(&m_writing);
    }
}

void EventsCall::OnWriteDone(bool ok) {
    const CallOrder::In order(m_order, CallOrder::Chain::Writes);
    {
        const std::lock_guard lock(m_mutex);
        m_isWriting = false;
        if (!ok && !m_finish) {
            m_finish = grpc::Status(grpc::StatusCode::UNAVAILABLE, "the client is gone");
        }
        pump();
    }
    catchUp();
}

void EventsCall::finish(grpc::Status status) {
    const std::lock_guard lock(m_mutex);
    if (!m_finish) {
        m_finish = std::move(status);
    }
    pump();
}

void EventsCall::OnCancel() {
    const CallOrder::In order(m_order, CallOrder::Chain::Cancel);
    finish({grpc::StatusCode::CANCELLED, "cancelled"});
}

void EventsCall::onStopping() {
    finish({grpc::StatusCode::UNAVAILABLE, "the node is stopping"});
}

void EventsCall::OnDone() {
    m_order.done();
    m_hub->detach(this);
    const auto last = std::move(m_self); // the end of this object, once no one else holds it
}

} // namespace vigie::rpc
