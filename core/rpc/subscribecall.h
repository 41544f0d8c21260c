// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <grpcpp/support/server_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/hub.h"
#include "core/rpc/tickfilter.h"
#include "vigie/v1/telemetry.pb.h"

namespace vigie::rpc {

/// One client's Telemetry.Subscribe. At most `window` ticks are on the way unacknowledged; what
/// comes meanwhile is folded into one pending tick, so that a slow client costs one tick of memory
/// and is always sent the newest. Used on the provider's thread (ticks) and on gRPC's
/// (acknowledgements); owns itself until OnDone.
class SubscribeCall final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                            public HubClient,
                            public std::enable_shared_from_this<SubscribeCall> {
public:
    /// Starts to serve a call; the result belongs to gRPC.
    [[nodiscard]] static SubscribeCall* begin(std::shared_ptr<Hub> hub);

    void OnReadDone(bool ok) override;
    void OnWriteDone(bool ok) override;
    void OnCancel() override;
    void OnDone() override;

    void onHello(const HelloFramePtr& hello) override;
    void onTick(const TickFramePtr& tick) override;
    void onEvent(const model::EventPtr&) override {}
    void onStopping() override;

private:
    explicit SubscribeCall(std::shared_ptr<Hub> hub) : m_hub(std::move(hub)) {}

    void take(const v1::SubscribeRequest& request);
    void open(const v1::Open& open);
    void acknowledge(std::uint64_t sequence);
    void finish(grpc::Status status);
    // With m_mutex held:
    void fold(const TickFramePtr& tick);
    [[nodiscard]] bool isDue() const;
    void releasePending();
    void pump();

    const std::shared_ptr<Hub> m_hub;
    std::shared_ptr<SubscribeCall> m_self; // until OnDone
    CallOrder m_order;
    grpc::ByteBuffer m_request; // gRPC's read in progress

    std::mutex m_mutex; // guards all below
    HelloFramePtr m_hello;
    std::vector<std::string> m_metricKeys;
    std::vector<std::string> m_pathIds;
    TickFilter m_filter;
    std::size_t m_window = 2;
    base::Nanoseconds m_period{0};
    std::optional<base::Mono> m_due; // of the node's monotonic clock
    std::deque<std::uint64_t> m_unacknowledged;
    /// The pending tick: as it came, or folded and filtered; one of the two or none.
    TickFramePtr m_pendingFrame;
    std::optional<model::Tick> m_pendingFold;
    std::deque<grpc::ByteBuffer> m_queue; // hellos, and ticks released to be sent
    grpc::ByteBuffer m_writing;
    std::optional<grpc::Status> m_finish;
    bool m_isAttached = false;
    bool m_isWriting = false;
    bool m_isFinished = false;
};

} // namespace vigie::rpc
