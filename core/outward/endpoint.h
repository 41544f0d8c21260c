// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>

#include "core/base/result.h"
#include "core/outward/wake.h"

namespace vigie::outward {

/// "host:port" or "[ipv6]:port", as given.
struct HostPort {
    std::string host; // without brackets
    std::uint16_t port = 0;
    [[nodiscard]] static std::optional<HostPort> parse(std::string_view text);
};

/// A numeric address with its port.
struct Endpoint {
    sockaddr_storage storage{};
    socklen_t length = 0;
    [[nodiscard]] int family() const { return storage.ss_family; }
    [[nodiscard]] const sockaddr* raw() const {
        return reinterpret_cast<const sockaddr*>(&storage);
    }
    /// "[::1]:162".
    [[nodiscard]] std::string toString() const;
};

/// Names to addresses within a bound: the system's resolver cannot be interrupted, so it runs on a
/// thread of its own, of which there is at most one, and which outlives an impatient caller.
class Lookup {
public:
    [[nodiscard]] base::Result<Endpoint> find(const HostPort& address, bool isTcp, const Wake& wake,
                                              std::chrono::milliseconds patience);

private:
    struct Pending;
    std::shared_ptr<Pending> m_pending;
};

} // namespace vigie::outward
