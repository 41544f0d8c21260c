// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/udpsocket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>

#include <fmt/format.h>

namespace vigie::transport {

namespace {

constexpr std::size_t batchSize = 64;
constexpr std::size_t datagramSize = 2048;
constexpr int receiveBufferBytes = 8 * 1024 * 1024;

std::string words(int error) {
    return std::generic_category().message(error);
}

struct FreeIfAddrs {
    void operator()(ifaddrs* list) const { freeifaddrs(list); }
};

base::Result<void> join(int fd, const SocketAddress& group, unsigned interface,
                        const std::optional<SocketAddress>& source) {
    const int level = group.family() == AF_INET6 ? IPPROTO_IPV6 : IPPROTO_IP;
    int result = 0;
    if (source) {
        group_source_req request{};
        request.gsr_interface = interface;
        std::memcpy(&request.gsr_group, &group.storage, group.length);
        std::memcpy(&request.gsr_source, &source->storage, source->length);
        result = setsockopt(fd, level, MCAST_JOIN_SOURCE_GROUP, &request, sizeof request);
    } else {
        group_req request{};
        request.gr_interface = interface;
        std::memcpy(&request.gr_group, &group.storage, group.length);
        result = setsockopt(fd, level, MCAST_JOIN_GROUP, &request, sizeof request);
    }
    if (result != 0) {
        return base::failure(
            fmt::format("the multicast group {} cannot be joined: {}", group.toString(),
                        errno == ENODEV ? "no interface has a route to it; name one "
                                          "with iface="
                                        : words(errno)));
    }
    // Otherwise Linux hands over what other sockets of this host have joined on the same port.
    const int off = 0;
    if (group.family() == AF_INET6) {
#ifdef IPV6_MULTICAST_ALL
        setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, &off, sizeof off);
#endif
    } else {
        setsockopt(fd, IPPROTO_IP, IP_MULTICAST_ALL, &off, sizeof off);
    }
    return {};
}

/// The kernel stamps on UTC only; its age on that clock gives the moment on the monotonic one.
base::Timestamp stamped(const timespec& kernel, base::Timestamp now) {
    const base::Utc utc{std::chrono::seconds(kernel.tv_sec) + base::Nanoseconds(kernel.tv_nsec)};
    const auto age = now.utc - utc;
    // A step of UTC between both readings: the age means nothing.
    if (age < base::Nanoseconds::zero() || age > std::chrono::seconds(10)) {
        return {utc, now.mono};
    }
    return {utc, now.mono - age};
}

} // namespace

base::Result<unsigned> interfaceIndex(const std::string& nameOrAddress) {
    if (nameOrAddress.empty()) {
        return 0U;
    }
    if (const unsigned index = if_nametoindex(nameOrAddress.c_str()); index != 0) {
        return index;
    }
    if (const auto wanted = SocketAddress::numeric(nameOrAddress, 0)) {
        ifaddrs* raw = nullptr;
        if (getifaddrs(&raw) == 0) {
            const std::unique_ptr<ifaddrs, FreeIfAddrs> list(raw);
            for (const auto* item = raw; item != nullptr; item = item->ifa_next) {
                if (item->ifa_addr == nullptr ||
                    item->ifa_addr->sa_family != static_cast<sa_family_t>(wanted->family())) {
                    continue;
                }
                SocketAddress address;
                address.length = wanted->length;
                std::memcpy(&address.storage, item->ifa_addr, address.length);
                if (address.hasSameHost(*wanted)) {
                    return if_nametoindex(item->ifa_name);
                }
            }
        }
    }
    return base::failure(fmt::format("there is no interface {}", nameOrAddress));
}

std::string bindErrorWords(int error, const SocketAddress& address) {
    if (error == EADDRINUSE) {
        return fmt::format("port {} is already in use", address.port());
    }
    if (error == EADDRNOTAVAIL) {
        return fmt::format("{} is no address of this host", address.toString());
    }
    if (error == EACCES) {
        return fmt::format("port {} needs privileges", address.port());
    }
    return fmt::format("{} cannot be bound: {}", address.toString(), words(error));
}

/// Buffers and headers of one recvmmsg.
struct UdpReceiveSocket::Batch {
    std::array<std::array<std::byte, datagramSize>, batchSize> data;
    std::array<std::array<std::byte, 128>, batchSize> control;
    std::array<iovec, batchSize> parts;
    std::array<sockaddr_storage, batchSize> from;
    std::array<mmsghdr, batchSize> headers;
    std::vector<Datagram> datagrams;

    void prepare() {
        for (std::size_t i = 0; i < batchSize; ++i) {
            parts[i] = {.iov_base = data[i].data(), .iov_len = datagramSize};
            auto& header = headers[i].msg_hdr;
            header = {};
            header.msg_name = &from[i];
            header.msg_namelen = sizeof from[i];
            header.msg_iov = &parts[i];
            header.msg_iovlen = 1;
            header.msg_control = control[i].data();
            header.msg_controllen = control[i].size();
        }
    }
};

UdpReceiveSocket::UdpReceiveSocket(Descriptor fd, std::uint16_t port,
                                   std::optional<SocketAddress> source)
    : m_fd(std::move(fd)), m_port(port), m_source(source), m_batch(std::make_unique<Batch>()) {
    m_batch->datagrams.reserve(batchSize);
}
UdpReceiveSocket::UdpReceiveSocket(UdpReceiveSocket&&) noexcept = default;
UdpReceiveSocket& UdpReceiveSocket::operator=(UdpReceiveSocket&&) noexcept = default;
UdpReceiveSocket::~UdpReceiveSocket() = default;

base::Result<UdpReceiveSocket> UdpReceiveSocket::open(const Options& options) {
    const auto& address = options.bind;
    Descriptor fd(socket(address.family(), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd.isOpen()) {
        return base::failure(fmt::format("no socket can be opened: {}", words(errno)));
    }
    const int on = 1;
    if (address.isMulticast() &&
        setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) {
        return base::failure(fmt::format("the socket cannot be shared: {}", words(errno)));
    }
    // Beyond net.core.rmem_max only with CAP_NET_ADMIN; otherwise as large as the host allows.
    if (setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUFFORCE, &receiveBufferBytes, sizeof(int)) != 0) {
        setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &receiveBufferBytes, sizeof(int));
    }
    // Without these two the arrival is our own reading and overflow stays untold: not fatal.
    setsockopt(fd.get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    setsockopt(fd.get(), SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
    if (bind(fd.get(), address.raw(), address.length) != 0) {
        return base::failure(bindErrorWords(errno, address));
    }
    std::optional<SocketAddress> source;
    if (!options.source.empty()) {
        source = SocketAddress::numeric(options.source, 0);
        if (!source || source->family() != address.family()) {
            return base::failure(fmt::format(
                "the source {} is not of the same IP version as the address", options.source));
        }
    }
    if (address.isMulticast()) {
        const auto interface = interfaceIndex(options.interface);
        if (!interface) {
            return tl::unexpected(interface.error());
        }
        if (auto ok = join(fd.get(), address, *interface, source); !ok) {
            return tl::unexpected(ok.error());
        }
    }
    const auto bound = SocketAddress::ofSocket(fd.get());
    const std::uint16_t port = bound ? bound->port() : address.port();
    return UdpReceiveSocket(std::move(fd), port, source);
}

base::Result<std::span<const Datagram>> UdpReceiveSocket::read(const WakeFd& wake,
                                                               std::chrono::milliseconds timeout) {
    std::array<pollfd, 2> items{pollfd{.fd = m_fd.get(), .events = POLLIN, .revents = 0},
                                pollfd{.fd = wake.get(), .events = POLLIN, .revents = 0}};
    m_batch->datagrams.clear();
    if (poll(items.data(), items.size(), static_cast<int>(timeout.count())) <= 0 ||
        items[0].revents == 0) {
        return std::span<const Datagram>{};
    }
    m_batch->prepare();
    const int count =
        recvmmsg(m_fd.get(), m_batch->headers.data(), batchSize, MSG_DONTWAIT, nullptr);
    if (count < 0) {
        if (errno == EAGAIN || errno == EINTR || errno == ECONNREFUSED) {
            return std::span<const Datagram>{};
        }
        return base::failure(fmt::format("the socket failed: {}", words(errno)));
    }
    const auto now = base::SystemClock::instance().now();
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        auto& header = m_batch->headers[i].msg_hdr;
        Datagram datagram{.bytes = {m_batch->data[i].data(), m_batch->headers[i].msg_len},
                          .arrival = now,
                          .from = {}};
        for (auto* item = CMSG_FIRSTHDR(&header); item != nullptr;
             item = CMSG_NXTHDR(&header, item)) {
            if (item->cmsg_level != SOL_SOCKET) {
                continue;
            }
            if (item->cmsg_type == SCM_TIMESTAMPNS) {
                timespec kernel{};
                std::memcpy(&kernel, CMSG_DATA(item), sizeof kernel);
                datagram.arrival = stamped(kernel, now);
            } else if (item->cmsg_type == SO_RXQ_OVFL) {
                std::uint32_t dropped = 0;
                std::memcpy(&dropped, CMSG_DATA(item), sizeof dropped);
                m_overflowed += dropped - m_lastOverflow; // modulo 2^32
                m_lastOverflow = dropped;
            }
        }
        datagram.from.length = std::min<socklen_t>(header.msg_namelen, sizeof(sockaddr_storage));
        std::memcpy(&datagram.from.storage, &m_batch->from[i], datagram.from.length);
        if (!m_source || datagram.from.hasSameHost(*m_source)) {
            m_batch->datagrams.push_back(datagram);
        }
    }
    return std::span<const Datagram>(m_batch->datagrams);
}

} // namespace vigie::transport
