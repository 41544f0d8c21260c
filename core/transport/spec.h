// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/base/result.h"

namespace vigie::transport {

/// What a URI asks for, checked. Hosts are names or addresses; they are resolved when opened.
struct SrtSpec {
    bool isListener = false;
    std::string host; // empty: any address (listener)
    std::uint16_t port = 0;
    std::optional<int> latencyMs;
    std::optional<int> keyLength; // 16, 24 or 32
    std::string streamId;
    std::string adapter; // local address to bind; empty: any
    std::string passphrase;
};

struct UdpSpec {
    bool isRtp = false;
    std::string host; // a group, the address to bind (receiver) or to send to (sender)
    std::uint16_t port = 0;
    std::string interface; // name or address; empty: the kernel's choice
    std::string source;    // only from this address (IGMPv3 where multicast)
    std::optional<int> ttl;
};

struct HlsSpec {
    std::string url; // http or https, credentials included
    bool isLooped = false;
};

struct FileSpec {
    std::string path;
    bool isLooped = true;
};

using Spec = std::variant<SrtSpec, UdpSpec, HlsSpec, FileSpec>;

/// Reads and checks what a receiver can do. The error is one sentence without credentials.
[[nodiscard]] base::Result<Spec> parseReceiveSpec(const std::string& uri,
                                                  const std::string& passphrase);
/// The same for senders: srt, rtp and udp only.
[[nodiscard]] base::Result<Spec> parseSendSpec(const std::string& uri,
                                               const std::string& passphrase);

} // namespace vigie::transport
