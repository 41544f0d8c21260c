// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <optional>

#include "core/transport/counters.h"
#include "core/transport/legmerger.h"
#include "core/transport/rtpmeter.h"
#include "core/transport/spec.h"
#include "core/transport/threadedreceiver.h"
#include "core/transport/udpsocket.h"

namespace vigie::transport {

/// Receives one stream on two legs (SMPTE ST 2022-7) with one thread and two sockets, so that both
/// copies are stamped by one clock. A leg whose socket cannot be opened or fails is tried again by
/// itself, with backoff, while the other goes on; the input has failed only when both have.
class LegReceiver final : public ThreadedReceiver {
public:
    LegReceiver(std::string name, std::chrono::milliseconds noDataAfter,
                std::chrono::milliseconds window, UdpSpec legA, UdpSpec legB);
    ~LegReceiver() override { stop(); }
    [[nodiscard]] std::optional<std::uint16_t> boundPortB() const override;

private:
    struct Side {
        UdpSpec spec;
        Resolver resolver;
        std::optional<UdpReceiveSocket> socket;
        Backoff backoff;
        base::Mono nextTry{};
        std::string trouble; // why there is no socket
        base::Mono lastForeign{};
        /// Of the packets that were seen to carry a transport stream.
        std::optional<std::uint8_t> payloadType;
    };

    void run() override;
    void openWhatIsDue(base::Mono now);
    /// Waits for either socket, the wake or `timeout`.
    void wait(std::chrono::milliseconds timeout) const;
    /// Both batches in order of arrival.
    void readBoth();
    [[nodiscard]] std::span<const Datagram> read(Side& side);
    void take(Leg leg, const Datagram& datagram);
    void tellState(base::Mono now);
    void publish(base::Mono now);
    [[nodiscard]] std::optional<bool> isReceiving(Leg leg, base::Mono now) const;

    std::array<Side, 2> m_sides;
    LegMerger m_merger;
    RtpMeter m_meter;
    base::Mono m_startedAt{};
    std::atomic<int> m_boundPortB{-1}; // written by the receiver's thread
};

} // namespace vigie::transport
