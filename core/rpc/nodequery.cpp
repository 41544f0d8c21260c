// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/nodequery.h"

#include <memory>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>

#include "core/rpc/channel.h"
#include "core/rpc/failure.h"
#include "core/rpc/protocol.h"
#include "core/wire/wire.h"
#include "vigie/v1/fleet.grpc.pb.h"

namespace vigie::rpc {
namespace {

using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;

std::chrono::system_clock::time_point deadlineIn(std::chrono::milliseconds timeout) {
    return std::chrono::system_clock::now() + timeout;
}

std::string toString(const grpc::ByteBuffer& bytes) {
    std::vector<grpc::Slice> slices;
    std::string text;
    if (bytes.Dump(&slices).ok()) {
        for (const auto& slice : slices) {
            text.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
        }
    }
    return text;
}

/// One message there, one back, by method name: for services whose messages this house does not
/// own.
base::Result<std::string> exchange(const Endpoint& endpoint,
                                   const std::shared_ptr<grpc::Channel>& channel,
                                   const std::string& method, const std::string& request,
                                   std::chrono::milliseconds timeout) {
    grpc::ClientContext context;
    context.set_deadline(deadlineIn(timeout));
    grpc::CompletionQueue queue;
    grpc::GenericStub stub(channel);
    const auto call = stub.PrepareCall(&context, method, &queue);
    // The deadline of the context ends every step.
    const auto wait = [&queue] {
        void* tag = nullptr;
        bool ok = false;
        return queue.Next(&tag, &ok) && ok;
    };
    const grpc::Slice slice(request);
    const grpc::ByteBuffer out(&slice, 1);
    grpc::ByteBuffer in;
    call->StartCall(nullptr);
    bool isAnswered = wait();
    if (isAnswered) {
        call->Write(out, nullptr);
        isAnswered = wait();
    }
    if (isAnswered) {
        call->WritesDone(nullptr);
        isAnswered = wait();
    }
    if (isAnswered) {
        call->Read(&in, nullptr);
        isAnswered = wait();
    }
    grpc::Status status;
    call->Finish(&status, nullptr);
    static_cast<void>(wait());
    queue.Shutdown();
    void* tag = nullptr;
    bool ok = false;
    while (queue.Next(&tag, &ok)) {
    }
    if (!isAnswered) {
        return base::failure(fmt::format("{} does not answer {}: {}", endpoint.address, method,
                                         describeFailure(status, endpoint.address).reason));
    }
    return toString(in);
}

std::string_view nameOfHealth(std::uint64_t status) {
    constexpr std::string_view names[] = {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"};
    return status < std::size(names) ? names[status] : names[0];
}

/// HealthCheckResponse: field 1 is the status; absent means 0.
std::string readHealth(const std::string& bytes) {
    UnknownFieldSet fields;
    std::uint64_t status = 0;
    if (fields.ParseFromString(bytes)) {
        for (int i = 0; i < fields.field_count(); ++i) {
            const auto& field = fields.field(i);
            if (field.number() == 1 && field.type() == UnknownField::TYPE_VARINT) {
                status = field.varint();
            }
        }
    }
    return std::string(nameOfHealth(status));
}

/// The bytes of every field `number` of a message.
std::vector<std::string> subMessages(const std::string& bytes, int number) {
    std::vector<std::string> found;
    UnknownFieldSet fields;
    if (fields.ParseFromString(bytes)) {
        for (int i = 0; i < fields.field_count(); ++i) {
            const auto& field = fields.field(i);
            if (field.number() == number && field.type() == UnknownField::TYPE_LENGTH_DELIMITED) {
                found.push_back(field.length_delimited());
            }
        }
    }
    return found;
}

/// ServerReflectionResponse.list_services_response (6) .service (1) .name (1).
std::vector<std::string> readServices(const std::string& bytes) {
    std::vector<std::string> names;
    for (const auto& list : subMessages(bytes, 6)) {
        for (const auto& service : subMessages(list, 1)) {
            for (auto& name : subMessages(service, 1)) {
                names.push_back(std::move(name));
            }
        }
    }
    return names;
}

} // namespace

base::Result<NodeAnswer> describeNode(const Endpoint& endpoint, std::chrono::milliseconds timeout) {
    const auto channel = makeChannel(endpoint);
    if (!channel) {
        return base::failure(channel.error().message);
    }
    const auto stub = v1::Fleet::NewStub(*channel);
    grpc::ClientContext context;
    context.set_deadline(deadlineIn(timeout));
    v1::DescribeRequest request;
    fillProtocol(*request.mutable_protocol());
    v1::DescribeResponse response;
    const auto status = stub->Describe(&context, request, &response);
    if (!status.ok()) {
        return base::failure(describeFailure(status, endpoint.address).reason);
    }
    auto description = wire::fromWire(response.node());
    if (!description) {
        return base::failure(fmt::format("{} sent a description that cannot be believed: {}",
                                         endpoint.address, description.error().message));
    }
    return NodeAnswer{std::move(*description), response.protocol().major(),
                      response.protocol().minor()};
}

base::Result<HealthAnswer> checkHealth(const Endpoint& endpoint,
                                       std::chrono::milliseconds timeout) {
    const auto channel = makeChannel(endpoint);
    if (!channel) {
        return base::failure(channel.error().message);
    }
    const auto health = exchange(endpoint, *channel, "/grpc.health.v1.Health/Check", {}, timeout);
    if (!health) {
        return base::failure(health.error().message);
    }
    // ServerReflectionRequest.list_services (7), an empty string.
    const std::string listServices("\x3a\x00", 2);
    const auto listed = exchange(endpoint, *channel,
                                 "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                                 listServices, timeout);
    if (!listed) {
        return base::failure(listed.error().message);
    }
    return HealthAnswer{readHealth(*health), readServices(*listed)};
}

} // namespace vigie::rpc
