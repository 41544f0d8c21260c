// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/eventscall.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/rpc/protocol.h"
#include "core/wire/wire.h"

namespace vigie::rpc {
namespace {

constexpr std::size_t pageSize = 64;
/// Events that may wait for one client; beyond, it reads the ring again.
constexpr std::size_t maxQueued = 256;

} // namespace

EventsCall* EventsCall::begin(std::shared_ptr<Hub> hub, fleet::Provider& provider,
                              const v1::EventsRequest& request) {
    std::shared_ptr<EventsCall> call(new EventsCall(std::move(hub), provider));
    call->keep(call);
    if (request.has_protocol()) {
        if (auto why = whyRefused(request.protocol())) {
            call->finish({grpc::StatusCode::FAILED_PRECONDITION, *why});
            call->started();
            return call.get();
        }
    }
    call->m_incarnation = provider.describe()->incarnation;
    call->m_isFromOldest = request.incarnation() != call->m_incarnation;
    call->m_after = call->m_isFromOldest ? 0 : request.after_sequence();
    if (auto why = call->hub().attach(call)) {
        call->finish({grpc::StatusCode::UNAVAILABLE, *why});
        call->started();
        return call.get();
    }
    call->catchUp();
    call->started();
    return call.get();
}

void EventsCall::catchUp() {
    for (;;) {
        std::uint64_t after = 0;
        std::uint64_t newestBefore = 0;
        {
            const std::lock_guard lock(m_mutex);
            if (m_isLive || isWriting() || !m_queue.empty() || isEnding()) {
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
    if (!m_isLive || isEnding() || event->sequence <= m_after) {
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

bool EventsCall::fill(v1::Event& into) {
    if (m_queue.empty()) {
        return false;
    }
    into.Clear();
    wire::toWire(*m_queue.front(), m_incarnation, into);
    m_queue.pop_front();
    return true;
}

} // namespace vigie::rpc
