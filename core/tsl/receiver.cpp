// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsl/receiver.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <list>
#include <mutex>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/transport/udpsocket.h"
#include "core/tsl/codec.h"
#include "core/tsl/mailbox.h"

namespace vigie::tsl {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr std::size_t mostConnections = 16;
constexpr auto lookupPatience = 2000ms;
/// After a full read: what floods the port costs datagrams, not the processor.
constexpr auto breath = 2ms;
constexpr std::size_t fullBatch = 64;

std::string words(int error) {
    return std::generic_category().message(error);
}

std::string hostOf(const transport::SocketAddress& address) {
    const std::string text = address.toString();
    return text.substr(0, text.rfind(':'));
}

} // namespace

class Receiver::Impl {
public:
    Impl(ReceiverOptions options, std::function<void()> onNews)
        : m_options(std::move(options)),
          m_mailbox(m_options.screen, m_options.silence, std::move(onNews)),
          m_thread(base::startThread("tsl-" + m_options.name,
                                     [this](const std::stop_token&) { run(); })) {}
    ~Impl() {
        m_isStopping = true;
        m_wake.wake();
        m_thread.join();
    }

    News take() { return m_mailbox.take(); }
    ReceiverStatus status() const {
        ReceiverStatus status;
        {
            const std::lock_guard lock(m_mutex);
            status = m_status;
        }
        status.senders = m_mailbox.senders();
        status.dropped = m_mailbox.dropped();
        return status;
    }

private:
    struct Connection {
        transport::Descriptor fd;
        std::string sender;
        Reader reader;
        steady_clock::time_point heard;
    };

    void run() {
        while (!m_isStopping) {
            const auto why = m_options.transport == Transport::Udp ? listenUdp() : listenTcp();
            if (m_isStopping) {
                return;
            }
            fail(why);
            (void)m_wake.sleepFor(m_options.retry);
        }
    }

    [[nodiscard]] base::Result<transport::SocketAddress> address() {
        auto found = m_resolver.resolve(m_options.host, m_options.port, m_wake, lookupPatience);
        if (!found) {
            return tl::unexpected(found.error());
        }
        return found->front();
    }

    /// Until the end, or until it fails: why.
    std::string listenUdp() {
        const auto bound = address();
        if (!bound) {
            return bound.error().message;
        }
        auto socket = transport::UdpReceiveSocket::open({*bound, {}, {}});
        if (!socket) {
            return socket.error().message;
        }
        succeed(socket->port());
        Reader reader(m_options.version, Transport::Udp, m_options.meanings);
        std::vector<Display> displays;
        while (!m_isStopping) {
            const auto batch = socket->read(m_wake, step());
            if (!batch) {
                return batch.error().message;
            }
            for (const auto& datagram : *batch) {
                const std::string sender = hostOf(datagram.from);
                displays.clear();
                read(reader,
                     {reinterpret_cast<const std::uint8_t*>(datagram.bytes.data()),
                      datagram.bytes.size()},
                     sender, displays);
            }
            m_mailbox.expire(steady_clock::now());
            if (batch->size() >= fullBatch) {
                (void)m_wake.sleepFor(breath);
            }
        }
        return {};
    }

    std::string listenTcp() {
        const auto bound = address();
        if (!bound) {
            return bound.error().message;
        }
        transport::Descriptor listener(
            ::socket(bound->family(), SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!listener.isOpen()) {
            return "no socket can be opened: " + words(errno);
        }
        const int on = 1;
        ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (::bind(listener.get(), bound->raw(), bound->length) != 0) {
            return transport::bindErrorWords(errno, *bound);
        }
        if (::listen(listener.get(), static_cast<int>(mostConnections)) != 0) {
            return transport::bindErrorWords(errno, *bound);
        }
        const auto local = transport::SocketAddress::ofSocket(listener.get());
        succeed(local ? local->port() : m_options.port);
        std::list<Connection> connections;
        std::vector<pollfd> items;
        while (!m_isStopping) {
            items.assign({pollfd{.fd = m_wake.get(), .events = POLLIN, .revents = 0},
                          pollfd{.fd = listener.get(), .events = POLLIN, .revents = 0}});
            for (const Connection& connection : connections) {
                items.push_back({.fd = connection.fd.get(), .events = POLLIN, .revents = 0});
            }
            (void)::poll(items.data(), items.size(), static_cast<int>(step().count()));
            std::size_t at = 2;
            for (auto it = connections.begin(); it != connections.end(); ++at) {
                const bool isOver = items[at].revents != 0 && !readFrom(*it);
                it = isOver ? connections.erase(it) : std::next(it);
            }
            if (items[1].revents != 0 && !accept(listener.get(), connections)) {
                (void)m_wake.sleepFor(100ms); // no descriptors left, and the like
            }
            {
                const std::lock_guard lock(m_mutex);
                m_status.connections = static_cast<std::uint32_t>(connections.size());
            }
            m_mailbox.expire(steady_clock::now());
        }
        return {};
    }

    bool accept(int listener, std::list<Connection>& connections) {
        transport::SocketAddress from;
        from.length = sizeof from.storage;
        transport::Descriptor fd(::accept4(listener, reinterpret_cast<sockaddr*>(&from.storage),
                                           &from.length, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (!fd.isOpen()) {
            return errno == EAGAIN || errno == ECONNABORTED || errno == EINTR;
        }
        const int on = 1;
        ::setsockopt(fd.get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
        if (connections.size() >= mostConnections) {
            connections.erase(std::min_element(
                connections.begin(), connections.end(),
                [](const Connection& a, const Connection& b) { return a.heard < b.heard; }));
        }
        connections.push_back({std::move(fd), hostOf(from),
                               Reader(m_options.version, Transport::Tcp, m_options.meanings),
                               steady_clock::now()});
        return true;
    }

    /// False: the connection is over.
    bool readFrom(Connection& connection) {
        std::array<std::uint8_t, 8192> buffer{};
        const auto got = ::recv(connection.fd.get(), buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            return got < 0 && (errno == EAGAIN || errno == EINTR);
        }
        connection.heard = steady_clock::now();
        std::vector<Display> displays;
        read(connection.reader, {buffer.data(), static_cast<std::size_t>(got)}, connection.sender,
             displays);
        return true;
    }

    void read(Reader& reader, std::span<const std::uint8_t> bytes, const std::string& sender,
              std::vector<Display>& displays) {
        const Counts before = reader.counts();
        reader.take(bytes, displays);
        const Counts& after = reader.counts();
        count(before, after, sender);
        if (after.packets > before.packets) { // noise is no sign of life
            m_mailbox.post(sender, displays, steady_clock::now());
        }
    }

    void count(const Counts& before, const Counts& after, const std::string& sender) {
        const std::lock_guard lock(m_mutex);
        Counts& all = m_status.counts;
        all.packets += after.packets - before.packets;
        all.displays += after.displays - before.displays;
        all.skipped += after.skipped - before.skipped;
        for (std::size_t i = 0; i < refusals; ++i) {
            const auto more = after.refused[i] - before.refused[i];
            if (more > 0 && all.refused[i] == 0) {
                base::logger("tsl")->warn("{}: {} sends {}; further ones are only counted",
                                          m_options.name, sender, wordsOf(static_cast<Refusal>(i)));
            }
            all.refused[i] += more;
        }
    }

    [[nodiscard]] std::chrono::milliseconds step() const {
        const auto silence = m_options.silence;
        return silence > 0ms ? std::clamp<std::chrono::milliseconds>(silence / 4, 10ms, 1000ms)
                             : 1000ms;
    }

    void fail(const std::string& why) {
        const std::lock_guard lock(m_mutex);
        if (m_status.trouble != why) { // once, not at each try
            base::logger("tsl")->error("{}: nothing is heard: {}", m_options.name, why);
        }
        m_status.trouble = why;
        m_status.port = 0;
        m_status.connections = 0;
    }
    void succeed(std::uint16_t port) {
        const std::lock_guard lock(m_mutex);
        m_status.trouble.clear();
        m_status.port = port;
    }

    const ReceiverOptions m_options;
    Mailbox m_mailbox;
    transport::WakeFd m_wake;
    transport::Resolver m_resolver; // the thread's
    std::atomic<bool> m_isStopping{false};
    mutable std::mutex m_mutex;
    ReceiverStatus m_status; // under m_mutex
    std::jthread m_thread;
};

Receiver::Receiver(ReceiverOptions options, std::function<void()> onNews)
    : m_impl(std::make_unique<Impl>(std::move(options), std::move(onNews))) {}
Receiver::~Receiver() = default;

News Receiver::take() {
    return m_impl->take();
}

ReceiverStatus Receiver::status() const {
    return m_impl->status();
}

} // namespace vigie::tsl
