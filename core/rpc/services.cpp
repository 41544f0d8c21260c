// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/services.h"

#include "core/rpc/eventscall.h"
#include "core/rpc/listencall.h"
#include "core/rpc/previewcall.h"
#include "core/rpc/protocol.h"
#include "core/rpc/subscribecall.h"
#include "core/wire/wire.h"

namespace vigie::rpc {

grpc::ServerUnaryReactor* FleetService::Describe(grpc::CallbackServerContext* context,
                                                 const v1::DescribeRequest* request,
                                                 v1::DescribeResponse* response) {
    m_order.joined();
    auto* reactor = context->DefaultReactor();
    if (request->has_protocol()) {
        if (auto why = whyRefused(request->protocol())) {
            reactor->Finish({grpc::StatusCode::FAILED_PRECONDITION, *why});
            return reactor;
        }
    }
    wire::toWire(*m_provider.describe(), *response->mutable_node());
    fillProtocol(*response->mutable_protocol());
    reactor->Finish(grpc::Status::OK);
    return reactor;
}

grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>*
TelemetryService::Subscribe(grpc::CallbackServerContext*) {
    m_order.joined();
    return SubscribeCall::begin(m_hub);
}

grpc::ServerWriteReactor<v1::Event>* TelemetryService::Events(grpc::CallbackServerContext*,
                                                              const v1::EventsRequest* request) {
    m_order.joined();
    return EventsCall::begin(m_hub, m_provider, *request);
}

grpc::ServerWriteReactor<v1::AccessUnit>* PreviewService::Watch(grpc::CallbackServerContext*,
                                                                const v1::WatchRequest* request) {
    m_order.joined();
    return PreviewCall::begin(m_hub, m_worker, m_provider, *request);
}

grpc::ServerWriteReactor<v1::SoundUnit>* PreviewService::Listen(grpc::CallbackServerContext*,
                                                                const v1::ListenRequest* request) {
    m_order.joined();
    return ListenCall::begin(m_hub, m_worker, m_provider, *request);
}

} // namespace vigie::rpc
