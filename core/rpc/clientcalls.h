// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include "core/rpc/callcount.h"
#include "core/rpc/callorder.h"
#include "core/rpc/failure.h"
#include "core/rpc/grpcsource.h"
#include "vigie/v1/telemetry.grpc.pb.h"

namespace vigie::rpc {

/// Told by the calls of one node, on gRPC's threads. `call` tells the present call's word from a
/// former one's. Returns at once.
class LinkListener {
public:
    virtual ~LinkListener() = default;
    virtual void onHello(std::uint64_t call, model::NodeDescriptionPtr description) = 0;
    virtual void onTick(std::uint64_t call, model::TickPtr tick) = 0;
    virtual void onSubscribeEnded(std::uint64_t call, const Failure& failure) = 0;
    /// False when it could not be taken: the call ends, to be resumed from there.
    virtual bool onEvent(std::uint64_t call, std::uint64_t incarnation, model::EventPtr event) = 0;
    virtual void onEventsEnded(std::uint64_t call, const Failure& failure) = 0;
};

/// What a call needs to know of its link.
struct CallContext {
    std::uint64_t call = 0;
    std::string address;
    std::shared_ptr<grpc::Channel> channel;
    std::shared_ptr<LinkListener> listener;
    std::shared_ptr<CallCount> count;
};

/// Telemetry.Subscribe from the client's side: checks what comes, hands it over, acknowledges.
/// Owned by gRPC until OnDone, and by whoever may still cancel it.
class SubscribeStream final
    : public grpc::ClientBidiReactor<v1::SubscribeRequest, v1::SubscribeResponse> {
public:
    /// `isPatient`: waits for the node to come instead of failing when it is not there.
    [[nodiscard]] static std::shared_ptr<SubscribeStream>
    begin(CallContext context, const GrpcSourceOptions& options, bool isPatient);
    void cancel() { m_rpc.TryCancel(); }

    void OnWriteDone(bool ok) override;
    void OnReadDone(bool ok) override;
    void OnDone(const grpc::Status& status) override;

private:
    explicit SubscribeStream(CallContext context) : m_context(std::move(context)) {}

    /// Why the reply cannot be believed.
    [[nodiscard]] std::optional<Failure> take();
    void acknowledge(std::uint64_t sequence);

    const CallContext m_context;
    std::unique_ptr<v1::Telemetry::Stub> m_stub;
    grpc::ClientContext m_rpc;
    std::shared_ptr<SubscribeStream> m_self; // until OnDone
    CallOrder m_order;
    // gRPC's reads, one at a time:
    v1::SubscribeResponse m_response;
    model::NodeDescriptionPtr m_description;
    std::uint64_t m_sequence = 0;
    std::optional<Failure> m_failure;

    std::mutex m_mutex; // guards all below
    v1::SubscribeRequest m_request;
    std::uint64_t m_toAcknowledge = 0; // 0: nothing
    bool m_isWriting = false;
};

/// Telemetry.Events from the client's side. Ownership as above.
class EventsStream final : public grpc::ClientReadReactor<v1::Event> {
public:
    [[nodiscard]] static std::shared_ptr<EventsStream>
    begin(CallContext context, std::uint64_t afterSequence, std::uint64_t incarnation);
    void cancel() { m_rpc.TryCancel(); }

    void OnReadDone(bool ok) override;
    void OnDone(const grpc::Status& status) override;

private:
    explicit EventsStream(CallContext context) : m_context(std::move(context)) {}

    const CallContext m_context;
    std::unique_ptr<v1::Telemetry::Stub> m_stub;
    grpc::ClientContext m_rpc;
    std::shared_ptr<EventsStream> m_self; // until OnDone
    CallOrder m_order;
    v1::EventsRequest m_request;
    v1::Event m_event;
    std::optional<Failure> m_failure;
};

} // namespace vigie::rpc
