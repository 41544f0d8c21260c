// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/udpsender.h"

#include <arpa/inet.h>
#include <array>
#include <cassert>
#include <cerrno>
#include <netinet/in.h>
#include <random>
#include <sys/socket.h>
#include <sys/uio.h>
#include <system_error>

#include <fmt/format.h>

#include "core/transport/rtppacket.h"
#include "core/transport/tsdetect.h"
#include "core/transport/udpsocket.h"

namespace vigie::transport {

namespace {

constexpr std::chrono::milliseconds resolvePatience{2000};
constexpr int sendBufferBytes = 2 * 1024 * 1024;

base::Result<void> setMulticast(int fd, const SocketAddress& target, const UdpSpec& spec) {
    const auto index = interfaceIndex(spec.interface);
    if (!index) {
        return tl::unexpected(index.error());
    }
    const int ttl = spec.ttl.value_or(1);
    bool isSet = false;
    if (target.family() == AF_INET6) {
        const int interface = static_cast<int>(*index);
        isSet = setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, &ttl, sizeof ttl) == 0 &&
                (interface == 0 || setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, &interface,
                                              sizeof interface) == 0);
    } else {
        ip_mreqn interface {};
        interface.imr_ifindex = static_cast<int>(*index);
        // Named by address, it is the source address too: receivers may filter by it.
        inet_pton(AF_INET, spec.interface.c_str(), &interface.imr_address);
        isSet = setsockopt(fd, IPPROTO_IP, IP_MULTICAST_TTL, &ttl, sizeof ttl) == 0 &&
                (*index == 0 ||
                 setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &interface, sizeof interface) == 0);
    }
    if (!isSet) {
        return base::failure(fmt::format("multicast to {} cannot be set up: {}", target.toString(),
                                         std::generic_category().message(errno)));
    }
    return {};
}

} // namespace

base::Result<std::unique_ptr<Sender>> UdpSender::make(const UdpSpec& spec) {
    Resolver resolver;
    const WakeFd never;
    const auto addresses = resolver.resolve(spec.host, spec.port, never, resolvePatience);
    if (!addresses) {
        return tl::unexpected(addresses.error());
    }
    const auto target = addresses->front();
    Descriptor fd(socket(target.family(), SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd.isOpen()) {
        return base::failure(
            fmt::format("no socket can be opened: {}", std::generic_category().message(errno)));
    }
    setsockopt(fd.get(), SOL_SOCKET, SO_SNDBUF, &sendBufferBytes, sizeof sendBufferBytes);
    if (target.isMulticast()) {
        if (auto ok = setMulticast(fd.get(), target, spec); !ok) {
            return tl::unexpected(ok.error());
        }
    }
    // Bound, not connected: a receiver that is not there yet must not turn into send errors.
    const auto any =
        SocketAddress::numeric(target.family() == AF_INET6 ? "::" : "0.0.0.0", 0).value();
    if (bind(fd.get(), any.raw(), any.length) != 0) {
        return base::failure(bindErrorWords(errno, any));
    }
    const auto bound = SocketAddress::ofSocket(fd.get());
    return std::unique_ptr<Sender>(
        new UdpSender(std::move(fd), target, bound ? bound->port() : 0, spec.isRtp));
}

UdpSender::UdpSender(Descriptor fd, SocketAddress target, std::uint16_t port, bool isRtp)
    : m_fd(std::move(fd)), m_target(target), m_port(port), m_isRtp(isRtp) {
    std::random_device random;
    m_sequence = static_cast<std::uint16_t>(random());
    m_firstTimestamp = random();
    m_ssrc = random();
}

void UdpSender::send(std::span<const std::byte> packets) {
    assert(packets.size() % tsPacketSize == 0 && packets.size() <= 7 * tsPacketSize);
    std::array<std::byte, rtpHeaderSize> header{};
    std::array<iovec, 2> parts{};
    std::size_t count = 0;
    if (m_isRtp) {
        const auto ns = base::toNs(base::Mono{std::chrono::steady_clock::now()});
        const auto ticks = static_cast<std::uint32_t>(ns * 9 / 100'000);
        header = rtpHeader(m_sequence++, m_firstTimestamp + ticks, m_ssrc);
        parts[count++] = {.iov_base = header.data(), .iov_len = header.size()};
    }
    parts[count++] = {.iov_base = const_cast<std::byte*>(packets.data()),
                      .iov_len = packets.size()};
    msghdr message{};
    message.msg_name = const_cast<sockaddr_storage*>(&m_target.storage);
    message.msg_namelen = m_target.length;
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    if (sendmsg(m_fd.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL) < 0) {
        ++m_dropped;
    }
}

} // namespace vigie::transport
