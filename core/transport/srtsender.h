// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/transport/sender.h"
#include "core/transport/spec.h"
#include "core/transport/srtsocket.h"
#include "core/transport/wakefd.h"

namespace vigie::transport {

/// Sends to SRT peers: as listener to every caller, as caller to one listener, which it calls again
/// when the connection breaks. A peer that is too slow loses packets, and neither delays the others
/// nor send(). Owns one thread ("srt-sender") that connects, accepts and buries.
class SrtSender final : public Sender {
public:
    /// Opens the port where the spec is a listener's.
    [[nodiscard]] static base::Result<std::unique_ptr<Sender>> make(SrtSpec spec);
    ~SrtSender() override;

    void send(std::span<const std::byte> packets) override;
    [[nodiscard]] std::uint64_t dropped() const override { return m_dropped.load(); }
    [[nodiscard]] std::uint16_t boundPort() const override { return m_port; }

private:
    struct Peer {
        SrtSocket socket;
        std::uint64_t droppedByLibrary = 0;
    };

    SrtSender(SrtSpec spec, SrtSocket listener);
    void serve();
    void acceptAll();
    void callOnce(Resolver& resolver, base::Nanoseconds& wait);
    void bury();

    const SrtSpec m_spec;
    const SrtSocket m_listener; // not open in a caller
    const std::uint16_t m_port;
    WakeFd m_wake;
    std::atomic<bool> m_isStopping{false};   // written by the destructor
    std::atomic<std::uint64_t> m_dropped{0}; // written by send() and the thread
    std::mutex m_mutex;
    std::vector<Peer> m_peers;  // guarded by m_mutex
    std::uint64_t m_rounds = 0; // the thread's
    std::jthread m_thread;
};

} // namespace vigie::transport
