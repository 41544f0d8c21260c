// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/nodecontrol.h"

#include <memory>
#include <utility>

#include <fmt/format.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>

#include "core/rpc/channel.h"
#include "core/rpc/failure.h"
#include "core/rpc/protocol.h"
#include "core/rpc/wirecontrol.h"
#include "vigie/v1/control.grpc.pb.h"

namespace vigie::rpc {
namespace {

/// One question, one answer.
template <typename Response, typename Request, typename Method>
base::Result<Response> ask(const Endpoint& endpoint, Request& request, Method method,
                           std::chrono::milliseconds timeout, const char* what) {
    const auto channel = makeChannel(endpoint);
    if (!channel) {
        return base::failure(channel.error().message);
    }
    const auto stub = v1::Control::NewStub(*channel);
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + timeout);
    fillProtocol(*request.mutable_protocol());
    Response response;
    const auto status = (stub.get()->*method)(&context, request, &response);
    if (!status.ok()) {
        return base::failure(describeRefusal(status, endpoint.address, what));
    }
    return response;
}

/// What a node says of a capture, checked.
base::Result<fleet::CaptureInfo> checked(const v1::Capture& capture, const Endpoint& endpoint) {
    auto info = fromWire(capture);
    return info ? std::move(info)
                : base::failure(fmt::format("{} sent {}", endpoint.address, info.error().message));
}

/// Control.ReadCapture with a limit on every step of it. The end of the scope waits for gRPC.
class Download {
public:
    Download(const std::shared_ptr<grpc::Channel>& channel, const v1::ReadCaptureRequest& request,
             std::chrono::milliseconds timeout)
        : m_timeout(timeout), m_stub(v1::Control::NewStub(channel)),
          m_reader(m_stub->PrepareAsyncReadCapture(&m_context, request, &m_queue)) {
        m_reader->StartCall(nullptr);
        m_isOpen = wait();
    }
    ~Download() {
        m_context.TryCancel();
        if (!m_isFinished) {
            m_reader->Finish(&m_status, nullptr);
        }
        m_queue.Shutdown();
        void* tag = nullptr;
        bool ok = false;
        while (m_queue.Next(&tag, &ok)) { // ends at once: the call is cancelled
        }
    }
    Download(const Download&) = delete;
    Download& operator=(const Download&) = delete;

    [[nodiscard]] bool next(v1::ReadCaptureResponse& piece) {
        if (!m_isOpen || m_isSilent) {
            return false;
        }
        m_reader->Read(&piece, nullptr);
        return wait();
    }
    /// How it ended; after next() said no.
    [[nodiscard]] grpc::Status finish() {
        if (m_isSilent) {
            return {grpc::StatusCode::DEADLINE_EXCEEDED, "silent"};
        }
        m_isFinished = true;
        m_reader->Finish(&m_status, nullptr);
        return wait() || !m_isSilent ? m_status
                                     : grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "silent");
    }

private:
    bool wait() {
        void* tag = nullptr;
        bool ok = false;
        const auto deadline = std::chrono::system_clock::now() + m_timeout;
        if (m_queue.AsyncNext(&tag, &ok, deadline) == grpc::CompletionQueue::GOT_EVENT) {
            return ok;
        }
        m_isSilent = true;
        return false;
    }

    const std::chrono::milliseconds m_timeout;
    grpc::ClientContext m_context;
    grpc::CompletionQueue m_queue;
    std::unique_ptr<v1::Control::Stub> m_stub;
    std::unique_ptr<grpc::ClientAsyncReader<v1::ReadCaptureResponse>> m_reader;
    grpc::Status m_status;
    bool m_isOpen = false;
    bool m_isSilent = false;
    bool m_isFinished = false;
};

} // namespace

base::Result<base::Utc> requestDecoding(const Endpoint& endpoint,
                                        const fleet::DecodeRequest& request,
                                        std::chrono::milliseconds timeout) {
    v1::RequestDecodingRequest wire;
    toWire(request, wire);
    const auto response = ask<v1::RequestDecodingResponse>(
        endpoint, wire, &v1::Control::Stub::RequestDecoding, timeout, decodingWords);
    if (!response) {
        return tl::unexpected(response.error());
    }
    return base::utcFromNs(response->until_ns());
}

base::Result<fleet::CaptureInfo> requestCapture(const Endpoint& endpoint,
                                                const fleet::CaptureRequest& request,
                                                std::chrono::milliseconds timeout) {
    v1::CaptureRequest wire;
    toWire(request, wire);
    const auto response = ask<v1::CaptureResponse>(endpoint, wire, &v1::Control::Stub::Capture,
                                                   timeout, captureWords);
    if (!response) {
        return tl::unexpected(response.error());
    }
    return checked(response->capture(), endpoint);
}

base::Result<std::vector<fleet::CaptureInfo>> listCaptures(const Endpoint& endpoint,
                                                           std::chrono::milliseconds timeout) {
    v1::ListCapturesRequest wire;
    const auto response = ask<v1::ListCapturesResponse>(
        endpoint, wire, &v1::Control::Stub::ListCaptures, timeout, captureWords);
    if (!response) {
        return tl::unexpected(response.error());
    }
    std::vector<fleet::CaptureInfo> captures;
    for (const auto& capture : response->captures()) {
        auto info = checked(capture, endpoint);
        if (!info) {
            return tl::unexpected(info.error());
        }
        captures.push_back(std::move(*info));
    }
    return captures;
}

base::Result<void> readCapture(const Endpoint& endpoint, const std::string& captureId,
                               fleet::CapturePart part, std::chrono::milliseconds timeout,
                               const TakePiece& take) {
    const auto channel = makeChannel(endpoint);
    if (!channel) {
        return base::failure(channel.error().message);
    }
    v1::ReadCaptureRequest request;
    fillProtocol(*request.mutable_protocol());
    request.set_capture_id(captureId);
    request.set_part(toWire(part));
    Download download(*channel, request, timeout);
    std::uint64_t size = 0;
    std::uint64_t got = 0;
    v1::ReadCaptureResponse piece;
    for (bool isFirst = true; download.next(piece); isFirst = false) {
        size = isFirst ? piece.size() : size;
        got += piece.data().size();
        if (!take(piece.data(), size)) {
            return base::failure("stopped");
        }
        piece.Clear();
    }
    const auto status = download.finish();
    if (!status.ok()) {
        return base::failure(describeRefusal(status, endpoint.address, captureWords));
    }
    if (got != size) {
        return base::failure(
            fmt::format("{} sent {} bytes of a file of {}", endpoint.address, got, size));
    }
    return {};
}

} // namespace vigie::rpc
