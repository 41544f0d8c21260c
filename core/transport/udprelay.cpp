// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/udprelay.h"

#include <algorithm>
#include <cerrno>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "core/base/thread.h"
#include "core/transport/udpsocket.h"

namespace vigie::transport {

namespace {

constexpr std::size_t batchSize = 32;
/// Between two turns: what arrives meanwhile is taken at once. Without it each datagram costs a
/// wake-up and a timer of its own, twice the price of forwarding it.
constexpr std::chrono::milliseconds turnPause{2};
constexpr std::size_t datagramSize = 2048;
/// More than a second at 60 Mbit/s.
constexpr std::size_t mostWaiting = 8192;
constexpr int socketBufferBytes = 1024 * 1024;
constexpr std::uint64_t wakeMark = ~std::uint64_t{0};
constexpr std::uint64_t timerMark = wakeMark - 1;

std::int64_t monoNs() {
    return base::toNs(base::Mono{std::chrono::steady_clock::now()});
}

Descriptor checked(int fd, const char* what) {
    if (fd < 0) {
        throw std::system_error(errno, std::generic_category(), what);
    }
    return Descriptor(fd);
}

base::Result<Descriptor> loopbackSocket() {
    Descriptor fd(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const auto any = SocketAddress::numeric("127.0.0.1", 0).value();
    if (!fd.isOpen() || bind(fd.get(), any.raw(), any.length) != 0) {
        return base::failure(
            fmt::format("the relay gets no socket: {}", std::generic_category().message(errno)));
    }
    setsockopt(fd.get(), SOL_SOCKET, SO_RCVBUF, &socketBufferBytes, sizeof socketBufferBytes);
    setsockopt(fd.get(), SOL_SOCKET, SO_SNDBUF, &socketBufferBytes, sizeof socketBufferBytes);
    return fd;
}

bool watch(int epoll, int fd, std::uint64_t mark) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = mark;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0;
}

} // namespace

std::uint64_t SeededRandom::next() {
    std::uint64_t z = (m_state += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

/// One recvmmsg.
struct UdpRelayThread::Buffers {
    std::array<std::array<std::byte, datagramSize>, batchSize> data;
    std::array<iovec, batchSize> parts;
    std::array<sockaddr_storage, batchSize> from;
    std::array<mmsghdr, batchSize> headers;
};

UdpRelayThread::UdpRelayThread(std::uint64_t seed)
    : m_seed(seed), m_epoll(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      m_timer(
          checked(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC), "timerfd_create")),
      m_buffers(std::make_unique<Buffers>()) {
    watch(m_epoll.get(), m_wake.get(), wakeMark);
    watch(m_epoll.get(), m_timer.get(), timerMark);
    m_thread = base::startThread("udp-relay", [this](const std::stop_token&) { run(); });
}

UdpRelayThread::~UdpRelayThread() {
    m_isStopping = true;
    m_wake.wake();
    m_thread.join();
}

base::Result<std::uint16_t> UdpRelayThread::addLink(std::uint16_t targetPort,
                                                    LinkImpairment impairment) {
    auto front = loopbackSocket();
    auto back = loopbackSocket();
    if (!front || !back) {
        return tl::unexpected(front ? back.error() : front.error());
    }
    const auto target = SocketAddress::numeric("127.0.0.1", targetPort).value();
    const auto bound = SocketAddress::ofSocket(front->get());
    if (!bound || connect(back->get(), target.raw(), target.length) != 0) {
        return base::failure(fmt::format("the relay cannot reach port {}", targetPort));
    }
    const std::lock_guard lock(m_mutex);
    const std::size_t index = m_links.size();
    SeededRandom seeds(m_seed ^ (index * 0xd1342543de82ef95U));
    auto link = std::make_unique<Link>(seeds.next(), impairment);
    link->front = std::move(*front);
    link->back = std::move(*back);
    link->port = bound->port();
    const int frontFd = link->front.get();
    const int backFd = link->back.get();
    m_links.push_back(std::move(link));
    if (!watch(m_epoll.get(), frontFd, index * 2) || !watch(m_epoll.get(), backFd, index * 2 + 1)) {
        return base::failure("the relay has no room for another link");
    }
    return bound->port();
}

UdpRelayThread::Link* UdpRelayThread::linkOfPort(std::uint16_t port) {
    const auto found = std::find_if(m_links.begin(), m_links.end(),
                                    [port](const auto& link) { return link->port == port; });
    return found == m_links.end() ? nullptr : found->get();
}

void UdpRelayThread::setImpairment(std::uint16_t linkPort, LinkImpairment impairment) {
    const std::lock_guard lock(m_mutex);
    if (auto* link = linkOfPort(linkPort)) {
        link->impairment = impairment;
    }
}

void UdpRelayThread::dropNextData(std::uint16_t linkPort, std::uint32_t count) {
    const std::lock_guard lock(m_mutex);
    if (auto* link = linkOfPort(linkPort)) {
        link->dataToDrop += count;
    }
}

void UdpRelayThread::run() {
    std::array<epoll_event, 64> events{};
    while (!m_isStopping) {
        const int count =
            epoll_wait(m_epoll.get(), events.data(), static_cast<int>(events.size()), -1);
        std::unique_lock lock(m_mutex);
        const auto now = monoNs();
        for (int i = 0; i < count; ++i) {
            const auto mark = events[static_cast<std::size_t>(i)].data.u64;
            if (mark == timerMark) {
                std::uint64_t expirations = 0;
                [[maybe_unused]] const auto size =
                    ::read(m_timer.get(), &expirations, sizeof expirations);
            } else if (mark != wakeMark) {
                drain(static_cast<std::size_t>(mark / 2),
                      mark % 2 == 0 ? Way::ToTarget : Way::ToClient, now);
            }
        }
        forwardDue(monoNs());
        armTimer();
        lock.unlock();
        std::this_thread::sleep_for(turnPause);
    }
}

void UdpRelayThread::drain(std::size_t index, Way way, std::int64_t nowNs) {
    auto& link = *m_links[index];
    const int fd = way == Way::ToTarget ? link.front.get() : link.back.get();
    for (std::size_t i = 0; i < batchSize; ++i) {
        m_buffers->parts[i] = {.iov_base = m_buffers->data[i].data(), .iov_len = datagramSize};
        auto& header = m_buffers->headers[i].msg_hdr;
        header = {};
        header.msg_name = &m_buffers->from[i];
        header.msg_namelen = sizeof m_buffers->from[i];
        header.msg_iov = &m_buffers->parts[i];
        header.msg_iovlen = 1;
    }
    // One batch each turn, so that no link starves the others. An error (nobody listens at the
    // target) is cleared by the call and changes nothing: a network says no more.
    const int count = recvmmsg(fd, m_buffers->headers.data(), batchSize, MSG_DONTWAIT, nullptr);
    for (std::size_t i = 0; i < static_cast<std::size_t>(std::max(count, 0)); ++i) {
        if (way == Way::ToTarget) {
            SocketAddress client;
            client.length = m_buffers->headers[i].msg_hdr.msg_namelen;
            client.storage = m_buffers->from[i];
            link.client = client;
        }
        take(index, way, {m_buffers->data[i].data(), m_buffers->headers[i].msg_len}, nowNs);
    }
}

void UdpRelayThread::take(std::size_t index, Way way, std::span<const std::byte> bytes,
                          std::int64_t nowNs) {
    auto& link = *m_links[index];
    auto& direction = link.ways[static_cast<std::size_t>(way)];
    // Both numbers are drawn for each datagram, so that the losses do not depend on the jitter.
    const double lossDraw = direction.random.unit();
    const double jitterDraw = direction.random.unit();
    // The first bit of an SRT packet tells data (0) from control.
    if (way == Way::ToClient && link.dataToDrop > 0 && !bytes.empty() &&
        (bytes.front() & std::byte{0x80}) == std::byte{0}) {
        --link.dataToDrop;
        return;
    }
    if (lossDraw < link.impairment.loss || direction.waiting >= mostWaiting) {
        return;
    }
    const double delayMs =
        std::max(0.0, link.impairment.delayMs + link.impairment.jitterMs * jitterDraw);
    const auto dueNs =
        std::max(nowNs + static_cast<std::int64_t>(delayMs * 1e6), direction.lastDueNs);
    direction.lastDueNs = dueNs;
    if (dueNs <= nowNs && direction.waiting == 0) {
        forward(link, way, bytes);
        return;
    }
    ++direction.waiting;
    m_heap.push({dueNs, m_order++, index, way, {bytes.begin(), bytes.end()}});
}

void UdpRelayThread::forward(Link& link, Way way, std::span<const std::byte> bytes) {
    // What the kernel does not take is lost, as on any network.
    if (way == Way::ToTarget) {
        ::send(link.back.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    } else if (link.client) {
        ::sendto(link.front.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                 link.client->raw(), link.client->length);
    }
}

void UdpRelayThread::forwardDue(std::int64_t nowNs) {
    while (!m_heap.empty() && m_heap.top().dueNs <= nowNs) {
        const auto& first = m_heap.top();
        auto& link = *m_links[first.link];
        --link.ways[static_cast<std::size_t>(first.way)].waiting;
        forward(link, first.way, first.bytes);
        m_heap.pop();
    }
}

void UdpRelayThread::armTimer() {
    itimerspec when{};
    if (!m_heap.empty()) {
        const auto dueNs = m_heap.top().dueNs;
        when.it_value = {.tv_sec = dueNs / 1'000'000'000, .tv_nsec = dueNs % 1'000'000'000};
    }
    timerfd_settime(m_timer.get(), TFD_TIMER_ABSTIME, &when, nullptr);
}

std::unique_ptr<UdpRelay> makeUdpRelay(std::uint64_t seed) {
    return std::make_unique<UdpRelayThread>(seed);
}

} // namespace vigie::transport
