// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <vector>

#include "core/transport/address.h"
#include "core/transport/sender.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// A small generator with the same numbers everywhere (SplitMix64).
class SeededRandom {
public:
    explicit SeededRandom(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    /// 0 up to, not including, 1.
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

private:
    std::uint64_t m_state;
};

/// The relay thread waits on one epoll and one timer for all links; a datagram that is not delayed
/// is forwarded at once, the others wait in one heap. Within a direction order is kept: jitter
/// delays, it does not reorder. A direction holds a bounded number of datagrams; more are dropped,
/// as a full router does.
class UdpRelayThread final : public UdpRelay {
public:
    explicit UdpRelayThread(std::uint64_t seed);
    ~UdpRelayThread() override;

    [[nodiscard]] base::Result<std::uint16_t> addLink(std::uint16_t targetPort,
                                                      LinkImpairment impairment) override;
    void setImpairment(std::uint16_t linkPort, LinkImpairment impairment) override;
    void dropNextData(std::uint16_t linkPort, std::uint32_t count) override;

private:
    enum class Way : std::uint8_t { ToTarget, ToClient };
    struct Direction {
        explicit Direction(std::uint64_t seed) : random(seed) {}
        SeededRandom random;
        std::int64_t lastDueNs = 0;
        std::size_t waiting = 0;
    };
    struct Link {
        Link(std::uint64_t seed, LinkImpairment wanted)
            : impairment(wanted), ways{Direction(seed), Direction(~seed)} {}
        Descriptor front; // bound to the link's port; the client's side
        Descriptor back;  // connected to the target
        std::uint16_t port = 0;
        LinkImpairment impairment;
        std::uint32_t dataToDrop = 0;
        std::optional<SocketAddress> client; // whoever sent last
        std::array<Direction, 2> ways;
    };
    struct Waiting {
        std::int64_t dueNs = 0;
        std::uint64_t order = 0; // arrival, for equal moments
        std::size_t link = 0;
        Way way = Way::ToTarget;
        std::vector<std::byte> bytes;
    };
    struct LaterFirst {
        bool operator()(const Waiting& a, const Waiting& b) const {
            return a.dueNs != b.dueNs ? a.dueNs > b.dueNs : a.order > b.order;
        }
    };
    struct Buffers;

    void run();
    void drain(std::size_t link, Way way, std::int64_t nowNs);
    void take(std::size_t link, Way way, std::span<const std::byte> bytes, std::int64_t nowNs);
    void forward(Link& link, Way way, std::span<const std::byte> bytes);
    void forwardDue(std::int64_t nowNs);
    void armTimer();
    [[nodiscard]] Link* linkOfPort(std::uint16_t port);

    const std::uint64_t m_seed;
    const Descriptor m_epoll;
    const Descriptor m_timer;
    WakeFd m_wake;
    std::atomic<bool> m_isStopping{false}; // written by the destructor
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Link>> m_links; // guarded by m_mutex
    // The relay thread only.
    std::priority_queue<Waiting, std::vector<Waiting>, LaterFirst> m_heap;
    std::uint64_t m_order = 0;
    std::unique_ptr<Buffers> m_buffers;
    std::jthread m_thread;
};

} // namespace vigie::transport
