// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/controlcalls.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include "core/rpc/callorder.h"
#include "core/rpc/failure.h"
#include "core/rpc/protocol.h"
#include "core/rpc/wirecontrol.h"
#include "vigie/v1/control.grpc.pb.h"

namespace vigie::rpc {
namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::size_t maximumPending = 64;

/// One call; kept by gRPC's callback until it ends.
template <typename Request, typename Response, typename Value>
class ControlCall final
    : public PendingControl,
      public std::enable_shared_from_this<ControlCall<Request, Response, Value>> {
public:
    using Done = std::function<void(base::Result<Value>)>;
    using Read = std::function<base::Result<Value>(const Response&)>;

    ControlCall(std::string node, const char* what, Read read, Done done)
        : m_node(std::move(node)), m_what(what), m_read(std::move(read)), m_done(std::move(done)) {}

    [[nodiscard]] Request& request() { return m_request; }

    /// `start` begins the call by the stub's async interface.
    template <typename Start>
    void begin(const std::shared_ptr<grpc::Channel>& channel, std::shared_ptr<CallCount> count,
               Start start) {
        count->begin();
        m_stub = v1::Control::NewStub(channel);
        fillProtocol(*m_request.mutable_protocol());
        m_rpc.set_deadline(std::chrono::system_clock::now() + patience);
        m_order.started();
        start(*m_stub->async(), m_rpc, m_request, m_response,
              [self = this->shared_from_this(), count](const grpc::Status& status) mutable {
                  self->m_order.done();
                  self->end(status);
                  self.reset();
                  count->end();
              });
    }

    void abandon(const std::string& reason) override {
        m_rpc.TryCancel();
        answer(base::failure(reason));
    }
    void answer(base::Result<Value> result) {
        Done done;
        {
            const std::lock_guard lock(m_mutex);
            done = std::exchange(m_done, nullptr);
        }
        if (done) {
            done(std::move(result));
        }
    }

private:
    void end(const grpc::Status& status) {
        answer(status.ok() ? m_read(m_response)
                           : base::failure(describeRefusal(status, m_node, m_what)));
    }

    const std::string m_node;
    const char* const m_what;
    const Read m_read;
    CallOrder m_order;
    std::unique_ptr<v1::Control::Stub> m_stub;
    grpc::ClientContext m_rpc;
    Request m_request;
    Response m_response;
    std::mutex m_mutex;
    Done m_done; // guarded by m_mutex; null once it was called
};

} // namespace

std::string ControlCalls::add(const std::shared_ptr<grpc::Channel>& channel,
                              const std::string& node,
                              const std::shared_ptr<PendingControl>& call) {
    if (!channel) {
        return fmt::format("no contact with {}", node);
    }
    const std::lock_guard lock(m_mutex);
    if (m_isStopped) {
        return "the desk is closing";
    }
    std::erase_if(m_calls, [](const auto& other) { return other.expired(); });
    if (m_calls.size() >= maximumPending) {
        return "too many requests wait for an answer";
    }
    m_calls.push_back(call);
    return {};
}

void ControlCalls::requestDecoding(const std::shared_ptr<grpc::Channel>& channel,
                                   const std::string& node, const fleet::DecodeRequest& request,
                                   std::function<void(base::Result<base::Utc>)> done) {
    using Call = ControlCall<v1::RequestDecodingRequest, v1::RequestDecodingResponse, base::Utc>;
    const auto call = std::make_shared<Call>(
        node, decodingWords,
        [](const v1::RequestDecodingResponse& response) -> base::Result<base::Utc> {
            return base::utcFromNs(response.until_ns());
        },
        std::move(done));
    toWire(request, call->request());
    if (const auto why = add(channel, node, call); !why.empty()) {
        call->answer(base::failure(why));
        return;
    }
    call->begin(channel, m_count,
                [](auto& stub, auto& context, auto& wire, auto& response, auto ended) {
                    stub.RequestDecoding(&context, &wire, &response, std::move(ended));
                });
}

void ControlCalls::requestCapture(const std::shared_ptr<grpc::Channel>& channel,
                                  const std::string& node, const fleet::CaptureRequest& request,
                                  std::function<void(base::Result<fleet::CaptureInfo>)> done) {
    using Call = ControlCall<v1::CaptureRequest, v1::CaptureResponse, fleet::CaptureInfo>;
    const auto call = std::make_shared<Call>(
        node, captureWords,
        [node](const v1::CaptureResponse& response) -> base::Result<fleet::CaptureInfo> {
            auto info = fromWire(response.capture());
            return info ? std::move(info)
                        : base::failure(fmt::format("{} sent {}", node, info.error().message));
        },
        std::move(done));
    toWire(request, call->request());
    if (const auto why = add(channel, node, call); !why.empty()) {
        call->answer(base::failure(why));
        return;
    }
    call->begin(channel, m_count,
                [](auto& stub, auto& context, auto& wire, auto& response, auto ended) {
                    stub.Capture(&context, &wire, &response, std::move(ended));
                });
}

void ControlCalls::stop() {
    std::vector<std::weak_ptr<PendingControl>> calls;
    {
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        calls.swap(m_calls);
    }
    for (const auto& one : calls) {
        if (const auto call = one.lock()) {
            call->abandon("the desk is closing"); // not under our lock: `done` may ask for more
        }
    }
}

} // namespace vigie::rpc
