// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/transport/address.h"
#include "core/transport/snmpsource.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// What an agent gave for one object: nothing (it has no such object), a number, or a text.
using SnmpValue = std::variant<std::monostate, double, std::string>;

/// Reads "1.3.6.1" or ".1.3.6.1"; nothing when it is no object identifier.
[[nodiscard]] std::optional<std::vector<std::uint64_t>> parseOid(std::string_view text);

/// "SHA-256" and the like, as the library here was built with.
[[nodiscard]] bool isSnmpAuthKnown(const std::string& name);
[[nodiscard]] bool isSnmpPrivKnown(const std::string& name);

/// One session with one agent, of net-snmp's single-session kind. One thread.
class SnmpSession {
public:
    /// v3: asks for the agent's engine, waiting at most the timeout.
    [[nodiscard]] static base::Result<std::unique_ptr<SnmpSession>>
    open(const SnmpSpec& spec, const SocketAddress& agent);
    ~SnmpSession();
    SnmpSession(const SnmpSession&) = delete;
    SnmpSession& operator=(const SnmpSession&) = delete;

    /// The values in the order of `oids`. Waits at most the timeout; less when woken.
    [[nodiscard]] base::Result<std::vector<SnmpValue>>
    get(const std::vector<std::vector<std::uint64_t>>& oids, const WakeFd& wake);

private:
    explicit SnmpSession(std::chrono::milliseconds timeout) : m_timeout(timeout) {}
    const std::chrono::milliseconds m_timeout;
    void* m_handle = nullptr; // net-snmp's
};

} // namespace vigie::transport
