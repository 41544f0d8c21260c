// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "core/transport/counters.h"
#include "core/transport/spec.h"
#include "core/transport/srtsocket.h"
#include "core/transport/threadedreceiver.h"

namespace vigie::transport {

/// Receives over SRT as caller or listener. Losses are told from the sequence numbers of what is
/// handed over, the figures come from libsrt every 100 ms. A listener serves one caller at a time;
/// a second one is refused unless the first has fallen silent, and then replaces it.
class SrtReceiver final : public ThreadedReceiver {
public:
    SrtReceiver(std::string name, std::chrono::milliseconds noDataAfter, SrtSpec spec);
    ~SrtReceiver() override { stop(); }

private:
    void run() override;
    void runCaller();
    void runListener();
    /// The next caller; nothing when stopped.
    [[nodiscard]] SrtSocket acceptOne(const SrtSocket& listener);
    /// Until the connection ends, a newcomer replaces it or stop; returns why.
    std::string receive(SrtSocket& socket, const SrtSocket* listener);
    /// False when asked to stop meanwhile. `dueUs`: on libsrt's clock; 0: not known.
    [[nodiscard]] bool waitUntilDue(const SrtSocket& socket, std::int64_t dueUs);
    void take(std::span<const std::byte> bytes, int sequence);
    void beginConnection();
    /// What only a connection has becomes unknown.
    void endConnection();
    void publish(const SrtSocket& socket);
    /// What libsrt's thread decides by when a caller knocks.
    struct Gate {
        std::atomic<bool> isOccupied{false};    // written by the receiver's thread
        std::atomic<std::uint64_t> admitted{0}; // written by libsrt's thread
    };
    static int onCaller(void* gate, SRTSOCKET socket, int version, const sockaddr* peer,
                        const char* streamId);

    const SrtSpec m_spec;
    bool m_wasConnected = false;
    bool m_isStreamSeen = false; // something that looks like a transport stream came
    int m_lastSequence = -1;     // of this connection
    SrtSocket m_newcomer;        // accepted while another was served
    CumulativeCounter m_dropped, m_lost, m_retransmitted, m_belated, m_undecrypted;
    base::Mono m_rateSince{}; // of this connection
    std::uint64_t m_bytesSince = 0;
    std::optional<double> m_rate;

    std::shared_ptr<Gate> m_gate = std::make_shared<Gate>();
    std::uint64_t m_accepted = 0; // of those admitted, how many became connections
};

} // namespace vigie::transport
