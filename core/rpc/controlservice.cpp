// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/controlservice.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/rpc/protocol.h"
#include "core/rpc/readcapturecall.h"
#include "core/rpc/wirecontrol.h"

namespace vigie::rpc {
namespace {

template <typename Request> const v1::Protocol* protocolOf(const Request& request) {
    return request.has_protocol() ? &request.protocol() : nullptr;
}

template <typename Row> bool hasId(const std::vector<Row>& rows, const std::string& id) {
    return std::any_of(rows.begin(), rows.end(), [&id](const Row& row) { return row.id == id; });
}

} // namespace

grpc::ServerUnaryReactor* ControlService::answer(grpc::CallbackServerContext& context,
                                                 const v1::Protocol* protocol,
                                                 std::function<grpc::Status()> task) {
    m_order.joined();
    auto* reactor = context.DefaultReactor();
    if (protocol != nullptr) {
        if (auto why = whyRefused(*protocol)) {
            reactor->Finish({grpc::StatusCode::FAILED_PRECONDITION, *why});
            return reactor;
        }
    }
    if (!m_worker.post([reactor, task = std::move(task)] { reactor->Finish(task()); })) {
        reactor->Finish(
            {grpc::StatusCode::RESOURCE_EXHAUSTED, "too many requests wait at this node"});
    }
    return reactor;
}

grpc::ServerUnaryReactor* ControlService::RequestDecoding(grpc::CallbackServerContext* context,
                                                          const v1::RequestDecodingRequest* request,
                                                          v1::RequestDecodingResponse* response) {
    return answer(*context, protocolOf(*request),
                  [this, request, response] { return requestDecoding(*request, *response); });
}

grpc::Status ControlService::requestDecoding(const v1::RequestDecodingRequest& request,
                                             v1::RequestDecodingResponse& response) {
    const auto description = m_provider.describe();
    if (!hasId(description->paths, request.path_id())) {
        return {grpc::StatusCode::NOT_FOUND,
                fmt::format("node {} has no path \"{}\"", description->id, request.path_id())};
    }
    const auto wanted = fromWire(request);
    if (!wanted) {
        return {grpc::StatusCode::INVALID_ARGUMENT, wanted.error().message};
    }
    const auto until = m_provider.requestDecoding(*wanted);
    if (!until) {
        return {grpc::StatusCode::FAILED_PRECONDITION, until.error().message};
    }
    response.set_until_ns(base::toNs(*until));
    return grpc::Status::OK;
}

grpc::ServerUnaryReactor* ControlService::Capture(grpc::CallbackServerContext* context,
                                                  const v1::CaptureRequest* request,
                                                  v1::CaptureResponse* response) {
    return answer(*context, protocolOf(*request),
                  [this, request, response] { return capture(*request, *response); });
}

grpc::Status ControlService::capture(const v1::CaptureRequest& request,
                                     v1::CaptureResponse& response) {
    const auto description = m_provider.describe();
    if (!hasId(description->inputs, request.input_id())) {
        return {grpc::StatusCode::NOT_FOUND,
                fmt::format("node {} has no input \"{}\"", description->id, request.input_id())};
    }
    const auto wanted = fromWire(request);
    if (!wanted) {
        return {grpc::StatusCode::INVALID_ARGUMENT, wanted.error().message};
    }
    const auto begun = m_provider.requestCapture(*wanted);
    if (!begun) {
        const auto captures = m_provider.captures();
        const auto running = static_cast<std::size_t>(
            std::count_if(captures.begin(), captures.end(), [](const auto& one) {
                return one.state == fleet::CaptureState::Recording ||
                       one.state == fleet::CaptureState::Analyzing;
            }));
        return {running >= fleet::Provider::maximumRunningCaptures
                    ? grpc::StatusCode::RESOURCE_EXHAUSTED
                    : grpc::StatusCode::FAILED_PRECONDITION,
                begun.error().message};
    }
    toWire(*begun, *response.mutable_capture());
    return grpc::Status::OK;
}

grpc::ServerUnaryReactor* ControlService::ListCaptures(grpc::CallbackServerContext* context,
                                                       const v1::ListCapturesRequest* request,
                                                       v1::ListCapturesResponse* response) {
    return answer(*context, protocolOf(*request), [this, response] {
        for (const auto& capture : m_provider.captures()) {
            toWire(capture, *response->add_captures());
        }
        return grpc::Status::OK;
    });
}

grpc::ServerWriteReactor<v1::ReadCaptureResponse>*
ControlService::ReadCapture(grpc::CallbackServerContext*, const v1::ReadCaptureRequest* request) {
    m_order.joined();
    return ReadCaptureCall::begin(m_hub, m_worker, m_provider, m_readers, *request);
}

} // namespace vigie::rpc
