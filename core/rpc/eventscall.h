// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>

#include "core/rpc/writecall.h"
#include "vigie/v1/telemetry.pb.h"

namespace vigie::rpc {

/// One client's Telemetry.Events. Reads the provider's ring page by page until it has caught up,
/// then follows live; a client that falls behind goes back to the ring, and where the ring was
/// outrun it is told the gap. Owns itself until OnDone. Threads as in SubscribeCall; the ring is
/// read on gRPC's threads only, never on the provider's own.
class EventsCall final : public WriteCall<EventsCall, v1::Event> {
public:
    [[nodiscard]] static EventsCall* begin(std::shared_ptr<Hub> hub, fleet::Provider& provider,
                                           const v1::EventsRequest& request);

    void onEvent(const model::EventPtr& event) override;

private:
    friend WriteCall;

    EventsCall(std::shared_ptr<Hub> hub, fleet::Provider& provider)
        : WriteCall(std::move(hub)), m_provider(provider) {}

    void afterWrite() override { catchUp(); }
    /// Reads pages until something is to be written or the call is live. gRPC's threads.
    void catchUp();
    // With m_mutex held:
    void queueGap(std::uint64_t from, std::uint64_t to);
    void queue(model::EventPtr event);
    bool fill(v1::Event& into);

    fleet::Provider& m_provider; // outlives the server
    std::uint64_t m_incarnation = 0;

    // Guarded by m_mutex:
    std::uint64_t m_after = 0;  // newest queued
    std::uint64_t m_newest = 0; // newest heard of
    std::deque<model::EventPtr> m_queue;
    bool m_isFromOldest = false;
    bool m_isLive = false;
};

} // namespace vigie::rpc
