// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/protocol.h"

#include <fmt/format.h>

namespace vigie::rpc {

void fillProtocol(v1::Protocol& protocol) {
    protocol.set_major(protocolMajor);
    protocol.set_minor(protocolMinor);
}

std::optional<std::string> whyRefused(const v1::Protocol& protocol) {
    if (protocol.major() == protocolMajor) {
        return std::nullopt;
    }
    const bool isClientNewer = protocol.major() > protocolMajor;
    return fmt::format(
        "the client speaks protocol {}, this node (vigie {}) speaks {}: upgrade the {}",
        protocol.major(), VIGIE_VERSION, protocolMajor, isClientNewer ? "node" : "client");
}

} // namespace vigie::rpc
