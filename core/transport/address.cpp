// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <netinet/in.h>
#include <thread>

#include <fmt/format.h>

#include "core/base/thread.h"

namespace vigie::transport {

namespace {

const sockaddr_in& v4(const SocketAddress& address) {
    return *reinterpret_cast<const sockaddr_in*>(&address.storage);
}
const sockaddr_in6& v6(const SocketAddress& address) {
    return *reinterpret_cast<const sockaddr_in6*>(&address.storage);
}

SocketAddress copied(const sockaddr* address, socklen_t length, std::uint16_t port) {
    SocketAddress out;
    std::memcpy(&out.storage, address, length);
    out.length = length;
    if (out.family() == AF_INET6) {
        reinterpret_cast<sockaddr_in6*>(&out.storage)->sin6_port = htons(port);
    } else {
        reinterpret_cast<sockaddr_in*>(&out.storage)->sin_port = htons(port);
    }
    return out;
}

std::vector<SocketAddress> listOf(const addrinfo* first, std::uint16_t port) {
    std::vector<SocketAddress> out;
    for (const auto* item = first; item != nullptr; item = item->ai_next) {
        if (item->ai_family == AF_INET || item->ai_family == AF_INET6) {
            out.push_back(copied(item->ai_addr, item->ai_addrlen, port));
        }
    }
    std::stable_partition(out.begin(), out.end(),
                          [](const auto& address) { return address.family() == AF_INET; });
    return out;
}

struct FreeAddrInfo {
    void operator()(addrinfo* list) const { freeaddrinfo(list); }
};
using AddrInfoPtr = std::unique_ptr<addrinfo, FreeAddrInfo>;

std::pair<int, AddrInfoPtr> lookUp(const std::string& host, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = flags;
    addrinfo* list = nullptr;
    const int code = getaddrinfo(host.c_str(), nullptr, &hints, &list);
    return {code, AddrInfoPtr(code == 0 ? list : nullptr)};
}

} // namespace

std::uint16_t SocketAddress::port() const {
    return family() == AF_INET6 ? ntohs(v6(*this).sin6_port) : ntohs(v4(*this).sin_port);
}

bool SocketAddress::isMulticast() const {
    if (family() == AF_INET6) {
        return v6(*this).sin6_addr.s6_addr[0] == 0xff;
    }
    return (ntohl(v4(*this).sin_addr.s_addr) >> 28) == 0xe;
}

bool SocketAddress::hasSameHost(const SocketAddress& other) const {
    if (family() != other.family()) {
        return false;
    }
    if (family() == AF_INET6) {
        return std::memcmp(&v6(*this).sin6_addr, &v6(other).sin6_addr, sizeof(in6_addr)) == 0;
    }
    return v4(*this).sin_addr.s_addr == v4(other).sin_addr.s_addr;
}

std::string SocketAddress::toString() const {
    char host[INET6_ADDRSTRLEN] = {};
    const void* address = family() == AF_INET6 ? static_cast<const void*>(&v6(*this).sin6_addr)
                                               : static_cast<const void*>(&v4(*this).sin_addr);
    if (inet_ntop(family(), address, host, sizeof host) == nullptr) {
        return "an unknown address";
    }
    return family() == AF_INET6 ? fmt::format("[{}]:{}", host, port())
                                : fmt::format("{}:{}", host, port());
}

std::optional<SocketAddress> SocketAddress::numeric(const std::string& host, std::uint16_t port) {
    const auto [code, list] = lookUp(host.empty() ? "0.0.0.0" : host, AI_NUMERICHOST);
    const auto addresses = listOf(list.get(), port);
    return addresses.empty() ? std::nullopt : std::optional(addresses.front());
}

std::optional<SocketAddress> SocketAddress::ofSocket(int fd) {
    SocketAddress out;
    out.length = sizeof out.storage;
    if (getsockname(fd, reinterpret_cast<sockaddr*>(&out.storage), &out.length) != 0) {
        return std::nullopt;
    }
    return out;
}

/// Shared by the resolving thread (writes code and addresses, then isDone and the wake) and the
/// caller (reads them after isDone).
struct Resolver::Lookup {
    explicit Lookup(std::string name) : host(std::move(name)) {}
    const std::string host;
    int code = 0;
    std::vector<SocketAddress> addresses;
    std::atomic<bool> isDone{false};
};

base::Result<std::vector<SocketAddress>> Resolver::resolve(const std::string& host,
                                                           std::uint16_t port, const WakeFd& wake,
                                                           std::chrono::milliseconds patience) {
    if (auto address = SocketAddress::numeric(host, port)) {
        return std::vector{*address};
    }
    if (!m_pending || m_pending->host != host) {
        m_pending = std::make_shared<Lookup>(host);
        std::thread([lookup = m_pending] {
            base::nameThisThread("resolver");
            auto [code, list] = lookUp(lookup->host, AI_ADDRCONFIG);
            lookup->code = code;
            lookup->addresses = listOf(list.get(), 0);
            lookup->isDone = true;
        }).detach();
    }
    const auto end = std::chrono::steady_clock::now() + patience;
    auto step = std::chrono::milliseconds(1);
    while (!m_pending->isDone) {
        if (!wake.sleepFor(step)) {
            return base::failure("stopped");
        }
        if (std::chrono::steady_clock::now() >= end) {
            return base::failure(fmt::format("the name {} is not resolved in time", host));
        }
        step = std::min(step * 2, std::chrono::milliseconds(50));
    }
    const auto lookup = std::move(m_pending);
    m_pending.reset();
    if (lookup->code != 0 || lookup->addresses.empty()) {
        return base::failure(
            fmt::format("the host {} is unknown ({})", host,
                        lookup->code != 0 ? gai_strerror(lookup->code) : "no address"));
    }
    std::vector<SocketAddress> out;
    for (const auto& address : lookup->addresses) {
        out.push_back(copied(address.raw(), address.length, port));
    }
    return out;
}

} // namespace vigie::transport
