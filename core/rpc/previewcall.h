// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <grpcpp/support/server_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/hub.h"
#include "core/rpc/worker.h"
#include "vigie/v1/preview.pb.h"

namespace vigie::rpc {

/// One client's Preview.Watch. Pictures wait in a queue bounded in units and bytes; when a slow
/// client fills it, everything up to the next key picture is dropped, and the sequence shows the
/// gap. The provider's watch is opened and ended on the worker, because that may take a while.
/// Pictures come on the provider's threads; owns itself until OnDone and until the watch has ended.
class PreviewCall final : public grpc::ServerWriteReactor<v1::AccessUnit>,
                          public fleet::PreviewListener,
                          public HubClient,
                          public std::enable_shared_from_this<PreviewCall> {
public:
    static constexpr std::size_t maxQueuedUnits = 64;
    static constexpr std::size_t maxQueuedBytes = 1024 * 1024;

    [[nodiscard]] static PreviewCall* begin(std::shared_ptr<Hub> hub, Worker& worker,
                                            fleet::Provider& provider,
                                            const v1::WatchRequest& request);

    void OnWriteDone(bool ok) override;
    void OnCancel() override;
    void OnDone() override;

    void onAccessUnit(model::AccessUnitPtr unit) override;
    void onEnded(const std::string& reason) override;

    void onHello(const HelloFramePtr&) override {}
    void onTick(const TickFramePtr&) override {}
    void onEvent(const model::EventPtr&) override {}
    void onStopping() override;

private:
    PreviewCall(std::shared_ptr<Hub> hub, Worker& worker, fleet::Provider& provider)
        : m_hub(std::move(hub)), m_worker(worker), m_provider(provider) {}

    [[nodiscard]] std::optional<grpc::Status> accept(const v1::WatchRequest& request);
    void watch();
    void finish(grpc::Status status);
    [[nodiscard]] bool isFinishing();
    // With m_mutex held:
    void pump();

    const std::shared_ptr<Hub> m_hub;
    Worker& m_worker;            // outlives every call
    fleet::Provider& m_provider; // outlives the server
    std::string m_pathId;
    model::PreviewRequest m_request;
    std::shared_ptr<PreviewCall> m_self; // until OnDone
    CallOrder m_order;
    std::mutex m_watching;
    base::SubscriptionPtr m_watch; // guarded by m_watching, which is never taken under m_mutex

    std::mutex m_mutex; // guards all below
    std::deque<model::AccessUnitPtr> m_queue;
    std::size_t m_queuedBytes = 0;
    v1::AccessUnit m_writing;
    std::optional<grpc::Status> m_finish;
    bool m_isSkippingToKey = false;
    bool m_isWriting = false;
    bool m_isFinished = false;
};

} // namespace vigie::rpc
