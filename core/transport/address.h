// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <vector>

#include "core/base/result.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// An IPv4 or IPv6 address and port.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;

    [[nodiscard]] int family() const { return storage.ss_family; }
    [[nodiscard]] const sockaddr* raw() const {
        return reinterpret_cast<const sockaddr*>(&storage);
    }
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] bool isMulticast() const;
    [[nodiscard]] bool hasSameHost(const SocketAddress& other) const;
    /// "[::1]:5004".
    [[nodiscard]] std::string toString() const;

    /// A numeric address; an empty host is any IPv4 address.
    [[nodiscard]] static std::optional<SocketAddress> numeric(const std::string& host,
                                                              std::uint16_t port);
    /// The address that a socket is bound to.
    [[nodiscard]] static std::optional<SocketAddress> ofSocket(int fd);
};

/// Names to addresses without ever blocking its caller for long: the system's resolver, which
/// cannot be interrupted, runs on a thread of its own that outlives an impatient caller. At most
/// one such thread per Resolver: a second attempt at the same name waits for the first. One thread.
class Resolver {
public:
    /// IPv4 first; never empty. Gives up when `wake` is woken or after `patience`.
    [[nodiscard]] base::Result<std::vector<SocketAddress>>
    resolve(const std::string& host, std::uint16_t port, const WakeFd& wake,
            std::chrono::milliseconds patience = std::chrono::milliseconds(5000));

private:
    struct Lookup;
    std::shared_ptr<Lookup> m_pending;
};

} // namespace vigie::transport
