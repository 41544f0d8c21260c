// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tsl/sender.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <mutex>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/transport/address.h"
#include "core/tsl/codec.h"
#include "core/tsl/outbox.h"

namespace vigie::tsl {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

/// Nothing is waited for longer, so that a connection that is gone is seen.
constexpr auto longestStep = 1000ms;

std::string words(int error) {
    return std::generic_category().message(error);
}

} // namespace

class Sender::Impl {
public:
    explicit Impl(SenderOptions options)
        : m_options(std::move(options)), m_outbox(m_options),
          m_news(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_thread(base::startThread("tsl-" + m_options.name,
                                     [this](const std::stop_token&) { run(); })) {}
    ~Impl() {
        m_isStopping = true;
        m_stop.wake();
        m_thread.join();
    }

    void set(const std::vector<Display>& displays) {
        {
            const std::lock_guard lock(m_mutex);
            m_outbox.set(displays);
            m_status.isSettled = m_outbox.isSettled();
        }
        const std::uint64_t one = 1;
        (void)!::write(m_news.get(), &one, sizeof one);
    }

    bool settle(std::chrono::milliseconds most) const {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, most, [this] { return m_outbox.isSettled(); });
    }

    SenderStatus status() const {
        const std::lock_guard lock(m_mutex);
        return m_status;
    }

private:
    void run() {
        while (!m_isStopping) {
            const std::string why = m_socket.isOpen() ? sendNext() : open();
            if (!why.empty() && !m_isStopping) {
                fail(why);
                (void)m_stop.sleepFor(m_pause);
            }
        }
    }

    /// Why not; empty: it is open.
    std::string open() {
        const auto found =
            m_resolver.resolve(m_options.host, m_options.port, m_stop, m_options.patience);
        if (!found) {
            return found.error().message;
        }
        const transport::SocketAddress& address = found->front();
        const bool isTcp = m_options.transport == Transport::Tcp;
        transport::Descriptor made(
            ::socket(address.family(),
                     (isTcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
        if (!made.isOpen()) {
            return "no socket can be opened: " + words(errno);
        }
        if (isTcp) {
            const int on = 1;
            const auto most = static_cast<unsigned>(m_options.patience.count());
            ::setsockopt(made.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            ::setsockopt(made.get(), SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
            ::setsockopt(made.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, &most, sizeof most);
        }
        if (::connect(made.get(), address.raw(), address.length) != 0) {
            if (errno != EINPROGRESS) {
                return fmt::format("no connection to {}: {}", address.toString(), words(errno));
            }
            if (!waitFor(made.get(), POLLOUT)) {
                return fmt::format("no answer from {}", address.toString());
            }
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(made.get(), SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) {
                return fmt::format("no connection to {}: {}", address.toString(), words(error));
            }
        }
        m_socket = std::move(made);
        m_refreshAt = steady_clock::now() + m_options.refresh;
        const std::lock_guard lock(m_mutex);
        m_outbox.repeatAll(); // the one at the other end may be another
        m_status.isOpen = true;
        ++m_status.openings;
        return {};
    }

    /// One packet, or a wait for something to say.
    std::string sendNext() {
        if (m_options.transport == Transport::Tcp && hasGone()) {
            return "the receiver closed the connection";
        }
        std::vector<Display> displays;
        {
            const std::lock_guard lock(m_mutex);
            if (m_options.refresh > 0ms && steady_clock::now() >= m_refreshAt) {
                m_refreshAt = steady_clock::now() + m_options.refresh;
                m_outbox.repeatAll();
            }
            displays = m_outbox.next();
        }
        if (displays.empty()) {
            waitForNews();
            return {};
        }
        if (const std::string why = send(bytesOf(displays)); !why.empty()) {
            return why;
        }
        succeed(displays);
        (void)m_stop.sleepFor(m_options.gap);
        return {};
    }

    [[nodiscard]] std::string bytesOf(const std::vector<Display>& displays) const {
        switch (m_options.version) {
        case Version::V31:
            return packV31(displays.front(), m_options.meanings);
        case Version::V40:
            return packV40(displays.front(), m_options.meanings);
        case Version::V50:
            break;
        }
        const auto packets = packV5(m_options.screen, displays, m_options.isUtf16);
        return m_options.transport == Transport::Tcp ? framedV5(packets.front()) : packets.front();
    }

    std::string send(const std::string& bytes) {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            const auto taken =
                ::send(m_socket.get(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (taken >= 0) {
                sent += static_cast<std::size_t>(taken);
            } else if (errno == EAGAIN || errno == EINTR) {
                if (!waitFor(m_socket.get(), POLLOUT)) {
                    return "the receiver takes nothing";
                }
            } else if (m_options.transport == Transport::Udp) {
                return "the datagram is not taken: " + words(errno);
            } else {
                return "the connection broke: " + words(errno);
            }
        }
        return {};
    }

    /// What a receiver says is of no interest; that it is gone is.
    [[nodiscard]] bool hasGone() const {
        std::array<char, 512> none{};
        const auto got = ::recv(m_socket.get(), none.data(), none.size(), MSG_DONTWAIT);
        return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
    }

    [[nodiscard]] bool waitFor(int fd, short events) const {
        std::array<pollfd, 2> items{pollfd{.fd = fd, .events = events, .revents = 0},
                                    pollfd{.fd = m_stop.get(), .events = POLLIN, .revents = 0}};
        (void)::poll(items.data(), items.size(), static_cast<int>(m_options.patience.count()));
        return items[0].revents != 0 && items[1].revents == 0;
    }

    void waitForNews() {
        std::chrono::milliseconds most = longestStep;
        if (m_options.refresh > 0ms) {
            most = std::clamp(
                std::chrono::ceil<std::chrono::milliseconds>(m_refreshAt - steady_clock::now()),
                0ms, most);
        }
        const bool isTcp = m_options.transport == Transport::Tcp;
        std::array<pollfd, 3> items{
            pollfd{.fd = m_stop.get(), .events = POLLIN, .revents = 0},
            pollfd{.fd = m_news.get(), .events = POLLIN, .revents = 0},
            pollfd{.fd = isTcp ? m_socket.get() : -1, .events = POLLIN, .revents = 0}};
        (void)::poll(items.data(), items.size(), static_cast<int>(most.count()));
        std::uint64_t count = 0;
        (void)!::read(m_news.get(), &count, sizeof count);
        if (items[2].revents !=
            0) { // a receiver that talks a lot costs no more than one that listens
            (void)m_stop.sleepFor(m_options.gap);
        }
    }

    void fail(const std::string& why) {
        m_socket.close();
        m_pause =
            m_pause == 0ms ? m_options.firstPause : std::min(m_pause * 2, m_options.longestPause);
        const std::lock_guard lock(m_mutex);
        if (m_status.trouble.empty()) { // once, and once more when it works again
            base::logger("tsl")->warn("{}: {}", m_options.name, why);
        }
        m_status.trouble = why;
        m_status.isOpen = false;
        m_status.isSettled = false;
    }

    void succeed(const std::vector<Display>& displays) {
        m_pause = 0ms;
        {
            const std::lock_guard lock(m_mutex);
            if (!m_status.trouble.empty()) {
                base::logger("tsl")->info("{} is told again", m_options.name);
                m_status.trouble.clear();
            }
            m_outbox.markSent(displays);
            ++m_status.packets;
            m_status.displays += displays.size();
            m_status.isSettled = m_outbox.isSettled();
        }
        m_changed.notify_all();
    }

    const SenderOptions m_options;
    // The thread's.
    transport::Resolver m_resolver;
    transport::Descriptor m_socket;
    steady_clock::time_point m_refreshAt;
    std::chrono::milliseconds m_pause{0};

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    Outbox m_outbox;       // under m_mutex
    SenderStatus m_status; // under m_mutex
    transport::WakeFd m_stop;
    const transport::Descriptor m_news; // readable: something was set
    std::atomic<bool> m_isStopping{false};
    std::jthread m_thread;
};

Sender::Sender(SenderOptions options) : m_impl(std::make_unique<Impl>(std::move(options))) {}
Sender::~Sender() = default;

void Sender::set(const std::vector<Display>& displays) {
    m_impl->set(displays);
}

bool Sender::settle(std::chrono::milliseconds most) const {
    return m_impl->settle(most);
}

SenderStatus Sender::status() const {
    return m_impl->status();
}

} // namespace vigie::tsl
