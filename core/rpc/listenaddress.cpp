// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rpc/listenaddress.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <system_error>

#include <arpa/inet.h>
#include <cerrno>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

namespace vigie::rpc {

base::Result<ListenAddress> parseListenAddress(const std::string& text) {
    const auto bad = [&text] {
        return base::failure(fmt::format(
            "cannot listen on \"{}\": expected HOST:PORT, for instance 127.0.0.1:7443", text));
    };
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) {
        return bad();
    }
    ListenAddress address{text.substr(0, colon), text.substr(colon + 1)};
    if (address.host.front() == '[' && address.host.back() == ']') {
        address.host = address.host.substr(1, address.host.size() - 2);
    } else if (address.host.find(':') != std::string::npos) {
        return bad();
    }
    std::uint16_t port = 0;
    const char* end = address.port.data() + address.port.size();
    const auto [stopped, error] = std::from_chars(address.port.data(), end, port);
    if (error != std::errc{} || stopped != end || address.host.empty()) {
        return bad();
    }
    return address;
}

bool isLoopback(const ListenAddress& address) {
    if (address.host == "localhost") {
        return true;
    }
    in_addr v4{};
    if (inet_pton(AF_INET, address.host.c_str(), &v4) == 1) {
        constexpr std::uint32_t loopbackNet = 127;
        return ntohl(v4.s_addr) >> 24 == loopbackNet;
    }
    in6_addr v6{};
    return inet_pton(AF_INET6, address.host.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

std::string whyCannotListen(const ListenAddress& address) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE;
    addrinfo* list = nullptr;
    if (const int error = getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &list)) {
        return gai_strerror(error);
    }
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, &freeaddrinfo);
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
        const int fd = socket(one->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0) {
            return std::generic_category().message(errno);
        }
        const int on = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        const bool isListening = bind(fd, one->ai_addr, one->ai_addrlen) == 0 && listen(fd, 1) == 0;
        const int error = errno;
        close(fd);
        if (!isListening) {
            return std::generic_category().message(error);
        }
    }
    return "unknown reason";
}

} // namespace vigie::rpc
