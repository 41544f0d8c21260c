// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "vigie/v1/fleet.pb.h"

namespace vigie::rpc {

inline constexpr std::uint32_t protocolMajor = 1;
inline constexpr std::uint32_t protocolMinor = 3;

/// Longest message that either side takes from a node.
inline constexpr int maxMessageBytes = 16 * 1024 * 1024;
/// Longest request that a node takes.
inline constexpr int maxRequestBytes = 1024 * 1024;

/// Writes what this build speaks.
void fillProtocol(v1::Protocol& protocol);

/// Why a client that speaks `protocol` cannot be served, with the side to upgrade; nothing when it
/// can.
[[nodiscard]] std::optional<std::string> whyRefused(const v1::Protocol& protocol);

} // namespace vigie::rpc
