// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "core/base/log.h"
#include "core/base/thread.h"
#include "core/transport/receiver.h"
#include "core/transport/rffigures.h"
#include "core/transport/spec.h"
#include "core/transport/udpsocket.h"

namespace vigie::transport {

namespace {

constexpr std::chrono::seconds idleStep{1};

/// The one implementation; its thread reads the socket until the destructor.
class UdpRfListener final : public RfListener {
public:
    UdpRfListener(std::string name, UdpReceiveSocket socket)
        : m_socket(std::move(socket)), m_port(m_socket.port()),
          m_thread(base::startThread(std::move(name), [this](const std::stop_token&) { run(); })) {}
    ~UdpRfListener() override {
        m_isStopping = true;
        m_wake.wake();
        m_thread.join();
    }

    [[nodiscard]] std::optional<RfFigures> newest() const override {
        const std::lock_guard lock(m_mutex);
        if (!m_newest || base::Mono{std::chrono::steady_clock::now()} - m_arrival > validFor) {
            return std::nullopt;
        }
        return m_newest;
    }
    [[nodiscard]] std::uint64_t malformed() const override { return m_malformed.load(); }
    [[nodiscard]] std::uint16_t boundPort() const override { return m_port; }

private:
    void run() {
        while (!m_isStopping) {
            const auto batch = m_socket.read(m_wake, idleStep);
            if (!batch) {
                base::logger("transport")->error("RF figures: {}", batch.error().message);
                return;
            }
            for (const auto& datagram : *batch) {
                take(datagram);
            }
        }
    }
    void take(const Datagram& datagram) {
        const auto figures = parseRfFigures(
            {reinterpret_cast<const char*>(datagram.bytes.data()), datagram.bytes.size()});
        if (!figures) {
            // Once in words, then only counted: a broken adapter must not flood the log.
            if (m_malformed.fetch_add(1) == 0) {
                base::logger("transport")->warn("RF figures: {}", figures.error().message);
            }
            return;
        }
        const std::lock_guard lock(m_mutex);
        m_newest = *figures;
        m_arrival = datagram.arrival.mono;
    }

    UdpReceiveSocket m_socket; // the thread's
    const std::uint16_t m_port;
    WakeFd m_wake;
    std::atomic<bool> m_isStopping{false};     // written by the destructor
    std::atomic<std::uint64_t> m_malformed{0}; // written by the thread
    mutable std::mutex m_mutex;
    std::optional<RfFigures> m_newest; // guarded by m_mutex
    base::Mono m_arrival{};            // guarded by m_mutex
    std::jthread m_thread;
};

} // namespace

base::Result<std::unique_ptr<RfListener>> RfListener::create(std::string name,
                                                             const std::string& uri) {
    const auto spec = parseReceiveSpec(uri, {});
    if (!spec) {
        return tl::unexpected(spec.error());
    }
    const auto* udp = std::get_if<UdpSpec>(&*spec);
    if (udp == nullptr || udp->isRtp) {
        return base::failure(
            fmt::format("{}: RF figures come over udp://bind:port", withoutCredentials(uri)));
    }
    Resolver resolver;
    const WakeFd never;
    const auto addresses =
        resolver.resolve(udp->host, udp->port, never, std::chrono::milliseconds(2000));
    if (!addresses) {
        return tl::unexpected(addresses.error());
    }
    auto socket = UdpReceiveSocket::open({addresses->front(), udp->interface, udp->source});
    if (!socket) {
        return base::failure(
            fmt::format("{}: {}", withoutCredentials(uri), socket.error().message));
    }
    return std::make_unique<UdpRfListener>(std::move(name), std::move(*socket));
}

} // namespace vigie::transport
