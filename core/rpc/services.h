// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>

#include "core/rpc/callorder.h"
#include "core/rpc/hub.h"
#include "core/rpc/worker.h"
#include "vigie/v1/fleet.grpc.pb.h"
#include "vigie/v1/preview.grpc.pb.h"
#include "vigie/v1/telemetry.grpc.pb.h"

/// The services of vigie.v1: each call becomes one self-owning object. Methods run on gRPC's
/// threads and never wait.
namespace vigie::rpc {

class FleetService final : public v1::Fleet::CallbackService {
public:
    explicit FleetService(fleet::Provider& provider) : m_provider(provider) { m_order.started(); }
    grpc::ServerUnaryReactor* Describe(grpc::CallbackServerContext* context,
                                       const v1::DescribeRequest* request,
                                       v1::DescribeResponse* response) override;

private:
    CallOrder m_order;
    fleet::Provider& m_provider;
};

/// Subscribe is raw, so that a tick is serialized once for all who take it whole.
class TelemetryService final
    : public v1::Telemetry::WithRawCallbackMethod_Subscribe<
          v1::Telemetry::WithCallbackMethod_Events<v1::Telemetry::Service>> {
public:
    TelemetryService(fleet::Provider& provider, std::shared_ptr<Hub> hub)
        : m_provider(provider), m_hub(std::move(hub)) {
        m_order.started();
    }
    grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
    Subscribe(grpc::CallbackServerContext* context) override;
    grpc::ServerWriteReactor<v1::Event>* Events(grpc::CallbackServerContext* context,
                                                const v1::EventsRequest* request) override;

private:
    CallOrder m_order;
    fleet::Provider& m_provider;
    const std::shared_ptr<Hub> m_hub;
};

class PreviewService final : public v1::Preview::CallbackService {
public:
    PreviewService(fleet::Provider& provider, std::shared_ptr<Hub> hub, Worker& worker)
        : m_provider(provider), m_hub(std::move(hub)), m_worker(worker) {
        m_order.started();
    }
    grpc::ServerWriteReactor<v1::AccessUnit>* Watch(grpc::CallbackServerContext* context,
                                                    const v1::WatchRequest* request) override;
    grpc::ServerWriteReactor<v1::SoundUnit>* Listen(grpc::CallbackServerContext* context,
                                                    const v1::ListenRequest* request) override;

private:
    CallOrder m_order;
    fleet::Provider& m_provider;
    const std::shared_ptr<Hub> m_hub;
    Worker& m_worker;
};

} // namespace vigie::rpc
