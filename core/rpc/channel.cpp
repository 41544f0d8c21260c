// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/channel.h"

#include <filesystem>
#include <utility>

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "core/rpc/grpclog.h"
#include "core/rpc/pem.h"
#include "core/rpc/protocol.h"

namespace vigie::rpc {
namespace {

base::Result<std::shared_ptr<grpc::ChannelCredentials>> makeCredentials(const TlsOptions& tls) {
    grpc::SslCredentialsOptions options;
    const std::pair<const std::filesystem::path&, std::string&> files[] = {
        {tls.rootCertificates, options.pem_root_certs},
        {tls.certificate, options.pem_cert_chain},
        {tls.privateKey, options.pem_private_key},
    };
    for (const auto& [file, into] : files) {
        if (file.empty()) {
            continue; // roots: the system's; certificate and key: none
        }
        auto text = readPem(file);
        if (!text) {
            return base::failure(text.error().message);
        }
        into = std::move(*text);
    }
    if (options.pem_cert_chain.empty() != options.pem_private_key.empty()) {
        return base::failure("a client certificate needs its key, and the key its certificate");
    }
    return grpc::SslCredentials(options);
}

} // namespace

base::Result<std::shared_ptr<grpc::Channel>> makeChannel(const Endpoint& endpoint) {
    adoptGrpcLog();
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(maxMessageBytes);
    // One node's trouble is not another's, even at the same address.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    // A peer that is stopped, not killed, is noticed by pings alone.
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 2'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 1'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 200);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
    // How long an attempt may take; the default of 20 s is what a hung peer would cost.
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 2'000);
    arguments.SetInt(GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, 1'000);
    arguments.SetInt(GRPC_ARG_SERVICE_CONFIG_DISABLE_RESOLUTION, 1);
    // Nodes are reached directly.
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    if (!endpoint.tls) {
        return grpc::CreateCustomChannel(endpoint.address, grpc::InsecureChannelCredentials(),
                                         arguments);
    }
    auto credentials = makeCredentials(*endpoint.tls);
    if (!credentials) {
        return base::failure(credentials.error().message);
    }
    if (!endpoint.tls->serverName.empty()) {
        arguments.SetSslTargetNameOverride(endpoint.tls->serverName);
    }
    return grpc::CreateCustomChannel(endpoint.address, *credentials, arguments);
}

} // namespace vigie::rpc
