// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/rpc/clientcalls.h"
#include "core/rpc/waker.h"

namespace vigie::rpc {

/// One node as a client sees it: connects, judges contact, reconnects, resumes events. Its calls
/// speak on gRPC's threads, the watchdog polls on its own; all of it under one lock, so that the
/// sink hears of this node from one thread at a time. After stop() the sink hears nothing more.
class NodeLink final : public LinkListener, public std::enable_shared_from_this<NodeLink> {
public:
    NodeLink(Endpoint endpoint, const GrpcSourceOptions& options, std::shared_ptr<CallCount> count,
             std::shared_ptr<Waker> watchdog);

    void start(fleet::Sink& sink);
    /// Idempotent; does not wait for gRPC.
    void stop();
    /// Does what is due; when it wants to be asked again.
    [[nodiscard]] base::Mono poll(base::Mono now);
    /// The channel to the node while it answers, if it is the one with this id.
    [[nodiscard]] std::shared_ptr<grpc::Channel> channelTo(const std::string& nodeId) const;
    [[nodiscard]] const std::string& address() const { return m_endpoint.address; }

    void onHello(std::uint64_t call, model::NodeDescriptionPtr description) override;
    void onTick(std::uint64_t call, model::TickPtr tick) override;
    void onSubscribeEnded(std::uint64_t call, const Failure& failure) override;
    bool onEvent(std::uint64_t call, std::uint64_t incarnation, model::EventPtr event) override;
    void onEventsEnded(std::uint64_t call, const Failure& failure) override;

private:
    // All with m_mutex held:
    bool deliver(decltype(fleet::Input::what) what);
    bool deliverOwed();
    void setContact(fleet::Contact contact, std::string reason);
    void setUnreachable(std::string reason);
    void subscribe(base::Mono now);
    void follow();
    void endCalls();
    void retryAfter(FailureKind kind, base::Mono now);
    [[nodiscard]] CallContext context(std::uint64_t call);
    void watchStaleness(base::Mono now);

    const Endpoint m_endpoint;
    const GrpcSourceOptions m_options;
    const std::shared_ptr<CallCount> m_count;
    const std::shared_ptr<Waker> m_watchdog;

    mutable std::mutex m_mutex; // guards all below
    fleet::Sink* m_sink = nullptr;
    std::shared_ptr<grpc::Channel> m_channel;
    std::uint64_t m_nextCall = 1;

    std::shared_ptr<SubscribeStream> m_subscribe;
    std::uint64_t m_subscribeCall = 0;       // of m_subscribe
    model::NodeDescriptionPtr m_description; // of m_subscribe; null before its hello
    base::Mono m_progress{};                 // start, hello or tick of m_subscribe
    std::uint64_t m_ticks = 0;               // of m_subscribe
    base::Mono m_retryAt{};
    base::Nanoseconds m_backoff;
    base::Nanoseconds m_malformedBackoff;
    base::Mono m_hurryAt{};

    std::shared_ptr<EventsStream> m_events;
    std::uint64_t m_eventsCall = 0; // of m_events
    base::Mono m_eventsRetryAt{};
    std::uint64_t m_eventIncarnation = 0;
    std::uint64_t m_eventSequence = 0;

    fleet::ContactChange m_contact;
    // What the sink could not take yet; it must not be lost, the newest stands.
    std::optional<fleet::ContactChange> m_owedContact;
    model::NodeDescriptionPtr m_owedDescription;
};

} // namespace vigie::rpc
