// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include <grpcpp/support/status.h>

namespace vigie::rpc {

/// What the end of a call means to the one who called.
enum class FailureKind : std::uint8_t {
    /// Not reached, or contact lost: try again soon.
    Unreachable,
    /// It answers and will not serve us as we are: try again rarely.
    Refused,
    /// It sends what cannot be believed: try again, ever more rarely.
    Malformed
};

struct Failure {
    FailureKind kind = FailureKind::Unreachable;
    /// One sentence for people.
    std::string reason;
    /// It does not know what was asked of it.
    bool isTooOld = false;
};

/// Words a status of gRPC for people. `address` is what the user wrote.
[[nodiscard]] Failure describeFailure(const grpc::Status& status, const std::string& address);

/// What requests are called in describeRefusal().
inline constexpr const char* decodingWords = "decoding on demand";
inline constexpr const char* captureWords = "captures";

/// Words the refusal of one request; `what` is what a node too old for it lacks.
[[nodiscard]] std::string describeRefusal(const grpc::Status& status, const std::string& address,
                                          const char* what);

} // namespace vigie::rpc
