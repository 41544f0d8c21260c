// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include <grpcpp/support/server_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/hub.h"
#include "vigie/v1/telemetry.pb.h"

namespace vigie::rpc {

/// One client's Telemetry.Events. Reads the provider's ring page by page until it has caught up,
/// then follows live; a client that falls behind goes back to the ring, and where the ring was
/// outrun it is told the gap. Owns itself until OnDone. Threads as in SubscribeCall; the ring is
/// read on gRPC's threads only, never on the provider's own.
class EventsCall final : public grpc::ServerWriteReactor<v1::Event>,
                         public HubClient,
                         public std::enable_shared_from_this<EventsCall> {
public:
    [[nodiscard]] static EventsCall* begin(std::shared_ptr<Hub> hub, fleet::Provider& provider,
                                           const v1::EventsRequest& request);

    void OnWriteDone(bool ok) override;
    void OnCancel() override;
    void OnDone() override;

    void onHello(const HelloFramePtr&) override {}
    void onTick(const TickFramePtr&) override {}
    void onEvent(const model::EventPtr& event) override;
    void onStopping() override;

private:
    EventsCall(std::shared_ptr<Hub> hub, fleet::Provider& provider)
        : m_hub(std::move(hub)), m_provider(provider) {}

    void finish(grpc::Status status);
    /// Reads pages until something is to be written or the call is live. gRPC's threads.
    void catchUp();
    // With m_mutex held:
    void queueGap(std::uint64_t from, std::uint64_t to);
    void queue(model::EventPtr event);
    void pump();

    const std::shared_ptr<Hub> m_hub;
    fleet::Provider& m_provider; // outlives the server
    std::uint64_t m_incarnation = 0;
    std::shared_ptr<EventsCall> m_self; // until OnDone
    CallOrder m_order;

    std::mutex m_mutex;         // guards all below
    std::uint64_t m_after = 0;  // newest queued
    std::uint64_t m_newest = 0; // newest heard of
    std::deque<model::EventPtr> m_queue;
    v1::Event m_writing;
    std::optional<grpc::Status> m_finish;
    bool m_isFromOldest = false;
    bool m_isLive = false;
    bool m_isWriting = false;
    bool m_isFinished = false;
};

} // namespace vigie::rpc
