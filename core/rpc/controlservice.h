// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "core/rpc/callorder.h"
#include "core/rpc/hub.h"
#include "core/rpc/worker.h"
#include "vigie/v1/control.grpc.pb.h"

namespace vigie::rpc {

/// vigie.v1.Control. Everything that the provider is asked for is asked on the worker, because it
/// may take a lock or touch a disk.
class ControlService final : public v1::Control::CallbackService {
public:
    ControlService(fleet::Provider& provider, std::shared_ptr<Hub> hub, Worker& worker)
        : m_provider(provider), m_hub(std::move(hub)), m_worker(worker),
          m_readers(std::make_shared<std::atomic<int>>(0)) {
        m_order.started();
    }
    grpc::ServerUnaryReactor* RequestDecoding(grpc::CallbackServerContext* context,
                                              const v1::RequestDecodingRequest* request,
                                              v1::RequestDecodingResponse* response) override;
    grpc::ServerUnaryReactor* Capture(grpc::CallbackServerContext* context,
                                      const v1::CaptureRequest* request,
                                      v1::CaptureResponse* response) override;
    grpc::ServerUnaryReactor* ListCaptures(grpc::CallbackServerContext* context,
                                           const v1::ListCapturesRequest* request,
                                           v1::ListCapturesResponse* response) override;
    grpc::ServerWriteReactor<v1::ReadCaptureResponse>*
    ReadCapture(grpc::CallbackServerContext* context,
                const v1::ReadCaptureRequest* request) override;

private:
    [[nodiscard]] grpc::Status requestDecoding(const v1::RequestDecodingRequest& request,
                                               v1::RequestDecodingResponse& response);
    [[nodiscard]] grpc::Status capture(const v1::CaptureRequest& request,
                                       v1::CaptureResponse& response);
    /// Answers on the worker.
    [[nodiscard]] grpc::ServerUnaryReactor* answer(grpc::CallbackServerContext& context,
                                                   const v1::Protocol* protocol,
                                                   std::function<grpc::Status()> task);

    CallOrder m_order;
    fleet::Provider& m_provider;
    const std::shared_ptr<Hub> m_hub;
    Worker& m_worker; // outlives every call
    const std::shared_ptr<std::atomic<int>> m_readers;
};

} // namespace vigie::rpc
