// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/server.h"

#include <chrono>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/health_check_service_interface.h>

#include "core/base/log.h"
#include "core/rpc/controlservice.h"
#include "core/rpc/grpclog.h"
#include "core/rpc/listenaddress.h"
#include "core/rpc/pem.h"
#include "core/rpc/protocol.h"
#include "core/rpc/services.h"

namespace vigie::rpc {
namespace {

/// Calls that do not end by themselves within this are cut.
constexpr auto graceful = std::chrono::milliseconds(1500);
constexpr std::size_t maxPreviewTasks = 2 * Hub::maxClients;
constexpr std::size_t maxControlTasks = 256;

base::Result<std::shared_ptr<grpc::ServerCredentials>>
makeCredentials(const ServerOptions& options) {
    const bool hasTls = !options.certificate.empty() || !options.privateKey.empty();
    if (!hasTls) {
        if (!options.clientRoots.empty()) {
            return base::failure("client certificates need TLS: certificate and key are missing");
        }
        return grpc::InsecureServerCredentials();
    }
    if (options.certificate.empty() || options.privateKey.empty()) {
        return base::failure("TLS needs both a certificate and its key");
    }
    auto certificate = readPem(options.certificate);
    auto key = readPem(options.privateKey);
    for (const auto* file : {&certificate, &key}) {
        if (!*file) {
            return base::failure(file->error().message);
        }
    }
    grpc::SslServerCredentialsOptions tls;
    if (!options.clientRoots.empty()) {
        auto roots = readPem(options.clientRoots);
        if (!roots) {
            return base::failure(roots.error().message);
        }
        tls.pem_root_certs = *roots;
        tls.client_certificate_request = GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
    }
    tls.pem_key_cert_pairs.push_back({*key, *certificate});
    return grpc::SslServerCredentials(tls);
}

void setArguments(grpc::ServerBuilder& builder) {
    builder.SetMaxReceiveMessageSize(maxRequestBytes);
    builder.SetMaxSendMessageSize(maxMessageBytes);
    // A second node on the same port must fail, not share it.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    // Frees what a desk that was stopped or cut off holds.
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 10'000);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 5'000);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    // Desks ping every 2 s.
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 1'000);
}

class GrpcServer final : public Server {
public:
    explicit GrpcServer(fleet::Provider& provider)
        : m_hub(std::make_shared<Hub>()),
          m_worker(std::make_unique<Worker>("rpc-preview", maxPreviewTasks)),
          m_controlWorker(std::make_unique<Worker>("rpc-control", maxControlTasks)),
          m_fleet(provider), m_telemetry(provider, m_hub), m_preview(provider, m_hub, *m_worker),
          m_control(provider, m_hub, *m_controlWorker) {}

    ~GrpcServer() override { stop(); }

    base::Result<void> start(fleet::Provider& provider, const ServerOptions& options) {
        const auto address = parseListenAddress(options.listen);
        if (!address) {
            return base::failure(address.error().message);
        }
        const bool hasTls = !options.certificate.empty() || !options.privateKey.empty();
        if (!hasTls && !isLoopback(*address) && !options.isInsecureAllowed) {
            return base::failure(
                fmt::format("will not listen on {} without TLS: give a certificate "
                            "and key, or allow insecure listening in so many words",
                            options.listen));
        }
        auto credentials = makeCredentials(options);
        if (!credentials) {
            return base::failure(credentials.error().message);
        }
        adoptGrpcLog();
        grpc::EnableDefaultHealthCheckService(true);
        grpc::reflection::InitProtoReflectionServerBuilderPlugin();
        grpc::ServerBuilder builder;
        setArguments(builder);
        int port = 0;
        builder.AddListeningPort(options.listen, *credentials, &port);
        builder.RegisterService(&m_fleet);
        builder.RegisterService(&m_telemetry);
        builder.RegisterService(&m_preview);
        builder.RegisterService(&m_control);
        // Before the first call can come: the first client finds the description there.
        m_subscription = provider.subscribe(*m_hub);
        m_server = builder.BuildAndStart();
        if (!m_server || port == 0) {
            return base::failure(
                fmt::format("cannot listen on {}: {}", options.listen, whyCannotListen(*address)));
        }
        m_port = static_cast<std::uint16_t>(port);
        m_server->GetHealthCheckService()->SetServingStatus(true);
        for (const char* service :
             {"vigie.v1.Fleet", "vigie.v1.Telemetry", "vigie.v1.Preview", "vigie.v1.Control"}) {
            m_server->GetHealthCheckService()->SetServingStatus(service, true);
        }
        return {};
    }

    [[nodiscard]] std::uint16_t port() const override { return m_port; }

    void stop() override {
        const std::lock_guard lock(m_stopping);
        m_subscription.reset();
        m_hub->stop();
        if (m_server) {
            m_server->GetHealthCheckService()->Shutdown();
            m_server->Shutdown(std::chrono::system_clock::now() + graceful);
            m_server->Wait();
            m_server.reset();
        }
        m_worker.reset(); // ends what is left of the provider's previews
        m_controlWorker.reset();
    }

private:
    const std::shared_ptr<Hub> m_hub;
    std::unique_ptr<Worker> m_worker;        // until stop()
    std::unique_ptr<Worker> m_controlWorker; // until stop()
    FleetService m_fleet;
    TelemetryService m_telemetry;
    PreviewService m_preview;
    ControlService m_control;
    std::uint16_t m_port = 0;
    std::mutex m_stopping;
    base::SubscriptionPtr m_subscription;   // guarded by m_stopping
    std::unique_ptr<grpc::Server> m_server; // guarded by m_stopping
};

} // namespace

base::Result<std::unique_ptr<Server>> Server::start(fleet::Provider& provider,
                                                    ServerOptions options) {
    auto server = std::make_unique<GrpcServer>(provider);
    if (auto started = server->start(provider, options); !started) {
        return base::failure(started.error().message);
    }
    return server;
}

} // namespace vigie::rpc
