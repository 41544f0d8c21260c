// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outward/endpoint.h"

#include <array>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <netdb.h>
#include <poll.h>
#include <thread>

#include <fmt/format.h>

#include "core/base/thread.h"

namespace vigie::outward {

namespace {

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

std::optional<Endpoint> resolved(const HostPort& address, bool isTcp, int flags) {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = isTcp ? SOCK_STREAM : SOCK_DGRAM;
    hints.ai_flags = AI_NUMERICSERV | flags;
    addrinfo* raw = nullptr;
    if (::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &raw) !=
        0) {
        return std::nullopt;
    }
    const std::unique_ptr<addrinfo, FreeAddresses> list(raw);
    const addrinfo* best = list.get();
    for (const addrinfo* item = list.get(); item != nullptr; item = item->ai_next) {
        if (item->ai_family == AF_INET) {
            best = item;
            break;
        }
    }
    Endpoint endpoint;
    std::memcpy(&endpoint.storage, best->ai_addr, best->ai_addrlen);
    endpoint.length = best->ai_addrlen;
    return endpoint;
}

} // namespace

std::optional<HostPort> HostPort::parse(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos || colon == 0) {
        return std::nullopt;
    }
    HostPort out;
    std::string_view host = text.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    } else if (host.find_first_of(":/@ ") != std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view port = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), out.port);
    if (error != std::errc{} || end != port.data() + port.size() || out.port == 0 || host.empty()) {
        return std::nullopt;
    }
    out.host = host;
    return out;
}

std::string Endpoint::toString() const {
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    if (::getnameinfo(raw(), length, host.data(), host.size(), port.data(), port.size(),
                      NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return {};
    }
    return family() == AF_INET6 ? fmt::format("[{}]:{}", host.data(), port.data())
                                : fmt::format("{}:{}", host.data(), port.data());
}

struct Lookup::Pending {
    std::mutex mutex;
    bool isDone = false;
    std::optional<Endpoint> found;
    Wake done; // readable when it is
};

base::Result<Endpoint> Lookup::find(const HostPort& address, bool isTcp, const Wake& wake,
                                    std::chrono::milliseconds patience) {
    if (auto numeric = resolved(address, isTcp, AI_NUMERICHOST)) {
        return *numeric;
    }
    if (!m_pending) {
        m_pending = std::make_shared<Pending>();
        // Holds nothing of ours but what it shares.
        std::thread([pending = m_pending, address, isTcp] {
            base::nameThisThread("out-lookup");
            auto found = resolved(address, isTcp, 0);
            const std::lock_guard lock(pending->mutex);
            pending->found = found;
            pending->isDone = true;
            pending->done.wake();
        }).detach();
    }
    std::array<pollfd, 2> items{pollfd{.fd = m_pending->done.get(), .events = POLLIN, .revents = 0},
                                pollfd{.fd = wake.get(), .events = POLLIN, .revents = 0}};
    (void)::poll(items.data(), items.size(), static_cast<int>(patience.count()));
    const auto pending = m_pending;
    const std::lock_guard lock(pending->mutex);
    if (!pending->isDone) {
        return base::failure(items[1].revents != 0
                                 ? std::string("stopped")
                                 : fmt::format("looking up {} takes too long", address.host));
    }
    m_pending.reset(); // names move: the next one looks again
    if (!pending->found) {
        return base::failure(fmt::format("the host {} is unknown", address.host));
    }
    return *pending->found;
}

} // namespace vigie::outward
