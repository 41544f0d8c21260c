// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <grpcpp/grpcpp.h>

#include "core/fleet/provider.h"
#include "core/rpc/grpcsource.h"
#include "core/rpc/server.h"
#include "vigie/v1/control.grpc.pb.h"

/// What the tests of vigie.v1.Control share: a server on loopback and a foreign client of it.
namespace vigie::rpc::test {

constexpr auto patience = std::chrono::seconds(20);
constexpr int patienceMs = 20'000;

inline std::unique_ptr<Server> serve(fleet::Provider& provider) {
    auto server = Server::start(provider, {});
    return server ? std::move(*server) : nullptr;
}

inline Endpoint endpointOf(const Server& server) {
    return {fmt::format("127.0.0.1:{}", server.port()), std::nullopt};
}

/// Control by hand, as a foreign client speaks it.
class Client {
public:
    explicit Client(const Server& server)
        : m_stub(v1::Control::NewStub(grpc::CreateChannel(
              fmt::format("127.0.0.1:{}", server.port()), grpc::InsecureChannelCredentials()))) {}

    grpc::Status decode(const std::string& path, v1::DecodePolicy policy, std::uint32_t seconds) {
        v1::RequestDecodingRequest request;
        request.set_path_id(path);
        request.set_policy(policy);
        request.set_seconds(seconds);
        v1::RequestDecodingResponse response;
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + patience);
        return m_stub->RequestDecoding(&context, request, &response);
    }
    grpc::Status capture(const v1::CaptureRequest& request) {
        v1::CaptureResponse response;
        grpc::ClientContext context;
        context.set_deadline(std::chrono::system_clock::now() + patience);
        return m_stub->Capture(&context, request, &response);
    }
    [[nodiscard]] v1::Control::Stub& stub() { return *m_stub; }

private:
    std::unique_ptr<v1::Control::Stub> m_stub;
};

} // namespace vigie::rpc::test
