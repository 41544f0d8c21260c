// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/failure.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace vigie::rpc {
namespace {

/// What gRPC says in its own words, and what it means.
constexpr std::array<std::pair<std::string_view, std::string_view>, 11> meanings{{
    {"Connection refused", "connection refused"},
    {"No route to host", "no route to host"},
    {"Network is unreachable", "network unreachable"},
    {"Domain name not found", "no such host"},
    {"DNS resolution failed", "no such host"},
    {"CERTIFICATE_VERIFY_FAILED", "the node's certificate is not trusted"},
    {"certificate verify failed", "the node's certificate is not trusted"},
    {"Hostname Verification Check failed", "the node's certificate is for another name"},
    {"Peer name", "the node's certificate is for another name"},
    {"handshake failed", "the TLS handshake failed"},
    {"timed out", "no answer"},
}};

std::string firstLine(const std::string& text) {
    constexpr std::size_t most = 300;
    return text.substr(0, std::min(text.find('\n'), most));
}

} // namespace

Failure describeFailure(const grpc::Status& status, const std::string& address) {
    switch (status.error_code()) {
    case grpc::StatusCode::OK:
        return {FailureKind::Unreachable, "the node ended the stream"};
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::UNAUTHENTICATED:
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::INVALID_ARGUMENT:
        return {FailureKind::Refused, firstLine(status.error_message())};
    case grpc::StatusCode::UNIMPLEMENTED:
        return {FailureKind::Refused,
                fmt::format("{} does not serve vigie.v1: not a Vigie node, or "
                            "one to upgrade",
                            address)};
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
        return {FailureKind::Malformed, firstLine(status.error_message())};
    default:
        break;
    }
    for (const auto& [sign, meaning] : meanings) {
        if (status.error_message().find(sign) != std::string::npos) {
            return {FailureKind::Unreachable, fmt::format("cannot reach {}: {}", address, meaning)};
        }
    }
    return {FailureKind::Unreachable,
            fmt::format("lost {}: {}", address, firstLine(status.error_message()))};
}

std::string describeRefusal(const grpc::Status& status, const std::string& address,
                            const char* what) {
    switch (status.error_code()) {
    case grpc::StatusCode::UNIMPLEMENTED:
        return fmt::format("the software of {} is too old for {}", address, what);
    case grpc::StatusCode::DEADLINE_EXCEEDED:
        return fmt::format("no answer from {}", address);
    case grpc::StatusCode::NOT_FOUND:
    case grpc::StatusCode::DATA_LOSS:
        return firstLine(status.error_message());
    default:
        return describeFailure(status, address).reason;
    }
}

} // namespace vigie::rpc
