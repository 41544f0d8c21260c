// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/rpc/worker.h"
#include "core/rpc/writecall.h"
#include "vigie/v1/preview.pb.h"

namespace vigie::rpc {

/// One client's Preview.Watch. Pictures wait in a queue bounded in units and bytes; when a slow
/// client fills it, everything up to the next key picture is dropped, and the sequence shows the
/// gap. The provider's watch is opened and ended on the worker, because that may take a while.
/// Pictures come on the provider's threads; owns itself until OnDone and until the watch has ended.
class PreviewCall final : public WriteCall<PreviewCall, v1::AccessUnit>,
                          public fleet::PreviewListener {
public:
    static constexpr std::size_t maxQueuedUnits = 64;
    static constexpr std::size_t maxQueuedBytes = 1024 * 1024;

    [[nodiscard]] static PreviewCall* begin(std::shared_ptr<Hub> hub, Worker& worker,
                                            fleet::Provider& provider,
                                            const v1::WatchRequest& request);

    void onAccessUnit(model::AccessUnitPtr unit) override;
    void onEnded(const std::string& reason) override;

private:
    friend WriteCall;

    PreviewCall(std::shared_ptr<Hub> hub, Worker& worker, fleet::Provider& provider)
        : WriteCall(std::move(hub)), m_worker(worker), m_provider(provider) {}

    [[nodiscard]] std::optional<grpc::Status> accept(const v1::WatchRequest& request);
    void watch();
    void atEnd(const std::shared_ptr<PreviewCall>& self) override;
    // With m_mutex held:
    bool fill(v1::AccessUnit& into);

    Worker& m_worker;            // outlives every call
    fleet::Provider& m_provider; // outlives the server
    std::string m_pathId;
    model::PreviewRequest m_request;
    std::mutex m_watching;
    base::SubscriptionPtr m_watch; // guarded by m_watching, which is never taken under m_mutex

    // Guarded by m_mutex:
    std::deque<model::AccessUnitPtr> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_isSkippingToKey = false;
};

} // namespace vigie::rpc
