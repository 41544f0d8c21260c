// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/clientcalls.h"

#include <utility>

#include <fmt/format.h>

#include "core/rpc/protocol.h"
#include "core/wire/wire.h"

namespace vigie::rpc {

std::shared_ptr<SubscribeStream>
SubscribeStream::begin(CallContext context, const GrpcSourceOptions& options, bool isPatient) {
    std::shared_ptr<SubscribeStream> call(new SubscribeStream(std::move(context)));
    call->m_self = call;
    call->m_context.count->begin();
    call->m_stub = v1::Telemetry::NewStub(call->m_context.channel);
    call->m_rpc.set_wait_for_ready(isPatient);
    auto& open = *call->m_request.mutable_open();
    fillProtocol(*open.mutable_protocol());
    open.mutable_metric_keys()->Add(options.metricKeys.begin(), options.metricKeys.end());
    open.mutable_path_ids()->Add(options.pathIds.begin(), options.pathIds.end());
    open.set_max_rate_hz(options.maxRateHz);
    open.set_window(static_cast<std::uint32_t>(options.window));
    call->m_stub->async()->Subscribe(&call->m_rpc, call.get());
    call->m_isWriting = true;
    call->StartWrite(&call->m_request);
    call->StartRead(&call->m_response);
    call->m_order.started();
    call->StartCall();
    return call;
}

void SubscribeStream::OnReadDone(bool ok) {
    const CallOrder::In order(m_order, CallOrder::Chain::Reads);
    if (!ok || m_failure) {
        return;
    }
    m_failure = take();
    if (m_failure) {
        m_rpc.TryCancel();
        return;
    }
    order.next();
    StartRead(&m_response);
}

std::optional<Failure> SubscribeStream::take() {
    const auto malformed = [this](FailureKind kind, const std::string& what) {
        return Failure{kind, fmt::format("{} sent {}", m_context.address, what)};
    };
    switch (m_response.what_case()) {
    case v1::SubscribeResponse::kHello: {
        auto description = wire::fromWire(m_response.hello());
        if (!description) {
            return malformed(FailureKind::Refused, "a description that cannot be believed: " +
                                                       description.error().message);
        }
        m_description = std::move(*description);
        m_context.listener->onHello(m_context.call, m_description);
        return std::nullopt;
    }
    case v1::SubscribeResponse::kTick: {
        if (!m_description) {
            return malformed(FailureKind::Malformed, "a tick before its description");
        }
        if (m_response.tick().sequence() <= m_sequence) {
            return malformed(FailureKind::Malformed, "a tick out of sequence");
        }
        auto tick = wire::fromWire(m_response.tick(), *m_description);
        if (!tick) {
            return malformed(FailureKind::Malformed, "a malformed tick: " + tick.error().message);
        }
        m_sequence = (*tick)->sequence;
        m_context.listener->onTick(m_context.call, std::move(*tick));
        acknowledge(m_sequence);
        return std::nullopt;
    }
    case v1::SubscribeResponse::WHAT_NOT_SET:
        return std::nullopt; // an addition of a newer minor version
    }
    return std::nullopt;
}

void SubscribeStream::acknowledge(std::uint64_t sequence) {
    const std::lock_guard lock(m_mutex);
    if (m_isWriting) {
        m_toAcknowledge = sequence;
        return;
    }
    m_isWriting = true;
    m_request.set_acknowledge(sequence);
    StartWrite(&m_request);
}

void SubscribeStream::OnWriteDone(bool ok) {
    const CallOrder::In order(m_order, CallOrder::Chain::Writes);
    const std::lock_guard lock(m_mutex);
    m_isWriting = false;
    if (!ok || m_toAcknowledge == 0) {
        return;
    }
    m_isWriting = true;
    m_request.set_acknowledge(std::exchange(m_toAcknowledge, 0));
    StartWrite(&m_request);
}

void SubscribeStream::OnDone(const grpc::Status& status) {
    m_order.done();
    m_context.listener->onSubscribeEnded(
        m_context.call, m_failure ? *m_failure : describeFailure(status, m_context.address));
    const auto count = m_context.count;
    m_self.reset(); // maybe the end of this object
    count->end();
}

std::shared_ptr<EventsStream> EventsStream::begin(CallContext context, std::uint64_t afterSequence,
                                                  std::uint64_t incarnation) {
    std::shared_ptr<EventsStream> call(new EventsStream(std::move(context)));
    call->m_self = call;
    call->m_context.count->begin();
    call->m_stub = v1::Telemetry::NewStub(call->m_context.channel);
    fillProtocol(*call->m_request.mutable_protocol());
    call->m_request.set_after_sequence(afterSequence);
    call->m_request.set_incarnation(incarnation);
    call->m_stub->async()->Events(&call->m_rpc, &call->m_request, call.get());
    call->StartRead(&call->m_event);
    call->m_order.started();
    call->StartCall();
    return call;
}

void EventsStream::OnReadDone(bool ok) {
    const CallOrder::In order(m_order, CallOrder::Chain::Reads);
    if (!ok || m_failure) {
        return;
    }
    auto event = wire::fromWire(m_event);
    if (!event) {
        m_failure = Failure{FailureKind::Malformed,
                            fmt::format("{} sent {}", m_context.address, event.error().message)};
    } else if (!m_context.listener->onEvent(m_context.call, m_event.incarnation(),
                                            std::move(*event))) {
        m_failure = Failure{FailureKind::Unreachable, "events are taken too slowly here"};
    }
    if (m_failure) {
        m_rpc.TryCancel();
        return;
    }
    order.next();
    StartRead(&m_event);
}

void EventsStream::OnDone(const grpc::Status& status) {
    m_order.done();
    m_context.listener->onEventsEnded(
        m_context.call, m_failure ? *m_failure : describeFailure(status, m_context.address));
    const auto count = m_context.count;
    m_self.reset(); // maybe the end of this object
    count->end();
}

} // namespace vigie::rpc
