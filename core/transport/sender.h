// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/base/result.h"

namespace vigie::transport {

/// Sends whole transport stream packets, used by the demo fleet and the tests.
class Sender {
public:
    virtual ~Sender() = default;
    /// `packets`: a multiple of 188 bytes, at most 7 packets. Never blocks: what cannot be sent now
    /// is dropped and counted. One thread at a time.
    virtual void send(std::span<const std::byte> packets) = 0;
    [[nodiscard]] virtual std::uint64_t dropped() const = 0;
    /// The local port, for listeners on port 0.
    [[nodiscard]] virtual std::uint16_t boundPort() const = 0;
};

/// srt://host:port?mode=listener (any number of callers, each gets all) or mode=caller (reconnects
/// by itself); rtp://host:port; udp://host:port. SRT options as in ReceiverOptions.
[[nodiscard]] base::Result<std::unique_ptr<Sender>> makeSender(const std::string& uri,
                                                               const std::string& passphrase = {});

/// A UDP relay on loopback that stands for a network: forwards both directions between whoever
/// sends to its port and `target`, with a delay, random loss and jitter each way. Seeded: the same
/// order of packets meets the same losses. Any number of links share one thread ("udp-relay").
struct LinkImpairment {
    double delayMs = 0;
    double jitterMs = 0;
    /// Probability per datagram, 0 to 1.
    double loss = 0;
    bool operator==(const LinkImpairment&) const = default;
};

class UdpRelay {
public:
    virtual ~UdpRelay() = default;
    /// Adds a link, whose delay is kept to about 2 ms; returns its local port on 127.0.0.1.
    [[nodiscard]] virtual base::Result<std::uint16_t> addLink(std::uint16_t targetPort,
                                                              LinkImpairment impairment) = 0;
    /// Any thread, takes effect on the next datagram.
    virtual void setImpairment(std::uint16_t linkPort, LinkImpairment impairment) = 0;
    /// Drops exactly the next `count` datagrams from the target side towards the client that are
    /// SRT data.
    virtual void dropNextData(std::uint16_t linkPort, std::uint32_t count) = 0;
};
[[nodiscard]] std::unique_ptr<UdpRelay> makeUdpRelay(std::uint64_t seed);

} // namespace vigie::transport
