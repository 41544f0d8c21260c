// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/byte_buffer.h>

namespace vigie::rpc {

/// A message as gRPC sends it; copies of the result share the bytes.
template <typename Message> [[nodiscard]] grpc::ByteBuffer toBytes(const Message& message) {
    grpc::ByteBuffer bytes;
    bool isOwned = false;
    const auto status = grpc::SerializationTraits<Message>::Serialize(message, &bytes, &isOwned);
    static_cast<void>(status); // fails only for a message of 2 GB, which cannot be built here
    return bytes;
}

/// False when the bytes are not such a message. Empties `bytes`.
template <typename Message>
[[nodiscard]] bool fromBytes(grpc::ByteBuffer& bytes, Message& message) {
    return grpc::SerializationTraits<Message>::Deserialize(&bytes, &message).ok();
}

} // namespace vigie::rpc
